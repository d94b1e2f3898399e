using System.Text.Json.Nodes;
using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Reconcile;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Grants.Give;

/// <inheritdoc cref="IRoleGrants"/>
internal sealed class RoleGrants(GiveRoles give, GrantBook grants, IClusters clusters) : IRoleGrants
{
    public async Task<Result<JsonObject>?> GiveAsync(
        Person person, string cluster, string ns, string subjectKind, string subjectName, string roleKind, string role, CancellationToken cancellationToken)
    {
        var isGrant = roleKind == "ClusterRole" && RoleTemplates.BuiltIn.ContainsKey(role) && RoleTemplates.IsOfCluster(role) == (ns.Length == 0) && Enum.TryParse<SubjectKind>(subjectKind, out _);
        if (!isGrant) return null;
        var request = new GrantRequest(cluster, ns.Length == 0 ? null : [ns], [new GrantSubject(subjectKind, null, subjectName)], role);
        if (!(await give.GiveAsync(person, request, cancellationToken)).TryGet(out var made, out var error)) return (Result<JsonObject>)error;
        return (Result<JsonObject>)ManagedObjects.Binding(made[0].Grant, subjectName, grants.Installation);
    }

    public async Task<Result<bool>?> TakeBackAsync(Person person, string cluster, string ns, string binding, CancellationToken cancellationToken)
    {
        if (ManagedObjects.GrantOf(binding) is not { } id || grants.Find(id) is not { } stored) return null;
        if (stored.Grant.Namespace != ns || clusters.Find(cluster)?.Id != stored.Grant.ClusterId) return null;
        return (await give.TakeBackAsync(person, id, cancellationToken)).Select(static _ => true);
    }
}
