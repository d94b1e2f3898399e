using Kpanda.Identity.Access;
using Kpanda.Resources.Objects;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.CustomResources;

/// <summary>The routes below <c>/gvr</c>, once for namespaces and once for clusters.</summary>
internal static class CustomResourceRoutes
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1/clusters/{cluster}/gvr/{group}/{version}";

    // Stands for whatever a path names, in the OpenAPI document.
    private static readonly CustomResourceKind AnyNamespaced = CustomResourceKind.Any(namespaced: true);
    private static readonly CustomResourceKind AnyClusterScoped = CustomResourceKind.Any(namespaced: false);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapNamespaced(routes.MapGroup($"{Prefix}/namespaces/{{namespace}}/{{resource}}").WithTags("Apiextensions"));
        MapClusterScoped(routes.MapGroup($"{Prefix}/{{resource}}").WithTags("Apiextensions"));
    }

    private static void MapNamespaced(RouteGroupBuilder group)
    {
        group.MapGet("", (string cluster, string group, string version, string @namespace, string resource, bool? showDetail, CustomResourceHandlers handlers, Person person, HttpRequest request, CancellationToken cancellation) =>
            handlers.ListAsync(new(cluster, group, version, resource, @namespace, ""), showDetail ?? false, person, request, cancellation)).Lists(AnyNamespaced);
        group.MapPost("", (string cluster, string group, string version, string @namespace, string resource, ManifestRequest body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.CreateAsync(new(cluster, group, version, resource, @namespace, ""), body, write, person, cancellation));
        group.MapGet("/{name}", (string cluster, string group, string version, string @namespace, string resource, string name, bool? showDetail, CustomResourceHandlers handlers, Person person, HttpContext context, CancellationToken cancellation) =>
            handlers.GetAsync(new(cluster, group, version, resource, @namespace, name), showDetail ?? false, person, context, cancellation));
        group.MapPut("/{name}", (string cluster, string group, string version, string @namespace, string resource, string name, ManifestRequest body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(new(cluster, group, version, resource, @namespace, name), null, body, write, person, cancellation));
        group.MapPatch("/{name}", (string cluster, string group, string version, string @namespace, string resource, string name, CustomResourcePatch body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.PatchAsync(new(cluster, group, version, resource, @namespace, name), body, write, person, cancellation));
        group.MapDelete("/{name}", (string cluster, string group, string version, string @namespace, string resource, string name, [AsParameters] DeleteParameters options, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.DeleteAsync(new CustomResourcePath(cluster, group, version, resource, @namespace, name).At, options, person, cancellation));
        group.MapGet("/{name}/json", (string cluster, string group, string version, string @namespace, string resource, string name, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.JsonAsync(new CustomResourcePath(cluster, group, version, resource, @namespace, name).At, person, cancellation));
        group.MapPut("/{name}/status", (string cluster, string group, string version, string @namespace, string resource, string name, ManifestRequest body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(new(cluster, group, version, resource, @namespace, name), "status", body, write, person, cancellation));
    }

    private static void MapClusterScoped(RouteGroupBuilder group)
    {
        group.MapGet("", (string cluster, string group, string version, string resource, bool? showDetail, CustomResourceHandlers handlers, Person person, HttpRequest request, CancellationToken cancellation) =>
            handlers.ListAsync(new(cluster, group, version, resource, "", ""), showDetail ?? false, person, request, cancellation)).Lists(AnyClusterScoped);
        group.MapPost("", (string cluster, string group, string version, string resource, ManifestRequest body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.CreateAsync(new(cluster, group, version, resource, "", ""), body, write, person, cancellation));
        group.MapGet("/{name}", (string cluster, string group, string version, string resource, string name, bool? showDetail, CustomResourceHandlers handlers, Person person, HttpContext context, CancellationToken cancellation) =>
            handlers.GetAsync(new(cluster, group, version, resource, "", name), showDetail ?? false, person, context, cancellation));
        group.MapPut("/{name}", (string cluster, string group, string version, string resource, string name, ManifestRequest body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(new(cluster, group, version, resource, "", name), null, body, write, person, cancellation));
        group.MapPatch("/{name}", (string cluster, string group, string version, string resource, string name, CustomResourcePatch body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.PatchAsync(new(cluster, group, version, resource, "", name), body, write, person, cancellation));
        group.MapDelete("/{name}", (string cluster, string group, string version, string resource, string name, [AsParameters] DeleteParameters options, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.DeleteAsync(new CustomResourcePath(cluster, group, version, resource, "", name).At, options, person, cancellation));
        group.MapGet("/{name}/json", (string cluster, string group, string version, string resource, string name, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.JsonAsync(new CustomResourcePath(cluster, group, version, resource, "", name).At, person, cancellation));
        group.MapPut("/{name}/status", (string cluster, string group, string version, string resource, string name, ManifestRequest body, [AsParameters] WriteParameters write, CustomResourceHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(new(cluster, group, version, resource, "", name), "status", body, write, person, cancellation));
    }
}
