using Kpanda.Clusters;

namespace Kpanda.Permissions.Rbac;

/// <summary>A cluster whose RBAC is known.</summary>
/// <param name="Id">Internal id: another cluster of the same name is another cluster.</param>
/// <param name="Name">Its name.</param>
/// <param name="CanAct">Whether calls can go out as a person: otherwise nothing can be changed there but by platform administrators.</param>
/// <param name="Rbac">Roles and bindings.</param>
internal sealed record ObservedCluster(Guid Id, string Name, bool CanAct, ClusterRbac Rbac)
{
    /// <summary>A registered cluster of which nothing has been read yet.</summary>
    public static ObservedCluster Of(ClusterRecord record) => new(record.Id, record.Name, CanActIn(record), new ClusterRbac());

    /// <summary>Whether the credential is known to be good for acting as others.</summary>
    public static bool CanActIn(ClusterRecord record) =>
        record.Conditions.Any(static condition => condition is { Type: ClusterConditions.CanImpersonate, Status: true });
}
