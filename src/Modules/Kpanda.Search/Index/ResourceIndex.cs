using System.Collections.Concurrent;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Index;

/// <summary>All tables together: the index as other modules see it.</summary>
internal sealed class ResourceIndex(KindRegistry kinds, BodyStore bodies, SyncBoard board) : IResourceIndex, IOwnership
{
    private const int RowsWorthSharing = 20;
    private const long RowCacheBytes = 64 * 1024 * 1024;

    private readonly ConcurrentDictionary<GroupResource, KindTable> _tables = new();
    private readonly RowCache _rows = new(RowCacheBytes);

    public IEnumerable<KindTable> Tables => _tables.Values;

    long IOwnership.Version => _tables.Values.Sum(table => table.OwnershipVersion);

    /// <summary>The table of a collection, made at its first use.</summary>
    public KindTable Table(GroupResource resource) =>
        _tables.TryGetValue(resource, out var table)
            ? table
            : _tables.GetOrAdd(resource, key => new KindTable(new KindColumns(key, kinds.Find(key)), bodies, OwnershipChanged));

    public async ValueTask<ResourcePage> QueryAsync(ResourceQuery query, AccessScope scope, CancellationToken cancellationToken)
    {
        if (scope.IsNone) return new([], 0, []);
        board.Asked(query.Resource);
        var freshness = FreshnessOf(query, scope);
        if (!_tables.TryGetValue(query.Resource, out var table)) return new([], 0, freshness);

        var page = await PageAsync(table, query, scope, cancellationToken);
        var found = await bodies.ReadAsync(page.Rows.Select(row => row.Body).ToArray(), cancellationToken);
        var items = new List<IndexedObject>(page.Rows.Count);
        foreach (var row in page.Rows)
            if (found.TryGetValue(row.Body, out var body)) items.Add(IndexedObjectSource.Make(query.Resource, row, body));
        return new(items, page.Total, freshness) { Next = page.Next };
    }

    public async ValueTask<RenderedPage> QueryRowsAsync(
        ResourceQuery query, AccessScope scope, KindDescriptor descriptor, Language language, Func<IndexedObject, byte[]> write, CancellationToken cancellationToken)
    {
        if (scope.IsNone) return new([], 0, []);
        board.Asked(query.Resource);
        var freshness = FreshnessOf(query, scope);
        if (!_tables.TryGetValue(query.Resource, out var table)) return new([], 0, freshness);

        // Rows in a form of their own, made for one request, are not those that everybody gets.
        var isShared = ReferenceEquals(table.Columns.Descriptor, descriptor);
        var page = await PageAsync(table, query, scope, cancellationToken);
        var rows = new byte[]?[page.Rows.Count];
        var missing = new List<long>();
        for (var i = 0; i < rows.Length; i++)
        {
            if (isShared) rows[i] = _rows.Find(page.Rows[i], language);
            if (rows[i] is null) missing.Add(page.Rows[i].Body);
        }

        if (missing.Count > 0)
        {
            var found = await bodies.ReadAsync(missing, cancellationToken);

            // Writing rows is most of what a page costs that nobody read lately: the processors share it.
            if (missing.Count < RowsWorthSharing)
                for (var i = 0; i < rows.Length; i++) Write(i);
            else Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellationToken }, Write);

            void Write(int i)
            {
                var row = page.Rows[i];
                if (rows[i] is not null || !found.TryGetValue(row.Body, out var body)) return;
                rows[i] = write(IndexedObjectSource.Make(query.Resource, row, body));

                // The body may be newer than the columns that were read before it: only what is still the same belongs together.
                if (isShared && table.Find(row.Cluster, row.Key) is { } now && now.Body == row.Body && now.Content == row.Content) _rows.Put(row, language, rows[i]!);
            }
        }

        return new([.. rows.OfType<byte[]>()], page.Total, freshness) { Next = page.Next };
    }

    private ValueTask<RowPage> PageAsync(KindTable table, ResourceQuery query, AccessScope scope, CancellationToken cancellationToken) =>
        query is { SortPath: { } path, SortValue: { } value } && !table.Columns.Has(path)
            ? new BodyOrder(bodies, table, value).PageAsync(query, scope, OwnersFor(query), cancellationToken)
            : new(table.Query(query, scope, OwnersFor(query)));

    public async ValueTask<IndexedObject?> GetAsync(string cluster, GroupResource resource, ObjectKey key, CancellationToken cancellationToken)
    {
        board.Asked(resource);
        if (!_tables.TryGetValue(resource, out var table) || table.Find(cluster, key) is not { } row) return null;
        var found = await bodies.ReadAsync([row.Body], cancellationToken);
        return found.TryGetValue(row.Body, out var body) ? IndexedObjectSource.Make(resource, row, body) : null;
    }

    public IReadOnlyDictionary<string, int> CountByState(ResourceQuery query, AccessScope scope) =>
        !scope.IsNone && _tables.TryGetValue(query.Resource, out var table) ? table.CountByState(query, scope, OwnersFor(query)) : new Dictionary<string, int>();

    public IResourceSubscription Subscribe(ResourceQuery query, AccessScope scope, Action<ResourceChange> onChange)
    {
        var interest = board.Interested(query.Resource);
        return Table(query.Resource).Follow(query, scope, this, onChange, interest.Dispose);
    }

    public IReadOnlyList<ApiResource> ServedResources(string cluster) => board.Find(cluster)?.Served ?? [];

    public ClusterFreshness Freshness(string cluster, GroupResource resource) =>
        board.Find(cluster) is { } state
            ? state.Freshness(resource) ?? new(cluster, true, true, state.LastContact, "")
            : new(cluster, false, false, null, SyncReasons.Unknown);

    public long SyncedVersion => board.SyncedVersion;

    public bool Keeps(GroupResource resource) => !board.Options.Excluded.Contains(resource);

    /// <inheritdoc />
    public HashSet<Guid> Family(Guid uid)
    {
        var family = new HashSet<Guid> { uid };
        var waiting = new Queue<Guid>(family);
        var children = new List<Guid>();
        while (waiting.TryDequeue(out var owner))
        {
            foreach (var table in _tables.Values) table.AddChildren(owner, children);
            foreach (var child in children)
                if (family.Add(child)) waiting.Enqueue(child);
            children.Clear();
        }

        return family;
    }

    // A ReplicaSet may be told after its pods: these belong to the Deployment from now on.
    private void OwnershipChanged(KindTable changed)
    {
        foreach (var table in _tables.Values)
            if (table != changed) table.RefreshOwners();
    }

    private HashSet<Guid>? OwnersFor(ResourceQuery query) => query.OwnerUid is { } owner ? Family(UidKey.Of(owner)) : null;

    /// <summary>Clusters that are looked in and are not in step.</summary>
    public List<ClusterFreshness> FreshnessOf(ResourceQuery query, AccessScope scope)
    {
        var behind = new List<ClusterFreshness>();
        foreach (var cluster in board.Clusters)
        {
            if (query.Clusters.Count > 0 && !query.Clusters.Contains(cluster.Name, StringComparer.Ordinal)) continue;
            if (scope.Touches(cluster.Name) && board.Options.LeftOutNamespaces.Count > 0 && query.Namespaces.Any(board.Options.LeftOutNamespaces.Contains))
            {
                behind.Add(new(cluster.Name, false, false, cluster.LastContact, SyncReasons.LeftOut));
                continue;
            }

            if (!scope.Touches(cluster.Name) || cluster.Freshness(query.Resource) is not { } freshness) continue;
            if (!freshness.Synced || !freshness.Live) behind.Add(freshness);
        }

        return behind;
    }
}
