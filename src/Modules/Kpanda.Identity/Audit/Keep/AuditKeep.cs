using Dapper;
using Kpanda.Storage;

namespace Kpanda.Identity.Audit.Keep;

/// <summary>For how long records are kept: as many days as somebody chose (<c>audit_keep</c>), else as the configuration says.</summary>
internal sealed class AuditKeep(IStateDatabase database, IdentityOptions options)
{
    /// <summary>What is kept of the platform, and of the native API of clusters.</summary>
    public async Task<(TimeSpan Platform, TimeSpan Kube)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var chosen = (await connection.QueryAsync<(string Record, int Days)>(new CommandDefinition("SELECT record, days FROM audit_keep", cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Record, row => TimeSpan.FromDays(row.Days), StringComparer.Ordinal);
        return (chosen.GetValueOrDefault(NameOf(kube: false), options.AuditKeep), chosen.GetValueOrDefault(NameOf(kube: true), options.AuditKeep));
    }

    public async Task SetAsync(bool kube, int days, CancellationToken cancellationToken)
    {
        const string sql = "INSERT INTO audit_keep (record, days) VALUES (@record, @days) ON CONFLICT (record) DO UPDATE SET days = excluded.days";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { record = NameOf(kube), days }, cancellationToken: cancellationToken));
    }

    private static string NameOf(bool kube) => kube ? "kube" : "platform";
}
