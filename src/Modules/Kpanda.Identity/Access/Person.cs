namespace Kpanda.Identity.Access;

/// <summary>Who is asking: a signed-in person or the owner of a token. Rights are never decided from the name.</summary>
/// <param name="Id">Internal id; grants, tokens and audit records hold this one.</param>
/// <param name="Name">Unique, immutable, never used again. Goes to members as <c>Impersonate-User</c>.</param>
/// <param name="Groups">Names of the groups that go to members as <c>Impersonate-Group</c>.</param>
/// <param name="IsPlatformAdministrator">Holds the platform role Admin.</param>
public sealed record Person(Guid Id, string Name, IReadOnlyList<string> Groups, bool IsPlatformAdministrator)
{
    /// <summary>Internal ids of the groups that the person is a member of; grants hold these.</summary>
    public IReadOnlyList<Guid> GroupIds { get; init; } = [];

    /// <summary>What the person may do with the platform itself by roles other than Admin.</summary>
    public PlatformRights Rights { get; init; } = PlatformRights.None;

    /// <summary>Holds a platform role (Admin, Kpanda Owner) that opens every cluster as a whole.</summary>
    public bool ManagesEveryCluster { get; init; } = IsPlatformAdministrator;

    /// <summary>
    /// The groups that members know the person by. The administrators' group follows the platform role, never a group's name, and names that Kubernetes keeps for itself never
    /// leave the house.
    /// </summary>
    public IEnumerable<string> MemberGroups => Groups.Where(IsOfMembers);

    /// <summary>Whether a group of this name goes to members.</summary>
    public static bool IsOfMembers(string group) => !group.StartsWith("system:", StringComparison.Ordinal) && group != PlatformAdministratorsGroup;

    /// <summary>The group that import binds to cluster-admin in every member (architecture §7).</summary>
    public const string PlatformAdministratorsGroup = "kpanda:platform-admins";

    /// <summary>Whether groups and platform roles give this person exactly what they give the other.</summary>
    public bool MayAsMuchAs(Person other) =>
        IsPlatformAdministrator == other.IsPlatformAdministrator
        && ManagesEveryCluster == other.ManagesEveryCluster
        && Rights.Equals(other.Rights)
        && GroupIds.SequenceEqual(other.GroupIds)
        && Groups.SequenceEqual(other.Groups, StringComparer.Ordinal);
}
