using Kpanda.Clusters.Registry;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;

namespace Kpanda.Clusters.Live;

/// <summary>One reader of the list of clusters. There are few clusters and their rows change seldom, so every reader has a feed of its own.</summary>
internal sealed class ClusterLiveFeed(ClusterRows rows, Func<ValueTask<AccessScope>> ask, ILiveSink sink) : ILiveFeed
{
    private const int RowWeight = 3 * 1024;

    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private AccessScope _scope = AccessScope.None;
    private IDisposable? _registry;
    private IDisposable? _facts;

    /// <inheritdoc />
    public int Total
    {
        get
        {
            lock (_lock) return _shown.Count;
        }
    }

    /// <summary>Begins to follow.</summary>
    public async ValueTask StartAsync(ClusterRegistry registry, IClusterFacts? facts)
    {
        _scope = await ask();
        // Subscribe first: a change between the two is pushed as one that is known already, which does no harm.
        _registry = registry.Subscribe(Changed);
        _facts = facts?.Subscribe(Changed);
        lock (_lock) _shown.UnionWith(rows.All(_scope));
    }

    /// <inheritdoc />
    public ValueTask CatchUpAsync(IReadOnlyList<LiveRow> rowsShown, CancellationToken cancellationToken)
    {
        // What rows show beside the record (counts, health) has no version: every row is told as it is.
        lock (_lock)
        {
            foreach (var row in rowsShown)
            {
                if (row.Version is null || row.Key.Split('/') is not [var name, "", _]) continue;
                sink.CatchUp(_shown.Contains(name) ? new LiveChange(LiveChangeKind.Modified, row.Key, RowWeight, () => rows.Render(name)) : LiveChange.Removed(row.Key));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken)
    {
        var scope = await ask();
        lock (_lock)
        {
            var now = rows.All(scope).ToHashSet(StringComparer.Ordinal);
            _scope = scope;
            if (now.SetEquals(_shown)) return null;
            _shown.Clear();
            _shown.UnionWith(now);
        }

        sink.Resync();
        return null;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _registry?.Dispose();
        _facts?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Changed(string name)
    {
        lock (_lock)
        {
            var isIn = rows.Has(name, _scope);
            var wasIn = isIn ? !_shown.Add(name) : _shown.Remove(name);
            var key = LiveChange.KeyOf(name, "", name);
            if (isIn) sink.Push(new LiveChange(wasIn ? LiveChangeKind.Modified : LiveChangeKind.Added, key, RowWeight, () => rows.Render(name)));
            else if (wasIn) sink.Push(LiveChange.Removed(key));
        }
    }
}
