using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class ClusterRoleKind() : ResourceKind<ClusterRole>("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", namespaced: false, "RBAC")
{
    public override IReadOnlyDictionary<string, SortedValue> SortedValues => RoleValues.OfRoles;

    /// <summary>The published API has a form of its own for creation.</summary>
    public override ObjectOperations Operations => ObjectOperations.All & ~ObjectOperations.Create;
}
