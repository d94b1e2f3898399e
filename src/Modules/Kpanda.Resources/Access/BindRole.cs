using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Access;

/// <summary>
/// Binds a role to a subject in a member, and creates roles: the forms in which the published API has them. A role of the platform is granted (<see cref="IRoleGrants"/>): the name and
/// the labels of its binding are not the caller's choice.
/// </summary>
internal sealed class BindRole(
    MemberObjects objects, IRoleGrants grants, PublishedReader reader, RoleKind roles, ClusterRoleKind clusterRoles, RoleBindingKind bindings, ClusterRoleBindingKind clusterBindings)
{
    private const string Group = "rbac.authorization.k8s.io";
    private const string Path = "/apis/kpanda.io/v1alpha1/clusters/{cluster}";

    private static readonly KubeWriteOptions Options = new() { FieldManager = "kpanda" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("RBAC");
        group.Post("/clusterrolebindings", (string cluster, BindRoleRequest body, BindRole handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.GrantAsync(handler.ClusterBindings, cluster, "", body, person, context, cancellation));
        group.Post("/namespaces/{namespace}/rolebindings", (string cluster, string @namespace, BindRoleRequest body, BindRole handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.GrantAsync(handler.Bindings, cluster, @namespace, body, person, context, cancellation));
        group.Post("/clusterroles/{name}", (string cluster, string name, ManifestRequest body, BindRole handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.CreateAsync(handler.ClusterRoles, cluster, "", name, body.Data, person, context, cancellation));
        group.Post("/namespaces/{namespace}/roles", (string cluster, string @namespace, CreateRoleRequest body, BindRole handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.CreateAsync(handler.Roles, cluster, @namespace, body.Name ?? "", body.Data, person, context, cancellation));
    }

    private RoleKind Roles => roles;

    private ClusterRoleKind ClusterRoles => clusterRoles;

    private RoleBindingKind Bindings => bindings;

    private ClusterRoleBindingKind ClusterBindings => clusterBindings;

    public async Task<Result<T>> GrantAsync<T>(
        ResourceKind<T> kind, string cluster, string ns, BindRoleRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        if (string.IsNullOrEmpty(request.Name)) return Required("name");
        if (string.IsNullOrEmpty(request.RoleRef?.Name)) return Required("roleRef.name");
        if (string.IsNullOrEmpty(request.Subject?.Name)) return Required("subject.name");
        if (request.Subject.Kind is not ("User" or "Group" or "ServiceAccount")) return Error.Invalid("subject.kind", "rbac.subjectKind");

        var granted = await grants.GiveAsync(person, cluster, ns, request.Subject.Kind, request.Subject.Name, request.RoleRef.Kind ?? "ClusterRole", request.RoleRef.Name, cancellationToken);
        if (granted is { } grant) return reader.Publish(kind, cluster, grant.Select(static binding => new KubeObject(JsonSerializer.SerializeToUtf8Bytes(binding))), RequestLanguage.Of(context));

        var metadata = new JsonObject { ["name"] = request.Name };
        if (ns.Length > 0) metadata["namespace"] = ns;
        if (request.Labels is not null) metadata["labels"] = Node(request.Labels);
        if (request.Annotations is not null) metadata["annotations"] = Node(request.Annotations);
        if (request.OwnerReferences is { Count: > 0 }) metadata["ownerReferences"] = Node(request.OwnerReferences);
        var body = new JsonObject
        {
            ["apiVersion"] = $"{Group}/v1",
            ["kind"] = kind.Kind,
            ["metadata"] = metadata,
            ["roleRef"] = new JsonObject { ["apiGroup"] = Group, ["kind"] = request.RoleRef.Kind ?? "ClusterRole", ["name"] = request.RoleRef.Name },
            ["subjects"] = new JsonArray(SubjectOf(request.Subject)),
        };
        var at = new ObjectAddress(cluster, kind.Resource, new ObjectKey(ns, request.Name));
        return reader.Publish(kind, cluster, await objects.CreateAsync(person, at, body, Options, cancellationToken), RequestLanguage.Of(context));
    }

    public async Task<Result<T>> CreateAsync<T>(
        ResourceKind<T> kind, string cluster, string ns, string name, string? data, Person person, HttpContext context, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        if (!Manifest.Read(data).TryGet(out var manifest, out var error)) return error;
        if (manifest.MustBe(new(Group, "v1", kind.Kind), name) is { } wrong) return wrong;
        if (ns.Length > 0 && manifest.PlaceIn(ns) is { } elsewhere) return elsewhere;

        var at = new ObjectAddress(cluster, kind.Resource, new ObjectKey(ns, manifest.Name));
        return reader.Publish(kind, cluster, await objects.CreateAsync(person, at, manifest.Body, Options, cancellationToken), RequestLanguage.Of(context));
    }

    private static JsonObject SubjectOf(Subject subject)
    {
        var node = new JsonObject { ["kind"] = subject.Kind, ["name"] = subject.Name };
        if (subject.Kind == "ServiceAccount") node["namespace"] = subject.Namespace;
        else node["apiGroup"] = Group;
        return node;
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, KpandaJson.Options);

    private static Error Required(string field) => Error.Invalid(field, "object.field.required", ("field", field));
}
