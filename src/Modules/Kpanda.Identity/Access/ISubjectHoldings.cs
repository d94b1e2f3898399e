using System.Data.Common;

namespace Kpanda.Identity.Access;

/// <summary>
/// What people and groups hold in another module (grants in clusters, roles in workspaces). The module registers an implementation; Identity asks it before somebody gets a hand on somebody else,
/// and tells it when a person or group is deleted.
/// </summary>
public interface ISubjectHoldings
{
    /// <summary>
    /// Whether <paramref name="person"/> holds at least what this person or group holds: else they could climb by adding themselves to the group, or by setting the person's password.
    /// Is asked within a transaction on the state database, and must not write.
    /// </summary>
    ValueTask<bool> CoversAsync(DbConnection connection, DbTransaction transaction, Person person, SubjectKind kind, Guid id, CancellationToken cancellationToken);

    /// <summary>Removes what a person or group holds, in the transaction that deletes it: nothing is left behind, and nothing is removed where that fails.</summary>
    Task RemoveAsync(DbConnection connection, DbTransaction transaction, SubjectKind kind, Guid id, CancellationToken cancellationToken);

    /// <summary>The transaction has been committed: what is kept in memory on this replica is to be read anew. Returns at once and does not throw.</summary>
    void Removed();
}
