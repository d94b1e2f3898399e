using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Namespaces;

/// <summary>What namespaces have beyond other kinds: creation answers with the published shape, pod security is set by level and mode.</summary>
internal sealed class NamespaceRoutes(MemberObjects objects, PublishedReader reader, NamespaceKind kind)
{
    private const string Path = "/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces";
    private const string LabelPrefix = "pod-security.kubernetes.io/";

    private static readonly string[] Modes = ["enforce", "audit", "warn"];
    private static readonly string[] Levels = ["privileged", "baseline", "restricted"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Core");
        group.Post("", (string cluster, CreateNamespaceRequest body, [AsParameters] WriteParameters write, NamespaceRoutes handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.CreateAsync(cluster, body, write, person, context, cancellation));
        group.Post("/{name}/podsecurity:enable", (string cluster, string name, PodSecurityRequest body, NamespaceRoutes handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.SecureAsync(cluster, name, body.PodSecurity ?? [], person, context, cancellation));
        group.Post("/{name}/podsecurity:disable", (string cluster, string name, NamespaceRoutes handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.SecureAsync(cluster, name, null, person, context, cancellation));
    }

    public async Task<Result<CreateNamespaceResponse>> CreateAsync(
        string cluster, CreateNamespaceRequest request, WriteParameters parameters, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.WorkspaceId is > 0) return Error.Invalid("workspaceId", "namespace.workspace");
        if (!parameters.Options().TryGet(out var options, out var error)) return error;
        if (!Manifest.Read(request.Data).TryGet(out var manifest, out error)) return error;
        if (manifest.MustBe(new("", "v1", "Namespace"), "") is { } wrong) return wrong;

        var answer = await objects.CreateAsync(person, At(cluster, manifest.Name), manifest.Body, options, cancellationToken);
        return reader.Publish(kind, cluster, answer, RequestLanguage.Of(context)).Select(created => new CreateNamespaceResponse(created));
    }

    /// <summary>Sets the policies that are given and takes every other away; null takes all away.</summary>
    public async Task<Result<Namespace>> SecureAsync(
        string cluster, string name, IReadOnlyList<PodSecurity>? policies, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        var labels = new JsonObject();
        foreach (var mode in Modes) labels[LabelPrefix + mode] = null;
        if (policies is { Count: 0 }) return Error.Invalid("podSecurity", "object.field.required", ("field", "podSecurity"));
        for (var i = 0; i < policies?.Count; i++)
        {
            var (level, mode) = policies[i];
            if (!Modes.Contains(mode)) return Error.Invalid($"podSecurity[{i}].mode", "namespace.podSecurity", ("values", string.Join(", ", Modes)));
            if (!Levels.Contains(level)) return Error.Invalid($"podSecurity[{i}].level", "namespace.podSecurity", ("values", string.Join(", ", Levels)));
            if (labels[LabelPrefix + mode] is not null) return Error.Invalid($"podSecurity[{i}].mode", "namespace.podSecurity.twice", ("mode", mode));
            labels[LabelPrefix + mode] = level;
        }

        var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } };
        var answer = await objects.PatchAsync(person, At(cluster, name), PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken);
        return reader.Publish(kind, cluster, answer, RequestLanguage.Of(context));
    }

    private ObjectAddress At(string cluster, string name) => new(cluster, kind.Resource, new ObjectKey("", name));
}
