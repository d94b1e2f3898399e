using Kpanda.Identity.Access;
using Kpanda.Kube;

namespace Kpanda.Clusters.Registry;

/// <summary>Who a person is to a member.</summary>
internal static class MemberIdentity
{
    /// <summary>
    /// The identity that calls go out as. The administrators' group follows the platform role, never a group's name, and names that Kubernetes keeps for itself
    /// never leave the house.
    /// </summary>
    public static KubeIdentity Of(Person person)
    {
        var groups = person.Groups.Where(group => !group.StartsWith("system:", StringComparison.Ordinal) && group != Person.PlatformAdministratorsGroup);
        return KubeIdentity.As(person.Name, person.IsPlatformAdministrator ? groups.Prepend(Person.PlatformAdministratorsGroup) : groups);
    }
}
