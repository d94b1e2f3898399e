using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants.Give;
using Kpanda.Permissions.Grants.Read;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Permissions.Grants;

/// <summary>Grants: see, give, change, take back; and what one needs to give them: the roles, and people and groups to give them to.</summary>
internal sealed class GrantRoutes(GiveRoles give, ReadGrants read, GrantRules rules, IRoleRules roles, IPeople people, IAuthorizer authorizer)
{
    private const string Prefix = "/api/v1/permissions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).WithTags("Permissions");
        group.Get("/grants", ([AsParameters] GrantFilter filter, Person person, GrantRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.ListAsync(filter, person, context, cancellation)).WithName("ListGrants");
        group.Post("/grants", (GrantRequest body, Person person, GrantRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.GiveAsync(body, person, context, cancellation)).WithName("CreateGrants");
        group.Put("/grants/{id:guid}", (Guid id, GrantChange body, Person person, GrantRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.ChangeAsync(id, body, person, context, cancellation)).WithName("UpdateGrant");
        group.Delete("/grants/{id:guid}", (Guid id, Person person, GrantRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.TakeBackAsync(id, person, context, cancellation)).WithName("DeleteGrant");
        group.Get("/roles", (string? cluster, string? @namespace, Person person, GrantRoutes handler, CancellationToken cancellation) =>
            handler.RolesAsync(cluster, @namespace, person, cancellation)).WithName("ListGrantableRoles");
        group.Get("/subjects", (string? kind, string? name, int? page, int? pageSize, Person person, GrantRoutes handler, CancellationToken cancellation) =>
            handler.SubjectsAsync(kind, name, page, pageSize, person, cancellation)).WithName("ListGrantSubjects");
    }

    private Task<Result<GrantPageShape>> ListAsync(GrantFilter filter, Person person, HttpContext context, CancellationToken cancellationToken) =>
        read.ListAsync(filter, person, RequestLanguage.Of(context), cancellationToken);

    private async Task<Result<GrantsMade>> GiveAsync(GrantRequest body, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        RequestRecord.Name(context, body.Role ?? "", body.Cluster ?? "");
        if (!(await give.GiveAsync(person, body, cancellationToken)).TryGet(out var made, out var error)) return error;
        var shown = await read.ShowAsync(made, RequestLanguage.Of(context), cancellationToken);
        RequestRecord.Name(context, Told(shown), body.Cluster ?? "");
        return new GrantsMade(shown);
    }

    private async Task<Result<GrantShape>> ChangeAsync(Guid id, GrantChange body, Person person, HttpContext context, CancellationToken cancellationToken) =>
        await OneAsync(await give.ChangeAsync(person, id, body.Role, cancellationToken), context, cancellationToken);

    private async Task<Result<GrantShape>> TakeBackAsync(Guid id, Person person, HttpContext context, CancellationToken cancellationToken) =>
        await OneAsync(await give.TakeBackAsync(person, id, cancellationToken), context, cancellationToken);

    private async Task<Result<GrantShape>> OneAsync(Result<StoredGrant> done, HttpContext context, CancellationToken cancellationToken)
    {
        if (!done.TryGet(out var stored, out var error)) return error;
        var shown = await read.ShowAsync([stored], RequestLanguage.Of(context), cancellationToken);
        if (shown is not [var grant]) return Error.Of(ErrorCode.NotFound, "grant.unknown");
        RequestRecord.Name(context, Told(shown), grant.Cluster);
        return grant;
    }

    /// <summary>Which roles there are; with a cluster, whether the person may grant each there.</summary>
    private async Task<Result<GrantableRoles>> RolesAsync(string? cluster, string? ns, Person person, CancellationToken cancellationToken)
    {
        var shown = new List<GrantableRole>();
        foreach (var name in RoleTemplates.BuiltIn.Keys)
        {
            var isOfCluster = RoleTemplates.IsOfCluster(name);
            bool? mayGrant = null;
            if (!string.IsNullOrEmpty(cluster) && (isOfCluster || !string.IsNullOrEmpty(ns)))
                mayGrant = await rules.RefusesAsync(person, "create", cluster, isOfCluster ? "" : ns!, name, cancellationToken) is null;
            shown.Add(new GrantableRole(name, isOfCluster ? "cluster" : "namespace", [.. roles.Of(name).Rules.Select(Shape)]) { MayGrant = mayGrant });
        }

        return new GrantableRoles(shown);
    }

    /// <summary>People or groups by a part of their name, for those who may grant anything to anybody anywhere; an empty page for others.</summary>
    private async Task<Result<SubjectPage>> SubjectsAsync(string? kind, string? name, int? page, int? pageSize, Person person, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!Enum.TryParse<SubjectKind>(kind ?? nameof(SubjectKind.User), out var which)) return Error.Invalid("kind", "grant.subject.kind", ("kind", kind!));
        var mayGrant = !(await authorizer.ScopeAsync(person, "create", GrantRules.Bindings, cancellationToken)).IsNone || !(await authorizer.ScopeAsync(person, "create", GrantRules.ClusterBindings, cancellationToken)).IsNone;
        if (!mayGrant) return new SubjectPage([], Pagination.Of(wanted, 0));
        var (found, total) = await people.ListAsync(which, name ?? "", wanted, cancellationToken);
        return new SubjectPage([.. found.Select(static subject => new SubjectShape($"{subject.Kind}", $"{subject.Id}", subject.Name))], Pagination.Of(wanted, total));
    }

    /// <summary>What the record says of grants: to whom which role where.</summary>
    private static string Told(IReadOnlyList<GrantShape> grants)
    {
        if (grants is not [var first, ..]) return "";
        var place = first.Namespace.Length > 0 ? $" in {first.Namespace}" : "";
        var more = grants.Count > 1 ? $" and {grants.Count - 1} more" : "";
        return $"{first.Role} to {first.Subject.Kind} {first.Subject.Name}{place}{more}";
    }

    private static GrantableRule Shape(PolicyRule rule) => new(rule.Verbs, rule.ApiGroups, rule.Resources, rule.ResourceNames, rule.NonResourceUrls);
}
