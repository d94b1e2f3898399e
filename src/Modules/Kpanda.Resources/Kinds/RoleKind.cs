using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class RoleKind() : ResourceKind<Role>("rbac.authorization.k8s.io", "roles", "Role", namespaced: true, "RBAC")
{
    public override IReadOnlyDictionary<string, SortedValue> SortedValues => RoleValues.OfRoles;

    /// <summary>The published API has a form of its own for creation.</summary>
    public override ObjectOperations Operations => ObjectOperations.All & ~ObjectOperations.Create;
}
