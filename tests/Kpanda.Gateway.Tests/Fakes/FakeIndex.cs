using System.Text.Json;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>An index with one pod that runs, and does not change.</summary>
internal sealed class FakeIndex : IResourceIndex
{
    public const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"cart","uid":"8d3ba7a6-0000-4000-8000-000000000001"},"spec":{"containers":[{"name":"main"}]},
         "status":{"phase":"Running","containerStatuses":[{"name":"main","restartCount":0,"state":{"running":{"startedAt":"2026-01-31T11:00:00Z"}}}]}}
        """;

    public ValueTask<ResourcePage> QueryAsync(ResourceQuery query, AccessScope scope, CancellationToken cancellationToken)
    {
        var pod = new IndexedObject("m", new("", "v1", "pods"), new ObjectKey("shop", "cart"), JsonDocument.Parse(Pod).RootElement, default!);
        return ValueTask.FromResult(new ResourcePage([pod], 1, []));
    }

    public IResourceSubscription Subscribe(ResourceQuery query, AccessScope scope, Action<ResourceChange> onChange) => new Nothing();

    public IReadOnlyList<ApiResource> ServedResources(string cluster) => [];

    public ValueTask<RenderedPage> QueryRowsAsync(
        ResourceQuery query, AccessScope scope, KindDescriptor descriptor, Language language, Func<IndexedObject, byte[]> write, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IndexedObject?> GetAsync(string cluster, GroupResource resource, ObjectKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IReadOnlyDictionary<string, int> CountByState(ResourceQuery query, AccessScope scope) => throw new NotSupportedException();

    public ClusterFreshness Freshness(string cluster, GroupResource resource) => throw new NotSupportedException();

    public long SyncedVersion => 0;

    public bool Keeps(GroupResource resource) => true;

    private sealed class Nothing : IResourceSubscription
    {
        public int Total => 1;

        public bool? IsNewer(string cluster, ObjectKey key, string resourceVersion) => null;

        public void Dispose()
        {
            // Nothing is followed.
        }
    }
}
