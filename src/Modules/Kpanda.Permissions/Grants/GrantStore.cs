using System.Data.Common;
using Dapper;
using Kpanda.Identity.Access;
using Kpanda.Storage;

namespace Kpanda.Permissions.Grants;

/// <summary>
/// Tables <c>grants</c> and <c>grant_state</c>. Every change counts the version on in its own transaction, first of all, so that changes stand one behind the other and no version is
/// seen before what it stands for.
/// </summary>
internal sealed class GrantStore(IStateDatabase database)
{
    private const string Count = "UPDATE grant_state SET version = version + 1 WHERE one = 1";

    /// <summary>The version, and the id of this installation, which is made at its first call.</summary>
    public async Task<(long Version, Guid Installation)> StateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var state = await ReadStateAsync(connection, cancellationToken);
        if (state is not null) return (state.Version, state.Installation);
        const string sql = "INSERT INTO grant_state (one, version, installation) VALUES (1, 1, @id) ON CONFLICT (one) DO NOTHING";
        await connection.ExecuteAsync(new CommandDefinition(sql, new { id = Guid.CreateVersion7() }, cancellationToken: cancellationToken));
        state = await ReadStateAsync(connection, cancellationToken);
        return (state!.Version, state.Installation);
    }

    /// <summary>All grants, and a version that they are at least of.</summary>
    public async Task<(long Version, IReadOnlyList<StoredGrant> Grants)> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT id, subject_kind AS SubjectKind, subject_id AS SubjectId, role, cluster_id AS ClusterId, namespace, granted_by AS GrantedBy, granted FROM grants";
        var (version, _) = await StateAsync(cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        return (version, [.. rows.Select(static row => row.ToGrant())]);
    }

    /// <summary>Adds grants; those that are there already stay as they are.</summary>
    public Task AddAsync(IEnumerable<StoredGrant> grants, CancellationToken cancellationToken) => ChangeAsync(
        async (connection, transaction) =>
        {
            const string sql = """
                INSERT INTO grants (id, subject_kind, subject_id, role, cluster_id, namespace, granted_by, granted)
                VALUES (@Id, @SubjectKind, @SubjectId, @Role, @ClusterId, @Namespace, @GrantedBy, @Granted)
                ON CONFLICT DO NOTHING
                """;
            await connection.ExecuteAsync(new CommandDefinition(sql, grants.Select(Row.Of), transaction, cancellationToken: cancellationToken));
            return true;
        },
        cancellationToken);

    /// <summary>Gives a grant another role.</summary>
    /// <returns>False, and nothing is changed, where it is gone or the same is granted already.</returns>
    public Task<bool> SetRoleAsync(StoredGrant grant, CancellationToken cancellationToken) => ChangeAsync(
        async (connection, transaction) =>
        {
            const string sql = """
                UPDATE grants SET role = @Role, granted_by = @GrantedBy, granted = @Granted
                WHERE id = @Id AND NOT EXISTS (
                    SELECT 1 FROM grants AS other WHERE other.cluster_id = grants.cluster_id AND other.namespace = grants.namespace
                        AND other.subject_kind = grants.subject_kind AND other.subject_id = grants.subject_id AND other.role = @Role)
                """;
            return await connection.ExecuteAsync(new CommandDefinition(sql, Row.Of(grant), transaction, cancellationToken: cancellationToken)) == 1;
        },
        cancellationToken);

    /// <summary>Takes grants back; those that are gone already do not matter.</summary>
    public Task RemoveAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) => ChangeAsync(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM grants WHERE id = @id", ids.Select(static id => new { id }), transaction, cancellationToken: cancellationToken));
            return true;
        },
        cancellationToken);

    /// <summary>Takes back everything in a cluster that is no longer registered; false where there was nothing.</summary>
    public Task<bool> RemoveClusterAsync(Guid clusterId, CancellationToken cancellationToken) => ChangeAsync(
        async (connection, transaction) =>
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM grants WHERE cluster_id = @clusterId", new { clusterId }, transaction, cancellationToken: cancellationToken)) > 0,
        cancellationToken);

    /// <summary>Takes back everything that a person or group holds, in somebody else's transaction.</summary>
    public static async Task RemoveSubjectAsync(DbConnection connection, DbTransaction transaction, SubjectKind kind, Guid id, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(Count, transaction: transaction, cancellationToken: cancellationToken));
        const string sql = "DELETE FROM grants WHERE subject_kind = @kind AND subject_id = @id";
        await connection.ExecuteAsync(new CommandDefinition(sql, new { kind = $"{kind}", id }, transaction, cancellationToken: cancellationToken));
    }

    private static Task<State?> ReadStateAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<State>(new CommandDefinition("SELECT version, installation FROM grant_state", cancellationToken: cancellationToken));

    private async Task<bool> ChangeAsync(Func<DbConnection, DbTransaction, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Count, transaction: transaction, cancellationToken: cancellationToken));
        if (!await change(connection, transaction)) return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private sealed record State(long Version, Guid Installation);

    private sealed record Row(Guid Id, string SubjectKind, Guid SubjectId, string Role, Guid ClusterId, string Namespace, Guid GrantedBy, DateTimeOffset Granted)
    {
        public static Row Of(StoredGrant stored) => new(
            stored.Grant.Id, $"{stored.Grant.SubjectKind}", stored.Grant.SubjectId, stored.Grant.Role, stored.Grant.ClusterId, stored.Grant.Namespace, stored.GrantedBy, stored.Granted);

        public StoredGrant ToGrant() => new(new Grant(Id, Enum.Parse<SubjectKind>(SubjectKind), SubjectId, Role, ClusterId, Namespace), GrantedBy, Granted);
    }
}
