using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Rbac;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Permissions.Roles;

/// <summary>Looking at the roles that grants give, changing what they may, and how far that has got in the members.</summary>
internal sealed class RoleTemplateRoutes(RoleRules roles, RoleRollout rollout, GrantRules rules, IClusters clusters, IAuthorizer authorizer, TimeProvider time)
{
    private const string Resource = "roletemplates";
    private static readonly GroupResource Clusters = new("kpanda.io", "clusters");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/roletemplates").WithTags("Permissions");
        group.Get("", (Person person, RoleTemplateRoutes handler, CancellationToken cancellation) => handler.ListAsync(person, cancellation)).WithName("ListRoleTemplates");
        group.Put("/{name}", (string name, string? dryRun, AdjustRoleRequest request, Person person, RoleTemplateRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.PutAsync(name, dryRun ?? "", request, person, context, cancellation)).WithName("AdjustRoleTemplate");
        group.Delete("/{name}", (string name, DateTimeOffset? changed, Person person, RoleTemplateRoutes handler, CancellationToken cancellation) =>
            handler.RestoreAsync(name, changed, person, cancellation)).WithName("RestoreRoleTemplate");
        group.Get("/{name}/clusters", (string name, Person person, RoleTemplateRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.ClustersAsync(name, person, RequestLanguage.Of(context), cancellation)).WithName("ListRoleTemplateClusters");
    }

    private async Task<Result<RoleTemplateList>> ListAsync(Person person, CancellationToken cancellationToken)
    {
        if ((await authorizer.CheckAsync(person, AccessRequest.Platform("list", Resource), cancellationToken)).Error is { } denied) return denied;
        return new RoleTemplateList([.. RoleTemplates.BuiltIn.Keys.Select(Show)]) { MayUpdate = (await authorizer.CheckAsync(person, AccessRequest.Platform("update", Resource), cancellationToken)).Error is null };
    }

    private async Task<Result<RoleTemplateShape>> PutAsync(string name, string dryRun, AdjustRoleRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync("update", name, person, cancellationToken) is { } refusal) return refusal;
        if (dryRun is not ("" or "All")) return Error.Invalid("dryRun", "template.dryRun");
        var (builtIn, additions, subtractions) = (RoleTemplates.BuiltIn[name], Read(request.Additions), Read(request.Subtractions));
        if (!AdjustedRules.Of(name, builtIn, additions, subtractions).TryGet(out var final, out var wrong)) return wrong;
        if (AdjustedRules.Idle(builtIn, additions, subtractions) is { } idle) return idle;
        if (await ExceedsAsync(person, name, final, cancellationToken) is { } exceeds) return exceeds;
        var adjustment = new RoleAdjustment(name, additions, subtractions, person.Name, time.GetUtcNow());
        if (dryRun.Length > 0) return Show(name, final, adjustment);
        RequestRecord.Name(context, Told(adjustment));
        return await roles.PutAsync(adjustment, request.Changed, cancellationToken) ? Show(name) : Changed(name);
    }

    private async Task<Result<RoleTemplateShape>> RestoreAsync(string name, DateTimeOffset? changed, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync("update", name, person, cancellationToken) is { } refusal) return refusal;
        if (await ExceedsAsync(person, name, RoleTemplates.BuiltIn[name], cancellationToken) is { } exceeds) return exceeds;
        return await roles.RestoreAsync(name, changed ?? roles.AdjustmentOf(name)?.Changed, cancellationToken) ? Show(name) : Changed(name);
    }

    private async Task<Result<RoleRolloutList>> ClustersAsync(string name, Person person, Language language, CancellationToken cancellationToken)
    {
        if (await RefusalAsync("list", name, person, cancellationToken) is { } refusal) return refusal;
        var seen = await authorizer.ScopeAsync(person, "list", Clusters, cancellationToken);
        return new RoleRolloutList(await rollout.OfAsync(name, clusters.List().Where(cluster => seen.Touches(cluster.Name)), language, cancellationToken));
    }

    private async ValueTask<Error?> RefusalAsync(string verb, string name, Person person, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, AccessRequest.Platform(verb, Resource, name), cancellationToken)).Error
        ?? (RoleTemplates.BuiltIn.ContainsKey(name) ? null : Error.Of(ErrorCode.NotFound, "template.unknown", ("role", name)));

    // Whoever may do everything everywhere lacks nothing; a platform role alone gives nobody a right in a cluster.
    private async ValueTask<Error?> ExceedsAsync(Person person, string name, IReadOnlyList<PolicyRule> final, CancellationToken cancellationToken) =>
        person.ManagesEveryCluster ? null : await rules.RefusesAsync(person, name, final, clusters.List().Select(static cluster => cluster.Name), cancellationToken);

    private static Error Changed(string name) => Error.Of(ErrorCode.Aborted, "template.changed", ("role", name));

    private RoleTemplateShape Show(string name) => Show(name, roles.Of(name).Rules, roles.AdjustmentOf(name));

    private static RoleTemplateShape Show(string name, IReadOnlyList<PolicyRule> final, RoleAdjustment? adjustment) => new(
        name,
        RoleTemplates.IsOfCluster(name) ? "cluster" : "namespace",
        [.. final.Select(Show)],
        [.. RoleTemplates.BuiltIn[name].Select(Show)],
        [.. (adjustment?.Additions ?? []).Select(Show)],
        [.. (adjustment?.Subtractions ?? []).Select(Show)],
        adjustment?.ChangedBy ?? "",
        adjustment?.Changed);

    private static TemplateRule Show(PolicyRule rule) => new(rule.Verbs, rule.ApiGroups, rule.Resources, rule.ResourceNames, rule.NonResourceUrls);

    /// <summary>What the record says of a change.</summary>
    private static string Told(RoleAdjustment adjustment) =>
        string.Join("; ", new[] { adjustment.Role }.Concat(adjustment.Additions.Select(static rule => $"+ {Told(rule)}")).Concat(adjustment.Subtractions.Select(static rule => $"- {Told(rule)}")));

    private static string Told(PolicyRule rule) => rule.NonResourceUrls.Count > 0
        ? $"{string.Join(',', rule.Verbs)} {string.Join(',', rule.NonResourceUrls)}"
        : $"{string.Join(',', rule.Verbs)} {string.Join(',', rule.Resources)} ({string.Join(',', rule.ApiGroups.Select(static group => group.Length == 0 ? "core" : group))})";

    private static PolicyRule[] Read(IReadOnlyList<TemplateRule>? rules) => [.. (rules ?? []).Select(static rule => new PolicyRule
    {
        Verbs = rule.Verbs ?? [],
        ApiGroups = rule.ApiGroups ?? [],
        Resources = rule.Resources ?? [],
        ResourceNames = rule.ResourceNames ?? [],
        NonResourceUrls = rule.NonResourceURLs ?? [],
    })];
}
