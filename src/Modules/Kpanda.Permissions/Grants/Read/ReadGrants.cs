using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Reconcile;

namespace Kpanda.Permissions.Grants.Read;

/// <summary>Who holds which role where, as far as the person may list bindings: what was granted here, with how it stands in the member, and what was bound there by hand.</summary>
internal sealed class ReadGrants(GrantBook grants, GrantStates states, GrantRules rules, HandMade handMade, IPeople people, IClusters clusters, IAuthorizer authorizer, ErrorVocabulary words)
{
    private const string Granted = "granted";

    /// <summary>One page.</summary>
    public async Task<Result<GrantPageShape>> ListAsync(GrantFilter filter, Person person, Language language, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(filter.Page, filter.PageSize).TryGet(out var page, out var error)) return error;
        if (filter.Level is not (null or "" or "cluster" or "namespace")) return Error.Invalid("level", "grant.value.unknown", ("value", filter.Level), ("values", "cluster, namespace"));
        if (filter.Source is not (null or "" or Granted or HandMade.Source)) return Error.Invalid("source", "grant.value.unknown", ("value", filter.Source), ("values", $"{Granted}, {HandMade.Source}"));
        var (holders, refused) = await HoldersAsync(filter, person, cancellationToken);
        if (refused is not null) return refused;
        filter = filter with { Holders = holders };
        var clusterWide = await authorizer.ScopeAsync(person, "list", GrantRules.ClusterBindings, cancellationToken);
        var inNamespaces = await authorizer.ScopeAsync(person, "list", GrantRules.Bindings, cancellationToken);

        var all = new List<GrantShape>();
        if (filter.TakesSource(Granted))
        {
            var names = clusters.List().ToDictionary(static cluster => cluster.Id, static cluster => cluster.Name);
            var seen = grants.All.Where(stored => names.TryGetValue(stored.Grant.ClusterId, out var cluster)
                && (stored.Grant.Namespace.Length == 0 ? clusterWide : inNamespaces).Allows(cluster, stored.Grant.Namespace)
                && filter.Takes(cluster, stored.Grant.Namespace, stored.Grant.Role)).ToList();
            all.AddRange((await ShowAsync(seen, language, cancellationToken)).Where(grant => filter.TakesSubject(grant.Subject.Kind, grant.Subject.Name)));
        }

        if (filter.Level != "namespace" && filter.Namespaces is not { Length: > 0 }) all.AddRange(await handMade.ReadAsync(GrantRules.ClusterBindings, filter, clusterWide, cancellationToken));
        if (filter.Level != "cluster") all.AddRange(await handMade.ReadAsync(GrantRules.Bindings, filter, inNamespaces, cancellationToken));

        all.Sort(static (a, b) => Order(a).CompareTo(Order(b)));
        var rows = new List<GrantShape>();
        foreach (var grant in all.Skip((int)Math.Min(int.MaxValue, page.Offset)).Take(page.PageSize)) rows.Add(await WithRightsAsync(grant, person, cancellationToken));
        return new GrantPageShape(rows, Pagination.Of(page, all.Count));
    }

    /// <summary>Who is asked for by name, with their groups; null for everybody. Which groups somebody is in is for those who may list people.</summary>
    private async Task<(IReadOnlySet<(string Kind, string Name)>? Holders, Error? Refused)> HoldersAsync(GrantFilter filter, Person person, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(filter.User) && string.IsNullOrEmpty(filter.Group)) return (null, null);
        var holders = new HashSet<(string, string)>();
        if (!string.IsNullOrEmpty(filter.Group)) holders.Add((nameof(SubjectKind.Group), filter.Group));
        if (!string.IsNullOrEmpty(filter.User))
        {
            if ((await authorizer.CheckAsync(person, new AccessRequest("list", new GroupResource("ghippo.io", "users")), cancellationToken)).Error is { } refused) return (null, refused);
            holders.Add((nameof(SubjectKind.User), filter.User));
            if ((await people.FindByNameAsync(SubjectKind.User, [filter.User], cancellationToken)).GetValueOrDefault(filter.User) is { } user)
                holders.UnionWith((await people.GroupsOfAsync(user.Id, cancellationToken)).Select(static group => (nameof(SubjectKind.Group), group.Name)));
        }

        return (holders, null);
    }

    /// <summary>Grants as they are shown, with names for ids. Those in clusters that are not registered are left out.</summary>
    public async Task<IReadOnlyList<GrantShape>> ShowAsync(IReadOnlyCollection<StoredGrant> stored, Language language, CancellationToken cancellationToken)
    {
        var names = clusters.List().ToDictionary(static cluster => cluster.Id, static cluster => cluster.Name);
        var groups = await NamesAsync(SubjectKind.Group, stored.Where(static one => one.Grant.SubjectKind == SubjectKind.Group).Select(static one => one.Grant.SubjectId), cancellationToken);
        var users = await NamesAsync(
            SubjectKind.User,
            stored.Where(static one => one.Grant.SubjectKind == SubjectKind.User).Select(static one => one.Grant.SubjectId).Concat(stored.Select(static one => one.GrantedBy)),
            cancellationToken);
        var shown = new List<GrantShape>(stored.Count);
        foreach (var (grant, by, at) in stored)
        {
            if (!names.TryGetValue(grant.ClusterId, out var cluster)) continue;
            var subject = (grant.SubjectKind == SubjectKind.Group ? groups : users).GetValueOrDefault(grant.SubjectId);
            var state = states.Of(grant.Id);
            shown.Add(new GrantShape(
                $"{grant.Id}", new SubjectShape($"{grant.SubjectKind}", $"{grant.SubjectId}", subject?.Name ?? ""), grant.Role, cluster, grant.Namespace, Granted,
                state.Phase switch { GrantPhase.Applied => "applied", GrantPhase.Failed => "failed", _ => "pending" },
                state.Why is null ? "" : words.Render(state.Why, language))
            {
                GrantedBy = users.GetValueOrDefault(by) is { } giver ? new SubjectShape(nameof(SubjectKind.User), $"{by}", giver.Name) : null,
                Granted = at,
                Binding = ManagedObjects.KeyOf(grant).Name,
            });
        }

        return shown;
    }

    private async Task<IReadOnlyDictionary<Guid, NamedSubject>> NamesAsync(SubjectKind kind, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        return wanted.Count == 0 ? new Dictionary<Guid, NamedSubject>() : await people.FindAsync(kind, wanted, cancellationToken);
    }

    private async ValueTask<GrantShape> WithRightsAsync(GrantShape grant, Person person, CancellationToken cancellationToken) => grant.Id.Length == 0
        ? grant
        : grant with
        {
            MayDelete = await rules.RefusesAsync(person, "delete", grant.Cluster, grant.Namespace, cancellationToken) is null,
            MayUpdate = await rules.RefusesAsync(person, "update", grant.Cluster, grant.Namespace, cancellationToken) is null,
        };

    private static (string, string, string, string, string) Order(GrantShape grant) => (grant.Subject.Name, grant.Cluster, grant.Namespace, grant.Role, grant.Binding);
}
