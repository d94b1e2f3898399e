using System.Data.Common;
using Kpanda.Clusters;
using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>What people and groups hold by grants, for Identity: whoever gets a hand on somebody must hold as much, and who is deleted leaves no grant behind.</summary>
internal sealed class GrantHoldings(GrantBook grants, GrantRules rules, IClusters clusters) : ISubjectHoldings
{
    /// <inheritdoc />
    public async ValueTask<bool> CoversAsync(DbConnection connection, DbTransaction transaction, Person person, SubjectKind kind, Guid id, CancellationToken cancellationToken)
    {
        foreach (var grant in grants.Of(kind, id))
        {
            if (clusters.List().FirstOrDefault(cluster => cluster.Id == grant.ClusterId) is not { } cluster) continue;
            if (await rules.RefusesAsync(person, "create", cluster.Name, grant.Namespace, grant.Role, cancellationToken) is not null) return false;
        }

        return true;
    }

    /// <inheritdoc />
    public Task RemoveAsync(DbConnection connection, DbTransaction transaction, SubjectKind kind, Guid id, CancellationToken cancellationToken) =>
        GrantStore.RemoveSubjectAsync(connection, transaction, kind, id, cancellationToken);

    /// <inheritdoc />
    public void Removed() => _ = grants.ReadAsync(CancellationToken.None);
}
