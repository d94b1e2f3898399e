using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Grants.Read;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;
using Kpanda.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Permissions.Explain;

/// <summary>What a person may, what they hold, and who may do something here and why.</summary>
internal sealed class ExplainRoutes(
    GrantBook grants, ReadGrants read, HandMade handMade, GrantRules rules, IRoleRules roles, ObservedRbac observed, IResourceIndex index, IClusters clusters, IAuthorizer authorizer, ErrorVocabulary words)
{
    /// <summary>Where one asks what one may; to follow it is to be told that it may be another now.</summary>
    public const string CheckPath = $"{Root}/check";

    private const string Root = "/api/v1/permissions";
    private const int MostQuestions = 100;
    private const int PartsOfAQuestion = 7;
    private static readonly GroupResource Roles = new("rbac.authorization.k8s.io", "roles");
    private static readonly GroupResource ClusterRoles = new("rbac.authorization.k8s.io", "clusterroles");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Root).WithTags("Permissions");
        group.Get("/check", (string[]? ask, Person person, ExplainRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.CheckAsync(ask ?? [], person, RequestLanguage.Of(context), cancellation)).WithName("CheckPermissions");
        group.Get("/mine", (Person person, ExplainRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.MineAsync(person, RequestLanguage.Of(context), cancellation)).WithName("ListMyPermissions");
        group.Get("/access", (string? cluster, string? @namespace, string? verb, string? group, string? resource, string? name, Person person, ExplainRoutes handler, HttpContext context, CancellationToken cancellation) =>
            handler.AccessAsync(cluster ?? "", @namespace ?? "", verb ?? "", new GroupResource(group ?? "", resource ?? ""), name ?? "", person, RequestLanguage.Of(context), cancellation)).WithName("ListAccess");
        group.Get("/allowed", (string? user, string? group, string? cluster, string? @namespace, Person person, WhatIsAllowed handler, HttpContext context, CancellationToken cancellation) =>
            handler.ListAsync(user ?? "", group ?? "", cluster ?? "", @namespace ?? "", person, RequestLanguage.Of(context), cancellation)).WithName("ListAllowed");
    }

    /// <summary>
    /// Answers several questions at once, each <c>verb,group,resource,subresource,cluster,namespace,name</c>. Without a namespace it is about the whole cluster, or, with <c>*</c> in its
    /// place, about anywhere in it; with <c>*</c> as the cluster about anywhere at all.
    /// </summary>
    private async Task<Result<CheckAnswers>> CheckAsync(string[] questions, Person person, Language language, CancellationToken cancellationToken)
    {
        if (questions.Length > MostQuestions) return Error.Invalid("ask", "grant.toomanyquestions", ("most", $"{MostQuestions}"));
        var answers = new List<CheckAnswer>(questions.Length);
        foreach (var question in questions)
        {
            if (question.Split(',') is not { Length: PartsOfAQuestion } parts) return Error.Invalid("ask", "grant.question", ("question", question));
            var (verb, resource, cluster, ns) = (parts[0], new GroupResource(parts[1], parts[2]), parts[4], parts[5]);
            if (cluster == "*" || ns == "*")
            {
                var named = parts[3].Length > 0 ? resource with { Resource = $"{resource.Resource}/{parts[3]}" } : resource;
                var scope = await authorizer.ScopeAsync(person, verb, named, cancellationToken);
                var isOpen = cluster == "*" ? !scope.IsNone : scope.Touches(cluster);
                answers.Add(new CheckAnswer(isOpen, isOpen ? "" : words.Render(Error.Of(ErrorCode.PermissionDenied, "access.denied.platform", ("verb", verb), ("resource", $"{named}")), language)));
                continue;
            }

            var request = new AccessRequest(verb, resource) { Subresource = parts[3], Cluster = cluster, Namespace = ns, Name = parts[6] };
            var refused = (await authorizer.CheckAsync(person, request, cancellationToken)).Error;
            answers.Add(new CheckAnswer(refused is null, refused is null ? "" : words.Render(refused, language)));
        }

        return new CheckAnswers(answers);
    }

    /// <summary>What the person holds: nobody needs a right to know that.</summary>
    private async Task<Result<MyPermissions>> MineAsync(Person person, Language language, CancellationToken cancellationToken)
    {
        var held = grants.Of(person).Select(grant => grants.Find(grant.Id)).OfType<StoredGrant>().ToList();
        var items = new List<GrantShape>(await read.ShowAsync(held, language, cancellationToken));
        var mine = PeopleAccess.SubjectsOf(person);
        foreach (var cluster in observed.Clusters)
            foreach (var subject in mine)
                items.AddRange(cluster.Rbac.BindingsOf(subject).Select(bound => HandMade.Shape(cluster.Name, bound.Key, bound.Binding, subject)));
        return new MyPermissions(person.Name, [.. person.MemberGroups], person.IsPlatformAdministrator, person.ManagesEveryCluster, items);
    }

    /// <summary>Who may do something in a cluster or namespace, or with one object, for those who may list bindings there; without a verb, who holds anything there.</summary>
    private async Task<Result<AccessList>> AccessAsync(string cluster, string ns, string verb, GroupResource resource, string name, Person person, Language language, CancellationToken cancellationToken)
    {
        if (cluster.Length == 0) return Error.Invalid("cluster", "grant.field.required", ("field", "cluster"));
        if (await rules.RefusesAsync(person, "list", cluster, ns, cancellationToken) is { } refused) return refused;
        if (clusters.Find(cluster) is not { } record) return Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));
        var asked = verb.Length == 0 ? null : Split(new AccessRequest(verb, resource) { Cluster = cluster, Namespace = ns, Name = name });

        var held = grants.In(record.Id).Where(stored => IsHere(stored.Grant.Namespace, ns) && (asked is null || roles.Of(stored.Grant.Role).Allows(asked))).ToList();
        var items = new List<GrantShape>(await read.ShowAsync(held, language, cancellationToken));
        foreach (var kind in (GroupResource[])[GrantRules.ClusterBindings, GrantRules.Bindings])
        {
            var filter = new GrantFilter { Clusters = [cluster], Namespaces = kind == GrantRules.Bindings && ns.Length > 0 ? [ns] : null };
            if (kind == GrantRules.Bindings && ns.Length == 0) continue;
            foreach (var binding in await handMade.ReadAsync(kind, filter, AccessScope.All, cancellationToken))
                if (asked is null || (await RulesOfAsync(binding, cancellationToken)).Allows(asked)) items.Add(binding);
        }

        return new AccessList(items, Person.PlatformAdministratorsGroup);
    }

    private static bool IsHere(string held, string ns) => held.Length == 0 || held == ns;

    private static AccessRequest Split(AccessRequest request)
    {
        var parts = request.Resource.Resource.Split('/', 2);
        return parts.Length == 1 ? request : request with { Resource = request.Resource with { Resource = parts[0] }, Subresource = parts[1] };
    }

    private async Task<RuleSet> RulesOfAsync(GrantShape binding, CancellationToken cancellationToken)
    {
        var (resource, key) = binding.RoleKind == "Role" ? (Roles, new ObjectKey(binding.Namespace, binding.Role)) : (ClusterRoles, new ObjectKey("", binding.Role));
        return await index.GetAsync(binding.Cluster, resource, key, cancellationToken) is { } role ? new RuleSetPool().Of(role.Body) : RuleSet.None;
    }
}
