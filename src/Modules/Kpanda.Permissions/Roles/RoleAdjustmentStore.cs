using System.Text.Json;
using Dapper;
using Kpanda.Permissions.Rbac;
using Kpanda.Storage;

namespace Kpanda.Permissions.Roles;

/// <summary>Table <c>role_adjustments</c>. Every change counts the version on in its own transaction, first of all.</summary>
internal sealed class RoleAdjustmentStore(IStateDatabase database)
{
    /// <summary>Grows with every change; 0 before the first.</summary>
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COALESCE(MAX(version), 0) FROM role_adjustment_state", cancellationToken: cancellationToken));
    }

    /// <summary>All of them, and a version that they are at least of.</summary>
    public async Task<(long Version, IReadOnlyList<RoleAdjustment> Adjustments)> ReadAsync(CancellationToken cancellationToken)
    {
        var version = await VersionAsync(cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("SELECT role, additions, subtractions, changed_by AS ChangedBy, changed FROM role_adjustments", cancellationToken: cancellationToken));
        return (version, [.. rows.Select(static row => row.ToAdjustment())]);
    }

    /// <summary>Puts one in place of what there was.</summary>
    /// <param name="adjustment">What to put.</param>
    /// <param name="before">When what it replaces was changed; null where there is to be none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False, and nothing is done, where somebody else changed it meanwhile.</returns>
    public Task<bool> PutAsync(RoleAdjustment adjustment, DateTimeOffset? before, CancellationToken cancellationToken) => ChangeAsync(
        adjustment.Role,
        before,
        """
        INSERT INTO role_adjustments (role, additions, subtractions, changed_by, changed) VALUES (@Role, @Additions, @Subtractions, @ChangedBy, @Changed)
        ON CONFLICT (role) DO UPDATE SET additions = excluded.additions, subtractions = excluded.subtractions, changed_by = excluded.changed_by, changed = excluded.changed
        """,
        Row.Of(adjustment),
        cancellationToken);

    /// <summary>Takes one away: the role is as it was built in.</summary>
    /// <inheritdoc cref="PutAsync"/>
    public Task<bool> RemoveAsync(string role, DateTimeOffset? before, CancellationToken cancellationToken) =>
        ChangeAsync(role, before, "DELETE FROM role_adjustments WHERE role = @role", new { role }, cancellationToken);

    private async Task<bool> ChangeAsync(string role, DateTimeOffset? before, string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        const string count = "INSERT INTO role_adjustment_state (one, version) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET version = role_adjustment_state.version + 1";
        await connection.ExecuteAsync(new CommandDefinition(count, null, transaction, cancellationToken: cancellationToken));
        var known = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition("SELECT changed FROM role_adjustments WHERE role = @role", new { role }, transaction, cancellationToken: cancellationToken));
        if (known?.Changed != before) return false;
        await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private sealed class Row
    {
        public string Role { get; init; } = "";

        public string Additions { get; init; } = "[]";

        public string Subtractions { get; init; } = "[]";

        public string ChangedBy { get; init; } = "";

        public DateTimeOffset Changed { get; init; }

        public static Row Of(RoleAdjustment adjustment) => new()
        {
            Role = adjustment.Role,
            Additions = JsonSerializer.Serialize(adjustment.Additions, JsonSerializerOptions.Web),
            Subtractions = JsonSerializer.Serialize(adjustment.Subtractions, JsonSerializerOptions.Web),
            ChangedBy = adjustment.ChangedBy,
            Changed = adjustment.Changed,
        };

        public RoleAdjustment ToAdjustment() => new(
            Role,
            JsonSerializer.Deserialize<PolicyRule[]>(Additions, JsonSerializerOptions.Web)!,
            JsonSerializer.Deserialize<PolicyRule[]>(Subtractions, JsonSerializerOptions.Web)!,
            ChangedBy,
            Changed);
    }
}
