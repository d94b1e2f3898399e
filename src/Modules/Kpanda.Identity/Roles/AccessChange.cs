using System.Data;
using System.Data.Common;
using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Sessions;
using Kpanda.Storage;

namespace Kpanda.Identity.Roles;

/// <summary>
/// Makes every change of who may what: of people, groups, members and roles. One at a time over all replicas, so that two changes never pass a rule together that they would break; whole or not at all;
/// and never one that leaves nobody who can sign in as Admin. Whoever is touched is told at once here, and within 3 s on every replica.
/// </summary>
internal sealed class AccessChange(IStateDatabase database, SessionRegistry sessions)
{
    // A person without a password signs in by somebody else's word: while that is away, nobody could.
    private const string Administrators = """
        SELECT COUNT(*) FROM users u WHERE u.enabled AND u.deleted IS NULL AND u.password <> '' AND (
            u.id IN (SELECT subject_id FROM platform_role_holders WHERE role = 'Admin')
            OR u.id IN (SELECT m.user_id FROM group_members m JOIN platform_role_holders h ON h.subject_id = m.group_id WHERE h.role = 'Admin'))
        """;

    public async Task<Result<T>> RunAsync<T>(Func<DbConnection, DbTransaction, Task<Result<T>>> change, CancellationToken cancellationToken)
    {
        Result<T> result;
        await using (var connection = await database.OpenAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            // SQLite has one writer anyway.
            if (database.Kind == DatabaseKind.Postgres) await connection.ExecuteAsync("LOCK TABLE platform_role_holders IN SHARE ROW EXCLUSIVE MODE", transaction: transaction);
            result = await change(connection, transaction);
            if (result.Error is not null) return result;
            if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(Administrators, transaction: transaction, cancellationToken: cancellationToken)) == 0)
                return Error.Of(ErrorCode.FailedPrecondition, "admin.last");
            await transaction.CommitAsync(cancellationToken);
        }

        await sessions.NoticeChangesAsync(cancellationToken);
        return result;
    }

    /// <summary>Asks something of one state of people, groups and roles, and changes nothing: it takes no lock, and nobody is told.</summary>
    public async Task<T> AskAsync<T>(Func<DbConnection, DbTransaction, Task<T>> question, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        // On SQLite this is what makes a transaction take no lock; PostgreSQL reads what is committed.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken);
        return await question(connection, transaction);
    }
}
