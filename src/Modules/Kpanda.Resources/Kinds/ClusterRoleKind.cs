using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

internal sealed class ClusterRoleKind() : ResourceKind<ClusterRole>("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", namespaced: false, "RBAC")
{
    /// <summary>The published API has a form of its own for creation.</summary>
    public override ObjectOperations Operations => ObjectOperations.All & ~ObjectOperations.Create;
}
