using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Objects;

/// <summary>
/// The routes below one kind that are the same for all kinds. The two halves differ only in their paths: a route that names a namespace must bind it,
/// one that does not must not.
/// </summary>
internal sealed class ObjectRoutes<TPublished>(ResourceKind<TPublished> kind)
    where TPublished : PublishedResource
{
    private const string Clusters = "/apis/kpanda.io/v1alpha1/clusters/{cluster}";

    public void Map(IEndpointRouteBuilder routes)
    {
        if (kind.Namespaced) MapNamespaced(routes.MapGroup($"{Clusters}/namespaces/{{namespace}}/{kind.Segment}").WithTags(kind.Tag));
        else MapClusterScoped(routes.MapGroup($"{Clusters}/{kind.Segment}").WithTags(kind.Tag));
    }

    private bool Has(ObjectOperations operation) => kind.Operations.HasFlag(operation);

    private ObjectAddress At(string cluster, string ns, string name) => new(cluster, kind.Resource, new ObjectKey(ns, name));

    private void MapNamespaced(RouteGroupBuilder group)
    {
        if (Has(ObjectOperations.Get))
        {
            group.Get("/{name}", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, PublishedReader reader, Person person, HttpContext context, CancellationToken cancellation) =>
                reader.GetAsync(kind, At(cluster, ns, name), person, RequestLanguage.Of(context), cancellation));
        }

        if (Has(ObjectOperations.Create))
        {
            group.Post("", (string cluster, [FromRoute(Name = "namespace")] string ns, ManifestRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.CreateAsync(kind, At(cluster, ns, ""), body, write, person, cancellation));
        }

        if (Has(ObjectOperations.Update))
        {
            group.Put("/{name}", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, ManifestRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.UpdateAsync(kind, At(cluster, ns, name), body, write, person, cancellation));
        }

        if (Has(ObjectOperations.Patch))
        {
            group.Patch("/{name}", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, PatchRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.PatchAsync(At(cluster, ns, name), body, write, person, cancellation));
        }

        if (Has(ObjectOperations.Delete))
        {
            group.Delete("/{name}", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, [AsParameters] DeleteParameters options, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.DeleteAsync(At(cluster, ns, name), options, person, cancellation));
        }

        if (Has(ObjectOperations.Json)) MapNamespacedJson(group);
        if (Has(ObjectOperations.Metadata)) MapNamespacedMetadata(group);
    }

    private void MapNamespacedJson(RouteGroupBuilder group)
    {
        group.Get("/{name}/json", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, bool? stable, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.JsonAsync(At(cluster, ns, name), person, cancellation));
        group.Put("/{name}/json", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, ManifestRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(kind, At(cluster, ns, name), body, write, person, cancellation));
        group.Patch("/{name}/json", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, PatchRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.PatchAsync(At(cluster, ns, name), body, write, person, cancellation));
    }

    private void MapNamespacedMetadata(RouteGroupBuilder group)
    {
        group.Put("/{name}/labels", async (string cluster, [FromRoute(Name = "namespace")] string ns, string name, LabelsRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(At(cluster, ns, name), "labels", body.Labels, write, person, cancellation)).Select(labels => new LabelsRequest(labels)));
        group.Put("/{name}/annotations", async (string cluster, [FromRoute(Name = "namespace")] string ns, string name, AnnotationsRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(At(cluster, ns, name), "annotations", body.Annotations, write, person, cancellation)).Select(annotations => new AnnotationsRequest(annotations)));
    }

    private void MapClusterScoped(RouteGroupBuilder group)
    {
        if (Has(ObjectOperations.Get))
        {
            group.Get("/{name}", (string cluster, string name, PublishedReader reader, Person person, HttpContext context, CancellationToken cancellation) =>
                reader.GetAsync(kind, At(cluster, "", name), person, RequestLanguage.Of(context), cancellation));
        }

        if (Has(ObjectOperations.Create))
        {
            group.Post("", (string cluster, ManifestRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.CreateAsync(kind, At(cluster, "", ""), body, write, person, cancellation));
        }

        if (Has(ObjectOperations.Update))
        {
            group.Put("/{name}", (string cluster, string name, ManifestRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.UpdateAsync(kind, At(cluster, "", name), body, write, person, cancellation));
        }

        if (Has(ObjectOperations.Patch))
        {
            group.Patch("/{name}", (string cluster, string name, PatchRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.PatchAsync(At(cluster, "", name), body, write, person, cancellation));
        }

        if (Has(ObjectOperations.Delete))
        {
            group.Delete("/{name}", (string cluster, string name, [AsParameters] DeleteParameters options, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                handlers.DeleteAsync(At(cluster, "", name), options, person, cancellation));
        }

        if (Has(ObjectOperations.Json)) MapClusterScopedJson(group);
        if (Has(ObjectOperations.Metadata)) MapClusterScopedMetadata(group);
    }

    private void MapClusterScopedJson(RouteGroupBuilder group)
    {
        group.Get("/{name}/json", (string cluster, string name, bool? stable, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.JsonAsync(At(cluster, "", name), person, cancellation));
        group.Put("/{name}/json", (string cluster, string name, ManifestRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.UpdateAsync(kind, At(cluster, "", name), body, write, person, cancellation));
        group.Patch("/{name}/json", (string cluster, string name, PatchRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            handlers.PatchAsync(At(cluster, "", name), body, write, person, cancellation));
    }

    private void MapClusterScopedMetadata(RouteGroupBuilder group)
    {
        group.Put("/{name}/labels", async (string cluster, string name, LabelsRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(At(cluster, "", name), "labels", body.Labels, write, person, cancellation)).Select(labels => new LabelsRequest(labels)));
        group.Put("/{name}/annotations", async (string cluster, string name, AnnotationsRequest body, [AsParameters] WriteParameters write, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
            (await handlers.ReplaceAsync(At(cluster, "", name), "annotations", body.Annotations, write, person, cancellation)).Select(annotations => new AnnotationsRequest(annotations)));
    }
}
