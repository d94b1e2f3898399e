using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>
/// The index, and a note of what was asked of it: a list that had to look at other objects to be understood (the pods of a Service) means other rows when these change.
/// </summary>
internal sealed class LookedAt(IResourceIndex index) : IResourceIndex
{
    private readonly List<ResourceQuery> _queries = [];

    /// <summary>What was looked at, each once, without pages.</summary>
    public IReadOnlyList<ResourceQuery> Queries => _queries;

    public ValueTask<ResourcePage> QueryAsync(ResourceQuery query, AccessScope scope, CancellationToken cancellationToken)
    {
        Note(query);
        return index.QueryAsync(query, scope, cancellationToken);
    }

    public ValueTask<RenderedPage> QueryRowsAsync(
        ResourceQuery query, AccessScope scope, KindDescriptor descriptor, Language language, Func<IndexedObject, byte[]> write, CancellationToken cancellationToken)
    {
        Note(query);
        return index.QueryRowsAsync(query, scope, descriptor, language, write, cancellationToken);
    }

    public ValueTask<IndexedObject?> GetAsync(string cluster, GroupResource resource, ObjectKey key, CancellationToken cancellationToken)
    {
        Note(new(resource) { Clusters = [cluster], Namespaces = [key.Namespace], Name = key.Name });
        return index.GetAsync(cluster, resource, key, cancellationToken);
    }

    public IReadOnlyDictionary<string, int> CountByState(ResourceQuery query, AccessScope scope)
    {
        Note(query);
        return index.CountByState(query, scope);
    }

    public IResourceSubscription Subscribe(ResourceQuery query, AccessScope scope, Action<ResourceChange> onChange) => index.Subscribe(query, scope, onChange);

    public IReadOnlyList<ApiResource> ServedResources(string cluster) => index.ServedResources(cluster);

    public ClusterFreshness Freshness(string cluster, GroupResource resource) => index.Freshness(cluster, resource);

    public long SyncedVersion => index.SyncedVersion;

    public bool Keeps(GroupResource resource) => index.Keeps(resource);

    private void Note(ResourceQuery query)
    {
        if (!_queries.Exists(known => QueryEquality.Same(known, query))) _queries.Add(query);
    }
}
