using Kpanda.Identity.Access;
using Kpanda.Kube;

namespace Kpanda.Clusters.Registry;

/// <summary>Who a person is to a member.</summary>
internal static class MemberIdentity
{
    /// <summary>The identity that calls go out as.</summary>
    public static KubeIdentity Of(Person person) =>
        KubeIdentity.As(person.Name, person.ManagesEveryCluster ? person.MemberGroups.Prepend(Person.PlatformAdministratorsGroup) : person.MemberGroups);
}
