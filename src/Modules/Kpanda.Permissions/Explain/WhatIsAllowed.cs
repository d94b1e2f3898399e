using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Grants.Read;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;
using Kpanda.Search;

namespace Kpanda.Permissions.Explain;

/// <summary>
/// What one person or group may do in a cluster or namespace, and by what: for themselves, and for those who may list bindings there. It is what the authoriser goes by, role by role.
/// </summary>
internal sealed class WhatIsAllowed(
    GrantBook grants, ReadGrants read, GrantRules rules, IRoleRules roles, ObservedRbac observed, IResourceIndex index, IClusters clusters, IPeople people, IAuthorizer authorizer)
{
    /// <summary>The source of what is held by a platform role.</summary>
    public const string Platform = "platform";

    private static readonly GroupResource Registered = new("kpanda.io", "clusters");

    /// <param name="user">Name of a person; with neither this nor <paramref name="group"/> it is about who asks.</param>
    /// <param name="ns">Empty for the whole cluster.</param>
    public async Task<Result<AllowedList>> ListAsync(string user, string group, string cluster, string ns, Person asker, Language language, CancellationToken cancellationToken)
    {
        if (cluster.Length == 0) return Error.Invalid("cluster", "grant.field.required", ("field", "cluster"));
        if (user.Length > 0 && group.Length > 0) return Error.Invalid("group", "grant.subject.both");
        var isOwn = group.Length == 0 && (user.Length == 0 || user == asker.Name);
        if (!isOwn && await rules.RefusesAsync(asker, "list", cluster, ns, cancellationToken) is { } refused) return refused;
        var isThere = !isOwn || (await authorizer.CheckAsync(asker, new AccessRequest("get", Registered) { Name = cluster }, cancellationToken)).Error is null;
        if (!isThere || clusters.Find(cluster) is not { } record) return Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));

        var (who, bySubject, given) = isOwn ? Of(asker) : group.Length > 0 ? await GroupAsync(group, cancellationToken) : Of(await people.PersonAsync(user, cancellationToken));
        if (who is null) return Error.Of(ErrorCode.NotFound, "grant.subject.unknown", ("subject", user + group));
        var rbac = observed.Find(cluster) is { } known && known.Id == record.Id ? known : null;
        var held = await HeldAsync(who, bySubject, given.Where(grant => grant.ClusterId == record.Id), record, rbac, language, cancellationToken);

        // What everybody may ask about themselves opens no cluster.
        if (!held.Exists(static one => one.Rules.OpensCluster)) held = [];
        var here = held.Where(one => one.Reason.Namespace.Length == 0 || one.Reason.Namespace == ns).ToList();
        var readOnly = rbac?.CanAct != true && !here.Exists(static one => one.Reason.Source == Platform);
        var seen = isOwn ? AccessScope.All : await authorizer.ScopeAsync(asker, "list", GrantRules.Bindings, cancellationToken);
        var namespaces = held.Select(static one => one.Reason.Namespace).Where(name => name.Length > 0 && seen.Allows(cluster, name)).Distinct().Order(StringComparer.Ordinal);
        return new AllowedList(
            who, cluster, ns, readOnly, [.. here.Select(static one => one.Reason)],
            AllowedTable.Of([.. here.Select(static one => (one.Reason.Namespace, one.Rules))], index.ServedResources(cluster), ns, readOnly), [.. namespaces]);
    }

    private async Task<List<(GrantShape Reason, RuleSet Rules)>> HeldAsync(
        SubjectShape who, IReadOnlyList<RbacSubject> subjects, IEnumerable<Grant> given, ClusterRecord record, ObservedCluster? rbac, Language language, CancellationToken cancellationToken)
    {
        var held = new List<(GrantShape Reason, RuleSet Rules)>();
        foreach (var (role, throughGroup) in await people.ClusterwideRolesAsync(Guid.Parse(who.Id), cancellationToken))
        {
            var holder = throughGroup.Length == 0 ? who : new SubjectShape(nameof(SubjectKind.Group), "", throughGroup);
            held.Add((new GrantShape("", holder, role, record.Name, "", Platform, "applied", "") { RoleKind = "" }, RuleSet.Everything));
        }

        // Nobody but those has anything in a cluster whose rights are not known.
        if (rbac is null) return held;
        var stored = given.Select(grant => grants.Find(grant.Id)).OfType<StoredGrant>().ToList();
        held.AddRange((await read.ShowAsync(stored, language, cancellationToken)).Select(grant => (grant, roles.Of(grant.Role))));
        foreach (var subject in subjects)
            held.AddRange(rbac.Rbac.BindingsOf(subject).Select(bound => (HandMade.Shape(record.Name, bound.Key, bound.Binding, subject), bound.Rules)));
        return held;
    }

    private (SubjectShape? Who, IReadOnlyList<RbacSubject> Subjects, IEnumerable<Grant> Given) Of(Person? person) => person is null
        ? (null, [], [])
        : (new SubjectShape(nameof(SubjectKind.User), $"{person.Id}", person.Name), [.. PeopleAccess.SubjectsOf(person), PeopleAccess.Everybody], grants.Of(person));

    private async Task<(SubjectShape? Who, IReadOnlyList<RbacSubject> Subjects, IEnumerable<Grant> Given)> GroupAsync(string name, CancellationToken cancellationToken)
    {
        if ((await people.FindByNameAsync(SubjectKind.Group, [name], cancellationToken)).GetValueOrDefault(name) is not { } group) return (null, [], []);
        IReadOnlyList<RbacSubject> subjects = Person.IsOfMembers(name) ? [new(true, name), PeopleAccess.Everybody] : [PeopleAccess.Everybody];
        return (new SubjectShape(nameof(SubjectKind.Group), $"{group.Id}", name), subjects, grants.Of(SubjectKind.Group, group.Id));
    }
}
