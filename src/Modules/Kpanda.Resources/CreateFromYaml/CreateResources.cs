using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.CreateFromYaml;

/// <summary>
/// Creates every object of some YAML texts, in their order. All documents are read and checked before the first is created. The first refusal stops
/// it, unless the request says to go on; either way the answer says what became of each document.
/// </summary>
internal sealed class CreateResources(MemberObjects objects, IResourceIndex index)
{
    private const string Path = "/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{namespace}/resources";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .Post(Path, async (string cluster, [FromRoute(Name = "namespace")] string ns, CreateResourcesRequest body, bool? continueOnError, [AsParameters] WriteParameters write, CreateResources handler, Person person, HttpContext context, CancellationToken cancellation) =>
            await handler.RunAsync(cluster, ns, body, continueOnError ?? false, write, person, error => ErrorResponse.BodyOf(context, error), cancellation))
        .WithTags("Apiextensions");

    public async Task<Result<CreateResourcesResponse>> RunAsync(
        string cluster,
        string ns,
        CreateResourcesRequest request,
        bool goOn,
        WriteParameters parameters,
        Person person,
        Func<Error, ErrorBody> inWords,
        CancellationToken cancellationToken)
    {
        if (!parameters.Options().TryGet(out var options, out var error)) return error;
        if (!ReadAll(request).TryGet(out var manifests, out error)) return error;

        var created = new List<string>(manifests.Count);
        var results = new List<DocumentResult>(manifests.Count);
        Error? first = null;
        foreach (var manifest in manifests)
        {
            if (first is not null && !goOn)
            {
                results.Add(Outcome(results.Count, manifest, "NotTried"));
                continue;
            }

            var answer = await CreateAsync(cluster, ns, manifest, options, person, cancellationToken);
            if (answer.TryGet(out var obj, out error))
            {
                var data = ObjectData.Of(obj);
                created.Add(data.Data);
                results.Add(Outcome(results.Count, manifest, "Created") with { Name = NameOf(obj), Warnings = data.Warnings });
                continue;
            }

            // Nothing was created: the request as a whole is refused, as for a single object.
            if (created.Count == 0 && !goOn) return manifests.Count == 1 ? error : error with { Field = error.Field ?? $"data[{results.Count}]" };
            first ??= error;
            results.Add(Outcome(results.Count, manifest, "Refused") with { Error = inWords(error) });
        }

        return new CreateResourcesResponse(created, results);
    }

    private static Result<List<Manifest>> ReadAll(CreateResourcesRequest request)
    {
        if (request.Data is not { Count: > 0 }) return Error.Invalid("data", "object.data.missing", ("field", "data"));

        var all = new List<Manifest>();
        for (var i = 0; i < request.Data.Count; i++)
        {
            if (!Manifest.ReadAll(request.Data[i], $"data[{i}]").TryGet(out var manifests, out var error)) return error;
            all.AddRange(manifests);
        }

        return all.Count > 0 ? all : Error.Invalid("data", "object.data.missing", ("field", "data"));
    }

    private async Task<Result<KubeObject>> CreateAsync(
        string cluster, string ns, Manifest manifest, KubeWriteOptions options, Person person, CancellationToken cancellationToken)
    {
        var served = await ResolveAsync(cluster, manifest, person, cancellationToken);
        if (!served.TryGet(out var resource, out var error)) return error;
        if (resource.Namespaced && manifest.PlaceIn(ns) is { } elsewhere) return elsewhere;

        var key = new ObjectKey(resource.Namespaced ? ns : "", manifest.Name);
        var at = new ObjectAddress(cluster, resource.Gvr.GroupResource, key) { Version = resource.Gvr.Version };
        return await objects.CreateAsync(person, at, manifest.Body, options, cancellationToken);
    }

    /// <summary>Finds the collection of a type. A definition may have come with an earlier document: then the member itself is asked.</summary>
    private async Task<Result<ApiResource>> ResolveAsync(string cluster, Manifest manifest, Person person, CancellationToken cancellationToken)
    {
        if (Find(index.ServedResources(cluster), manifest) is { } known) return known;

        var unknown = Error.Invalid("data.kind", "object.kind.unknown", ("cluster", cluster), ("type", manifest.Type.ToString()));
        var opened = await objects.OpenAsync(person, "create", new(cluster, new(manifest.Type.Group, manifest.Type.Kind), new("", "")), cancellationToken);
        if (!opened.TryGet(out var client, out _)) return unknown;
        var discovered = await client.DiscoverAsync(cancellationToken);
        return discovered.TryGet(out var discovery, out _) && Find(discovery.Resources, manifest) is { } found ? found : unknown;
    }

    private static ApiResource? Find(IEnumerable<ApiResource> served, Manifest manifest) => served.FirstOrDefault(resource => resource.Gvk == manifest.Type);

    private static DocumentResult Outcome(int index, Manifest manifest, string outcome) =>
        new(index, manifest.Type.ApiVersion, manifest.Type.Kind, manifest.Namespace, manifest.Name, outcome);

    private static string NameOf(KubeObject obj)
    {
        using var document = obj.Parse();
        return document.RootElement.GetProperty("metadata").TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
    }
}
