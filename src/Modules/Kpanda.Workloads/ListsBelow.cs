using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Lists;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads;

/// <summary>Lists that the published API has below an object: the pods of a node, the jobs of a CronJob.</summary>
internal static class ListsBelow
{
    private const string Clusters = "/apis/kpanda.io/v1alpha1/clusters/{cluster}";

    public static void Map(IEndpointRouteBuilder routes, PodKind pods, JobKind jobs)
    {
        routes.MapGet($"{Clusters}/nodes/{{node}}/pods", (string cluster, string node, ResourceLists lists, Person person, HttpRequest request, CancellationToken cancellation) =>
                lists.AnswerAsync(pods, new ListTarget(cluster, null), person, request, query => query.Where("spec.nodeName", node), cancellation))
            .WithTags("Core")
            .Lists(pods);

        routes.MapGet($"{Clusters}/namespaces/{{namespace}}/cronjobs/{{cronjob}}/jobs", async (string cluster, string @namespace, string cronjob, ResourceLists lists, IResourceIndex index, Person person, HttpRequest request, CancellationToken cancellation) =>
            {
                var owner = await index.GetAsync(cluster, OwnerKinds.Resource("CronJob"), new ObjectKey(@namespace, cronjob), cancellation);
                var uid = owner?.Body.Text("metadata", "uid") ?? Guid.Empty.ToString();
                return await lists.AnswerAsync(jobs, new ListTarget(cluster, @namespace), person, request, query => query with { OwnerUid = uid }, cancellation);
            })
            .WithTags("Batch")
            .Lists(jobs);
    }
}
