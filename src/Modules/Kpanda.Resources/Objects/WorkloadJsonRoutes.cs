using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Objects;

/// <summary>
/// The published routes that have the kind in a parameter (<c>{kind}/json</c>, <c>{kind}/{name}/json</c>). They serve every namespaced kind that has a
/// descriptor, workloads or not.
/// </summary>
internal static class WorkloadJsonRoutes
{
    private const string Path = "/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{namespace}/{kind}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Apps");
        group.Post("/json", async (string cluster, [FromRoute(Name = "namespace")] string ns, string kind, ManifestRequest body, [AsParameters] WriteParameters write, KindRegistry kinds, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            Find(kinds, kind).TryGet(out var found, out var error)
                ? await handlers.CreateAsync(found, At(cluster, ns, "", found), body, write, person, cancellation)
                : error);
        group.Get("/{name}/json", async (string cluster, [FromRoute(Name = "namespace")] string ns, string kind, string name, bool? stable, KindRegistry kinds, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            Find(kinds, kind).TryGet(out var found, out var error)
                ? await handlers.JsonAsync(At(cluster, ns, name, found), person, cancellation)
                : error);
        group.Put("/{name}/json", async (string cluster, [FromRoute(Name = "namespace")] string ns, string kind, string name, ManifestRequest body, [AsParameters] WriteParameters write, KindRegistry kinds, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            Find(kinds, kind).TryGet(out var found, out var error)
                ? await handlers.UpdateAsync(found, At(cluster, ns, name, found), body, write, person, cancellation)
                : error);
    }

    private static Result<KindDescriptor> Find(KindRegistry kinds, string segment) =>
        kinds.All.FirstOrDefault(kind => kind.Namespaced && kind.Segment == segment) is { } found
            ? found
            : Error.Invalid("kind", "object.kind.segment", ("kind", segment));

    private static ObjectAddress At(string cluster, string ns, string name, KindDescriptor kind) => new(cluster, kind.Resource, new ObjectKey(ns, name));
}
