using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Summaries;

/// <summary>The light lists of the published API: what drop-downs and filters offer. All of it comes from the index, trimmed to what the person may list.</summary>
internal sealed class SummaryRoutes(IResourceIndex index, IAuthorizer authorizer)
{
    private const string Path = "/apis/kpanda.io/v1alpha1/clusters/{cluster}";
    private const string DefaultClass = "ingressclass.kubernetes.io/is-default-class";

    // What the published parameter `kind` of event lists takes.
    private static readonly string[] EventKinds =
        ["Deployment", "StatefulSet", "DaemonSet", "Pod", "Service", "Ingress", "Job", "CronJob", "HorizontalPodAutoscaler", "ReplicaSet", "CronHPA", "PersistentVolumeClaim"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path);
        group.Get("/nodesummary", (string cluster, SummaryRoutes handler, Person person, CancellationToken cancellation) => handler.NodesAsync(cluster, person, cancellation)).WithTags("Core");
        group.Get("/namespacesummary", (string cluster, string? phase, SummaryRoutes handler, Person person, CancellationToken cancellation) => handler.NamespacesAsync(cluster, phase, person, cancellation)).WithTags("Core");
        group.Get("/ingressclasssummary", (string cluster, string? @namespace, SummaryRoutes handler, Person person, CancellationToken cancellation) => handler.IngressClassesAsync(cluster, person, cancellation)).WithTags("Networking");
        group.Get("/events/kinds", (string cluster, SummaryRoutes handler, Person person, CancellationToken cancellation) => handler.EventKindsAsync(cluster, person, cancellation)).WithTags("Core");
        group.Get("/crd-groups", (string cluster, SummaryRoutes handler, Person person, CancellationToken cancellation) => handler.DefinitionGroupsAsync(cluster, person, cancellation)).WithTags("Apiextensions");
        group.Get("/preferredresources", (string cluster, bool? namespaced, SummaryRoutes handler, Person person, CancellationToken cancellation) => handler.ServedAsync(cluster, namespaced, person, cancellation)).WithTags("Cluster");
    }

    public async Task<Result<SummaryList<NodeSummary>>> NodesAsync(string cluster, Person person, CancellationToken cancellationToken) => new SummaryList<NodeSummary>(
    [
        .. (await AllAsync(cluster, new("", "nodes"), person, cancellationToken)).Select(node => new NodeSummary(
            node.Key.Name,
            node.Body.Text("metadata", "uid"),
            node.Body.Time("metadata", "creationTimestamp")?.ToUnixTimeMilliseconds(),
            node.Body.Text("spec", "podCIDR"),
            node.Body.Flag("spec", "unschedulable"),
            node.Status.State)),
    ]);

    public async Task<Result<NamespaceSummaryList>> NamespacesAsync(string cluster, string? phase, Person person, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(phase) && phase is not ("Active" or "Terminating" or "NAMESPACE_PHASE_UNSPECIFIED"))
            return Error.Invalid("phase", "list.value", ("parameter", "phase"), ("value", phase), ("values", "Active, Terminating"));

        var namespaces = new GroupResource("", "namespaces");
        var scope = await authorizer.ScopeAsync(person, "list", namespaces, cancellationToken);
        var found = await AllAsync(cluster, namespaces, person, cancellationToken);
        var wanted = phase is "Active" or "Terminating" ? found.Where(ns => ns.Status.State == phase) : found;
        return new NamespaceSummaryList(
            [.. wanted.Select(ns => new NamespaceSummary(ns.Key.Name, cluster, ns.Status.State))],
            scope.Allows(cluster, "") ? "Cluster" : "Namespaced");
    }

    public async Task<Result<IngressClassList>> IngressClassesAsync(string cluster, Person person, CancellationToken cancellationToken) => new IngressClassList(
    [
        .. (await AllAsync(cluster, new("networking.k8s.io", "ingressclasses"), person, cancellationToken)).Select(ingressClass => new IngressClassSummary(
            ingressClass.Key.Name,
            ingressClass.Body.Text("metadata", "annotations", DefaultClass) == "true",
            ingressClass.Body.Text("spec", "controller"))),
    ]);

    /// <summary>The kinds that events can be asked for, as far as there are any in the cluster.</summary>
    public async Task<Result<SummaryList<string>>> EventKindsAsync(string cluster, Person person, CancellationToken cancellationToken)
    {
        var events = await AllAsync(cluster, new("", "events"), person, cancellationToken);
        var kinds = events.Select(happened => happened.Body.Text("involvedObject", "kind")).Select(kind => kind == "CronHorizontalPodAutoscaler" ? "CronHPA" : kind);
        return new SummaryList<string>([.. kinds.Distinct().Where(EventKinds.Contains).Order(StringComparer.Ordinal)]);
    }

    public async Task<Result<NameList>> DefinitionGroupsAsync(string cluster, Person person, CancellationToken cancellationToken)
    {
        var definitions = await AllAsync(cluster, new("apiextensions.k8s.io", "customresourcedefinitions"), person, cancellationToken);
        return new NameList([.. definitions.Select(definition => definition.Body.Text("spec", "group")).Distinct().Order(StringComparer.Ordinal)]);
    }

    public async Task<Result<ServedList>> ServedAsync(string cluster, bool? namespaced, Person person, CancellationToken cancellationToken)
    {
        // What a cluster serves is no secret to whoever may look at anything in it.
        var request = new AccessRequest("get", new GroupResource("kpanda.io", "clusters")) { Name = cluster };
        var allowed = await authorizer.CheckAsync(person, request, cancellationToken);
        if (allowed.Error is { } refused) return refused;

        var served = index.ServedResources(cluster).DistinctBy(resource => resource.Gvr.GroupResource).Where(resource => namespaced is null || resource.Namespaced == namespaced);
        return new ServedList([.. served.GroupBy(resource => resource.Gvr.ApiVersion).Select(group => new ServedGroup(
            group.Key,
            [.. group.Select(resource => new ServedResource(resource.Gvr.Resource, resource.Namespaced, resource.Gvr.Group, resource.Gvr.Version, resource.Kind))]))]);
    }

    private ValueTask<List<IndexedObject>> AllAsync(string cluster, GroupResource resource, Person person, CancellationToken cancellationToken) =>
        index.AllAsync(authorizer, new ResourceQuery(resource) { Clusters = [cluster] }, person, cancellationToken).ToListAsync(cancellationToken);
}
