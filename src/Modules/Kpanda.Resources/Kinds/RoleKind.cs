using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

internal sealed class RoleKind() : ResourceKind<Role>("rbac.authorization.k8s.io", "roles", "Role", namespaced: true, "RBAC")
{
    /// <summary>The published API has a form of its own for creation.</summary>
    public override ObjectOperations Operations => ObjectOperations.All & ~ObjectOperations.Create;
}
