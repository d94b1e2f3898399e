using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel.Validation;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Grants.Give;

/// <summary>Gives, changes and takes back roles. Each asks whether the person may; what is done counts at once, and is written to the member by the reconciler.</summary>
internal sealed class GiveRoles(GrantBook grants, GrantRules rules, IPeople people, IClusters clusters, TimeProvider time)
{
    private const int MostAtOnce = 1000;

    /// <summary>Gives a role to several people and groups, in a cluster or in several namespaces of it: all of it or nothing.</summary>
    public async Task<Result<IReadOnlyList<StoredGrant>>> GiveAsync(Person person, GrantRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Cluster)) return Error.Invalid("cluster", "grant.field.required", ("field", "cluster"));
        if (request.Role is not { Length: > 0 } role || !RoleTemplates.BuiltIn.ContainsKey(role)) return UnknownRole(request.Role);
        if (request.Subjects is not { Count: > 0 } wanted) return Error.Invalid("subjects", "grant.field.required", ("field", "subjects"));
        if (Places(request, role).TryGet(out var places, out var error) is false) return error;
        if ((long)places.Count * wanted.Count > MostAtOnce) return Error.Invalid("subjects", "grant.toomany", ("most", $"{MostAtOnce}"));
        foreach (var ns in places)
            if (await rules.RefusesAsync(person, "create", request.Cluster, ns, role, cancellationToken) is { } refused) return refused;
        if (clusters.Find(request.Cluster) is not { } cluster) return Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", request.Cluster));
        if (!(await SubjectsAsync(wanted, cancellationToken)).TryGet(out var subjects, out error)) return error;

        var now = time.GetUtcNow();
        var asked = (from ns in places
                     from subject in subjects
                     select new StoredGrant(new Grant(Guid.CreateVersion7(now), subject.Kind, subject.Id, role, cluster.Id, ns), person.Id, now)).ToList();
        await grants.AddAsync(asked, cancellationToken);
        var meant = asked.Select(static stored => stored.Grant with { Id = Guid.Empty }).ToHashSet();
        return Result(grants.In(cluster.Id).Where(stored => meant.Contains(stored.Grant with { Id = Guid.Empty })));
    }

    /// <summary>Gives a grant another role.</summary>
    public async Task<Result<StoredGrant>> ChangeAsync(Person person, Guid id, string? role, CancellationToken cancellationToken)
    {
        if (Find(id) is not var (stored, cluster)) return Unknown();
        if (await rules.RefusesAsync(person, "get", cluster.Name, stored.Grant.Namespace, cancellationToken) is not null) return Unknown();
        if (role is null || !RoleTemplates.BuiltIn.ContainsKey(role) || RoleTemplates.IsOfCluster(role) != (stored.Grant.Namespace.Length == 0)) return UnknownRole(role);
        if (await rules.RefusesAsync(person, "update", cluster.Name, stored.Grant.Namespace, role, cancellationToken) is { } refused) return refused;
        if (stored.Grant.Role == role) return stored;
        var changed = new StoredGrant(stored.Grant with { Role = role }, person.Id, time.GetUtcNow());
        if (await grants.SetRoleAsync(changed, cancellationToken)) return changed;
        return grants.Find(id) is null ? Unknown() : Error.Of(ErrorCode.AlreadyExists, "grant.exists", ("role", role));
    }

    /// <summary>Takes a grant back.</summary>
    public async Task<Result<StoredGrant>> TakeBackAsync(Person person, Guid id, CancellationToken cancellationToken)
    {
        if (Find(id) is not var (stored, cluster)) return Unknown();
        if (await rules.RefusesAsync(person, "get", cluster.Name, stored.Grant.Namespace, cancellationToken) is not null) return Unknown();
        if (await rules.RefusesAsync(person, "delete", cluster.Name, stored.Grant.Namespace, cancellationToken) is { } refused) return refused;
        await grants.RemoveAsync([id], cancellationToken);
        return stored;
    }

    private static Result<IReadOnlyList<StoredGrant>> Result(IEnumerable<StoredGrant> all) => all.ToList();

    private static Error Unknown() => Error.Of(ErrorCode.NotFound, "grant.unknown");

    private static Error UnknownRole(string? role) => Error.Invalid("role", "grant.role.unknown", ("role", role ?? ""), ("roles", string.Join(", ", RoleTemplates.BuiltIn.Keys)));

    private (StoredGrant Stored, ClusterRecord Cluster)? Find(Guid id) =>
        grants.Find(id) is { } stored && clusters.List().FirstOrDefault(cluster => cluster.Id == stored.Grant.ClusterId) is { } cluster ? (stored, cluster) : null;

    private static Result<IReadOnlyList<string>> Places(GrantRequest request, string role)
    {
        if (RoleTemplates.IsOfCluster(role))
        {
            if (request.Namespaces is { Count: > 0 }) return Error.Invalid("namespaces", "grant.place.cluster", ("role", role));
            return new List<string> { "" };
        }

        if (request.Namespaces is not { Count: > 0 } namespaces) return Error.Invalid("namespaces", "grant.place.namespace", ("role", role));
        if (namespaces.FirstOrDefault(static ns => NameRules.DnsLabel(ns ?? "").Count > 0) is var wrong && namespaces.Any(static ns => NameRules.DnsLabel(ns ?? "").Count > 0))
            return Error.Invalid("namespaces", "grant.namespace.name", ("namespace", wrong ?? ""));
        return namespaces.Distinct(StringComparer.Ordinal).ToList();
    }

    private async Task<Result<IReadOnlyList<NamedSubject>>> SubjectsAsync(IReadOnlyList<GrantSubject> wanted, CancellationToken cancellationToken)
    {
        var found = new List<NamedSubject>();
        foreach (var kind in Enum.GetValues<SubjectKind>())
        {
            var asked = wanted.Where(subject => subject.Kind == $"{kind}").ToList();
            var ids = asked.Where(static subject => !string.IsNullOrEmpty(subject.Id)).Select(static subject => Guid.TryParse(subject.Id, out var id) ? id : Guid.Empty).Distinct().ToList();
            var names = asked.Where(static subject => string.IsNullOrEmpty(subject.Id)).Select(static subject => subject.Name ?? "").Distinct(StringComparer.Ordinal).ToList();
            var byId = ids.Count == 0 ? [] : (await people.FindAsync(kind, ids, cancellationToken)).Values.ToList();
            var byName = names.Count == 0 ? [] : (await people.FindByNameAsync(kind, names, cancellationToken)).Values.ToList();
            if (byId.Count < ids.Count || byName.Count < names.Count)
            {
                var missing = ids.Where(id => byId.All(subject => subject.Id != id)).Select(static id => $"{id}").Concat(names.Where(name => byName.All(subject => subject.Name != name)));
                return Error.Invalid("subjects", "grant.subject.unknown", ("subject", missing.First()));
            }

            found.AddRange(byId.Concat(byName).DistinctBy(static subject => subject.Id));
        }

        if (wanted.FirstOrDefault(static subject => subject.Kind is not (nameof(SubjectKind.User) or nameof(SubjectKind.Group))) is { } strange)
            return Error.Invalid("subjects", "grant.subject.kind", ("kind", strange.Kind ?? ""));
        return found;
    }
}
