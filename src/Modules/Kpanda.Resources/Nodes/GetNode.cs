using Kpanda.Hosting;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Nodes;

/// <summary>One node, with the number of its pods where that is asked for, and without what is measured where it is not wanted.</summary>
internal sealed class GetNode(PublishedReader reader, IResourceIndex index, IAuthorizer authorizer, NodeKind kind)
{
    private static readonly GroupResource Pods = new("", "pods");

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(
            "/apis/kpanda.io/v1alpha1/clusters/{cluster}/nodes/{name}",
            (string cluster, string name, bool? showPods, bool? excludeMetrics, GetNode handler, Person person, HttpContext context, CancellationToken cancellation) =>
                handler.RunAsync(new(cluster, new("", "nodes"), new ObjectKey("", name)), showPods ?? false, excludeMetrics ?? false, person, RequestLanguage.Of(context), cancellation))
        .WithTags("Core");

    public async Task<Result<Node>> RunAsync(ObjectAddress at, bool showPods, bool excludeMetrics, Person person, Language language, CancellationToken cancellationToken)
    {
        var found = await reader.GetAsync(kind, at, person, language, cancellationToken);
        if (!found.TryGet(out var node, out var error)) return error;
        if (excludeMetrics) node = NodeMetrics.Without(node);
        if (!showPods) return node;

        var scope = await authorizer.ScopeAsync(person, "list", Pods, cancellationToken);
        var onNode = new ResourceQuery(Pods) { Clusters = [at.Cluster], Page = new PageRequest(1, 1) }.Where("spec.nodeName", at.Key.Name);
        var pods = await index.QueryAsync(onNode, scope, cancellationToken);
        return node with { Status = node.Status with { PodAllocated = pods.Total } };
    }
}
