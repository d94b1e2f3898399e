using System.Collections.Concurrent;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Rbac;

/// <summary>
/// What each person who asked holds, in every cluster. Whatever is asked again while nothing has changed is not worked out again; after a change only what it concerns
/// is. Safe for concurrent use.
/// </summary>
internal sealed class PeopleAccess : IDisposable
{
    private const int MostPeople = 20_000;

    /// <summary>The group that everybody is in who is let in.</summary>
    public static readonly RbacSubject Everybody = new(true, "system:authenticated");

    private readonly ConcurrentDictionary<Guid, PersonAccess> _people = new();
    private readonly ConcurrentDictionary<string, ClusterAccess> _everybody = new(StringComparer.Ordinal);
    private readonly ObservedRbac _observed;
    private readonly IGrants _grants;
    private readonly IRoleRules _roles;
    private readonly RightsChanges _rights;

    public PeopleAccess(ObservedRbac observed, IGrants grants, IRoleRules roles, RightsChanges rights)
    {
        (_observed, _grants, _roles, _rights) = (observed, grants, roles, rights);
        _observed.Changed += Tell;
    }

    /// <summary>What a person holds at this moment.</summary>
    public PersonAccess Of(Person person)
    {
        var stamp = new AccessStamp(_grants.Version, _observed.Version, _roles.Version);
        var before = _people.GetValueOrDefault(person.Id);
        if (before is not null && before.Stamp == stamp && before.IsOf(person)) return before;

        var now = Compute(person, stamp, before is not null && before.IsOf(person) ? before : null);
        if (before is null && _people.Count >= MostPeople)
        {
            // Who has something open is asked again, and so known again.
            _people.Clear();
            _rights.TellAll();
        }

        _people[person.Id] = now;
        return now;
    }

    public void Dispose() => _observed.Changed -= Tell;

    private PersonAccess Compute(Person person, AccessStamp stamp, PersonAccess? before)
    {
        var identity = SubjectsOf(person);
        var grants = _grants.Of(person).ToLookup(static grant => grant.ClusterId);
        var clusters = new Dictionary<string, ClusterAccess>(StringComparer.Ordinal);
        foreach (var observed in _observed.Clusters)
        {
            var given = grants[observed.Id].Select(static grant => (grant.Namespace, grant.Role)).ToHashSet();
            var known = before?.Find(observed.Name);

            // Read before what it stands for: what comes between is looked at once more.
            var version = observed.Rbac.Version;
            if (known is null || !known.IsStill(observed, version, stamp.Roles, given))
            {
                var own = observed.Rbac.RulesOf(identity);
                known = own.Count == 0 && given.Count == 0
                    ? OfEverybody(observed, version, stamp.Roles)
                    : Make(observed, version, stamp.Roles, given, own.Concat(given.Select(one => (one.Namespace, _roles.Of(one.Role)))));
            }

            clusters[observed.Name] = known;
        }

        return before is not null && before.Holds(clusters) ? before.At(stamp) : new PersonAccess(person, stamp, clusters);
    }

    /// <summary>What everybody holds in a cluster who holds nothing of their own there: one for all of them.</summary>
    private ClusterAccess OfEverybody(ObservedCluster observed, long version, long roles)
    {
        if (_everybody.TryGetValue(observed.Name, out var known) && known.IsStill(observed, version, roles, [])) return known;
        return _everybody[observed.Name] = Make(observed, version, roles, [], []);
    }

    private static ClusterAccess Make(ObservedCluster observed, long version, long roles, HashSet<(string Namespace, string Role)> given, IEnumerable<(string Namespace, RuleSet Rules)> own) =>
        new(observed, version, roles, given, new HeldRules(observed.Rbac.RulesOf([Everybody]).Concat(own), !observed.CanAct));

    /// <summary>Whom a person alone is to a member.</summary>
    public static IReadOnlyList<RbacSubject> SubjectsOf(Person person) => [new(false, person.Name), .. person.MemberGroups.Select(static group => new RbacSubject(true, group))];

    private void Tell(IReadOnlySet<RbacSubject>? subjects)
    {
        if (subjects is null || subjects.Contains(Everybody))
        {
            _rights.TellAll();
            return;
        }

        foreach (var (id, access) in _people)
            if (SubjectsOf(access.Person).Any(subjects.Contains)) _rights.Tell(id);
    }
}
