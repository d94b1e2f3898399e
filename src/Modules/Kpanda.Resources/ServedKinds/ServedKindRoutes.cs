using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Resources.Objects;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.ServedKinds;

/// <summary>
/// The routes that registered kinds have, for all others: where those have their word, these have <c>{resource}.{group}</c>. An addition to the published API.
/// </summary>
internal static class ServedKindRoutes
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1";
    private const string Type = $"{{type:{ServedTypeConstraint.Name}}}";

    // Stands for whatever a path names, in the OpenAPI document.
    private static readonly ServedKind AnyNamespaced = ServedKind.Any(namespaced: true);
    private static readonly ServedKind AnyClusterScoped = ServedKind.Any(namespaced: false);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).WithTags("Kinds");
        group.Get($"/asl/{Type}", (string type, ServedKindHandlers handlers, Person person, HttpRequest request, CancellationToken cancellation) =>
            handlers.ListAsync(null, null, type, person, request, cancellation)).Lists(AnyNamespaced);
        group.Get($"/clusters/{{cluster}}/{Type}", (string cluster, string type, ServedKindHandlers handlers, Person person, HttpRequest request, CancellationToken cancellation) =>
            handlers.ListAsync(cluster, null, type, person, request, cancellation)).Lists(AnyClusterScoped);
        group.Get($"/clusters/{{cluster}}/namespaces/{{namespace}}/{Type}", (string cluster, string @namespace, string type, ServedKindHandlers handlers, Person person, HttpRequest request, CancellationToken cancellation) =>
            handlers.ListAsync(cluster, @namespace, type, person, request, cancellation)).Lists(AnyNamespaced);
        MapNamespaced(group.MapGroup($"/clusters/{{cluster}}/namespaces/{{namespace}}/{Type}/{{name}}"));
        MapClusterScoped(group.MapGroup($"/clusters/{{cluster}}/{Type}/{{name}}"));
    }

    private static void MapNamespaced(RouteGroupBuilder group)
    {
        group.Get("", (string cluster, string @namespace, string type, string name, ServedKindHandlers handlers, Person person, HttpContext context, CancellationToken cancellation) =>
            handlers.GetAsync(new(cluster, type, @namespace, name), person, context, cancellation));
        group.Delete("", (string cluster, string @namespace, string type, string name, [AsParameters] DeleteParameters options, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.DeleteAsync(new(cluster, type, @namespace, name), options, person, cancellation));
        // In the document the published {kind}/{name}/json stands for these two: it knows no two paths that differ in a parameter's name alone.
        group.Get("/json", (string cluster, string @namespace, string type, string name, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.JsonAsync(new(cluster, type, @namespace, name), person, cancellation)).ExcludeFromDescription();
        group.Put("/json", (string cluster, string @namespace, string type, string name, ManifestRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(new(cluster, type, @namespace, name), body, write, person, cancellation)).ExcludeFromDescription();
        group.Patch("/json", (string cluster, string @namespace, string type, string name, PatchRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.PatchAsync(new(cluster, type, @namespace, name), body, write, person, cancellation));
        group.Put("/labels", async (string cluster, string @namespace, string type, string name, LabelsRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(new(cluster, type, @namespace, name), "labels", body.Labels, write, person, cancellation)).Select(labels => new LabelsRequest(labels)));
        group.Put("/annotations", async (string cluster, string @namespace, string type, string name, AnnotationsRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(new(cluster, type, @namespace, name), "annotations", body.Annotations, write, person, cancellation)).Select(annotations => new AnnotationsRequest(annotations)));
    }

    private static void MapClusterScoped(RouteGroupBuilder group)
    {
        group.Get("", (string cluster, string type, string name, ServedKindHandlers handlers, Person person, HttpContext context, CancellationToken cancellation) =>
            handlers.GetAsync(new(cluster, type, "", name), person, context, cancellation));
        group.Delete("", (string cluster, string type, string name, [AsParameters] DeleteParameters options, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.DeleteAsync(new(cluster, type, "", name), options, person, cancellation));
        group.Get("/json", (string cluster, string type, string name, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.JsonAsync(new(cluster, type, "", name), person, cancellation));
        group.Put("/json", (string cluster, string type, string name, ManifestRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(new(cluster, type, "", name), body, write, person, cancellation));
        group.Patch("/json", (string cluster, string type, string name, PatchRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.PatchAsync(new(cluster, type, "", name), body, write, person, cancellation));
        group.Put("/labels", async (string cluster, string type, string name, LabelsRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(new(cluster, type, "", name), "labels", body.Labels, write, person, cancellation)).Select(labels => new LabelsRequest(labels)));
        group.Put("/annotations", async (string cluster, string type, string name, AnnotationsRequest body, [AsParameters] WriteParameters write, ServedKindHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(new(cluster, type, "", name), "annotations", body.Annotations, write, person, cancellation)).Select(annotations => new AnnotationsRequest(annotations)));
    }
}
