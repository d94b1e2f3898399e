using System.Collections.Concurrent;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Permissions.Rbac;

/// <summary>The versions of what rights are made of.</summary>
internal readonly record struct AccessStamp(long Grants, long Observed, long Roles);

/// <summary>What one person holds in one cluster, and what it was made of.</summary>
internal sealed record ClusterAccess(ObservedCluster Observed, long RbacVersion, long RolesVersion, HashSet<(string Namespace, string Role)> Given, HeldRules Held)
{
    /// <summary>Whether it would be made the same again.</summary>
    public bool IsStill(ObservedCluster observed, long rbacVersion, long rolesVersion, HashSet<(string Namespace, string Role)> given) =>
        ReferenceEquals(Observed, observed) && RbacVersion == rbacVersion && (RolesVersion == rolesVersion || given.Count == 0) && Given.SetEquals(given);
}

/// <summary>What one person holds in all clusters at one moment. Remembers the scope of every list that was asked for.</summary>
internal sealed class PersonAccess
{
    private readonly Dictionary<string, ClusterAccess> _clusters;
    private readonly ConcurrentDictionary<(string Verb, GroupResource Resource), AccessScope> _scopes;
    private readonly Lazy<AccessScope> _seen;

    public PersonAccess(Person person, AccessStamp stamp, Dictionary<string, ClusterAccess> clusters)
        : this(person, stamp, clusters, new(), null)
    {
    }

    private PersonAccess(
        Person person, AccessStamp stamp, Dictionary<string, ClusterAccess> clusters, ConcurrentDictionary<(string Verb, GroupResource Resource), AccessScope> scopes, Lazy<AccessScope>? seen)
    {
        (Person, Stamp, _clusters, _scopes) = (person, stamp, clusters, scopes);
        _seen = seen ?? new(() => AccessScope.Of(_clusters.Values.Where(static access => access.Held.OpensCluster).Select(static access => access.Observed.Name), []));
    }

    /// <summary>Who it is about, with the groups it was made for.</summary>
    public Person Person { get; }

    /// <summary>What it was made of.</summary>
    public AccessStamp Stamp { get; }

    /// <summary>The clusters that exist for the person.</summary>
    public AccessScope Seen => _seen.Value;

    /// <summary>What the person holds in a cluster; null where nothing is known of its rights, and it is closed.</summary>
    public ClusterAccess? Find(string cluster) => _clusters.GetValueOrDefault(cluster);

    /// <summary>What the person holds in a cluster that exists for them; null otherwise.</summary>
    public HeldRules? HeldIn(string cluster) => _clusters.TryGetValue(cluster, out var access) && access.Held.OpensCluster ? access.Held : null;

    /// <summary>Where something may be done with all objects of a kind.</summary>
    public AccessScope Scope(string verb, GroupResource resource) => _scopes.GetOrAdd((verb, resource), static (asked, access) => access.Find(asked.Verb, asked.Resource), this);

    /// <summary>Whether it was made for this person as they are now.</summary>
    public bool IsOf(Person person) =>
        ReferenceEquals(Person, person) || (Person.Name == person.Name && Person.Groups.SequenceEqual(person.Groups) && Person.GroupIds.SequenceEqual(person.GroupIds));

    /// <summary>Whether it says the same of every cluster.</summary>
    public bool Holds(Dictionary<string, ClusterAccess> clusters) =>
        clusters.Count == _clusters.Count && clusters.All(pair => _clusters.TryGetValue(pair.Key, out var known) && ReferenceEquals(known, pair.Value));

    /// <summary>Whether it allows what the other one does, though it may have been made anew: the same roles in the same places of the same clusters.</summary>
    public bool MayAsMuchAs(PersonAccess other) => ReferenceEquals(_clusters, other._clusters) || (IsWithin(other) && other.IsWithin(this));

    /// <summary>The same, found unchanged later on.</summary>
    public PersonAccess At(AccessStamp stamp) => new(Person, stamp, _clusters, _scopes, _seen);

    private bool IsWithin(PersonAccess other) =>
        _clusters.Values.All(access => !access.Held.OpensCluster || other.HeldIn(access.Observed.Name)?.IsSameAs(access.Held) == true);

    private AccessScope Find(string verb, GroupResource resource)
    {
        List<string> whole = [];
        Dictionary<string, HashSet<string>> parts = new(StringComparer.Ordinal);
        foreach (var access in _clusters.Values)
        {
            // What does not exist for the person has nothing to list.
            if (!access.Held.OpensCluster) continue;
            var open = access.Held.Open(verb, resource);
            if (open.WholeCluster) whole.Add(access.Observed.Name);
            else if (open.Namespaces is { } namespaces) parts[access.Observed.Name] = namespaces;
        }

        return whole.Count == 0 && parts.Count == 0 ? AccessScope.None : AccessScope.Sharing(whole, parts);
    }
}
