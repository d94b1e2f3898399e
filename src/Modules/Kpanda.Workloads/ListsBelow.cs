using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads;

/// <summary>Lists that the published API has below an object: the pods of a node, the jobs of a CronJob. Over HTTP and live.</summary>
internal sealed class ListsBelow(PodKind pods, JobKind jobs) : ILivePaths
{
    private const string Clusters = "/apis/kpanda.io/v1alpha1/clusters/{cluster}";

    public ValueTask<Result<LivePath>?> FindAsync(IReadOnlyList<string> segments, IQueryCollection query, CancellationToken cancellationToken) => new(segments switch
    {
        ["clusters", var cluster, "nodes", var node, "pods"] => PodsOf(cluster, node),
        ["clusters", var cluster, "namespaces", var ns, "cronjobs", var cronJob, "jobs"] => JobsOf(cluster, ns, cronJob),
        _ => (Result<LivePath>?)null,
    });

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Clusters}/nodes/{{node}}/pods", (string cluster, string node, ResourceLists lists, Person person, HttpRequest request, CancellationToken cancellation) =>
                AnswerAsync(PodsOf(cluster, node), lists, person, request, cancellation))
            .WithTags("Core")
            .Lists(pods);

        routes.MapGet($"{Clusters}/namespaces/{{namespace}}/cronjobs/{{cronjob}}/jobs", (string cluster, string @namespace, string cronjob, ResourceLists lists, Person person, HttpRequest request, CancellationToken cancellation) =>
                AnswerAsync(JobsOf(cluster, @namespace, cronjob), lists, person, request, cancellation))
            .WithTags("Batch")
            .Lists(jobs);
    }

    private static Task<Result<ListAnswer>> AnswerAsync(LivePath path, ResourceLists lists, Person person, HttpRequest request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(path.Descriptor, path.Target, person, request, path.Narrow, cancellationToken);

    private LivePath PodsOf(string cluster, string node) =>
        new(pods, new ListTarget(cluster, null)) { Narrow = (query, _, _) => new(query.Where("spec.nodeName", node)) };

    private LivePath JobsOf(string cluster, string ns, string cronJob) => new(jobs, new ListTarget(cluster, ns))
    {
        Narrow = async (query, request, cancellationToken) =>
        {
            var owner = await request.Index.GetAsync(cluster, OwnerKinds.Resource("CronJob"), new ObjectKey(ns, cronJob), cancellationToken);
            return query with { OwnerUid = owner?.Body.Text("metadata", "uid") ?? Guid.Empty.ToString() };
        },
    };
}
