using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Tests.Fakes;

/// <summary>An index of whatever a test puts into it. Queries look at cluster, namespace, name and fields of the involved object only where a test needs them.</summary>
internal sealed class FakeIndex : IResourceIndex
{
    public List<IndexedObject> Objects { get; } = [];

    public List<ApiResource> Served { get; } =
    [
        new(new("", "v1", "pods"), "Pod", true, ["get", "list", "watch"]),
        new(new("", "v1", "configmaps"), "ConfigMap", true, ["get", "list", "watch"]),
        new(new("", "v1", "secrets"), "Secret", true, ["get", "list", "watch"]),
        new(new("", "v1", "namespaces"), "Namespace", false, ["get", "list", "watch"]),
        new(new("", "v1", "nodes"), "Node", false, ["get", "list", "watch"]),
        new(new("", "v1", "events"), "Event", true, ["get", "list", "watch"]),
        new(new("apps", "v1", "deployments"), "Deployment", true, ["get", "list", "watch"]),
        new(new("apps", "v1", "replicasets"), "ReplicaSet", true, ["get", "list", "watch"]),
        new(new("apps", "v1", "statefulsets"), "StatefulSet", true, ["get", "list", "watch"]),
        new(new("coordination.k8s.io", "v1", "leases"), "Lease", true, ["get", "list", "watch"]),
        new(new("batch", "v1", "cronjobs"), "CronJob", true, ["get", "list", "watch"]),
        new(new("batch", "v1", "jobs"), "Job", true, ["get", "list", "watch"]),
        new(new("shop.example.com", "v2", "carts"), "Cart", true, ["get", "list", "watch"]),
        new(new("shop.example.com", "v1", "carts"), "Cart", true, ["get", "list", "watch"]),
    ];

    public List<ResourceQuery> Queries { get; } = [];

    public ValueTask<ResourcePage> QueryAsync(ResourceQuery query, AccessScope scope, CancellationToken cancellationToken)
    {
        Queries.Add(query);
        var matches = Objects.Where(o => o.Gvr.GroupResource == query.Resource
            && (query.Clusters.Count == 0 || query.Clusters.Contains(o.Cluster))
            && (query.Namespaces.Count == 0 || query.Namespaces.Contains(o.Key.Namespace))
            && (query.OwnerUid is null || OwnedBy(o, query.OwnerUid))
            && scope.Allows(o.Cluster, o.Key.Namespace)).ToList();
        return new(new ResourcePage([.. matches.Skip((int)query.Page.Offset).Take(query.Page.PageSize)], matches.Count, []));
    }

    public async ValueTask<RenderedPage> QueryRowsAsync(
        ResourceQuery query, AccessScope scope, KindDescriptor descriptor, Language language, Func<IndexedObject, byte[]> write, CancellationToken cancellationToken)
    {
        var page = await QueryAsync(query, scope, cancellationToken);
        return new([.. page.Items.Select(write)], page.Total, page.Freshness);
    }

    public ValueTask<IndexedObject?> GetAsync(string cluster, GroupResource resource, ObjectKey key, CancellationToken cancellationToken) =>
        new(Objects.FirstOrDefault(o => o.Cluster == cluster && o.Gvr.GroupResource == resource && o.Key == key));

    public IReadOnlyDictionary<string, int> CountByState(ResourceQuery query, AccessScope scope) => throw new NotSupportedException();

    public IResourceSubscription Subscribe(ResourceQuery query, AccessScope scope, Action<ResourceChange> onChange) => throw new NotSupportedException();

    public IReadOnlyList<ApiResource> ServedResources(string cluster) => cluster == "prod" ? Served : [];

    public ClusterFreshness Freshness(string cluster, GroupResource resource) => throw new NotSupportedException();

    public long SyncedVersion => 0;

    public bool Keeps(GroupResource resource) => resource.Resource != "leases";

    private static bool OwnedBy(IndexedObject obj, string uid) =>
        obj.Body.GetProperty("metadata").TryGetProperty("ownerReferences", out var owners)
        && owners.EnumerateArray().Any(owner => owner.GetProperty("uid").GetString() == uid);
}
