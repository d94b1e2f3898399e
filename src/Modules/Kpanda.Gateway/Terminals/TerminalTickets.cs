using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Kpanda.Storage;

namespace Kpanda.Gateway.Terminals;

/// <summary>
/// Tickets: a WebSocket of a browser cannot carry the CSRF header, so a request that does asks for a ticket first. In the database, so that any replica takes them, each once.
/// Safe for concurrent use.
/// </summary>
internal sealed class TerminalTickets(IStateDatabase database, TimeProvider time)
{
    /// <summary>How long a ticket is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private const string Debug = "debug";
    private const string OnNode = "node";

    private sealed record Row(Guid SessionId, Guid Terminal, string Cluster, string Namespace, string Pod, string Container, DateTimeOffset Expires, string Purpose);

    /// <summary>Makes one, and removes those that nobody used.</summary>
    public async Task<IssuedTicket> IssueAsync(TerminalTicket ticket, CancellationToken cancellationToken)
    {
        const string insert = """
            INSERT INTO terminal_tickets (hash, session_id, terminal, cluster, namespace, pod, container, expires, purpose)
            VALUES (@hash, @SessionId, @Terminal, @Cluster, @Namespace, @Pod, @Container, @expires, @purpose)
            """;
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        var expires = now + Lifetime;
        var target = ticket.Target;
        var hash = HashOf(secret);
        var values = new { hash, ticket.SessionId, ticket.Terminal, target.Cluster, target.Namespace, Pod = target.Node.Length > 0 ? target.Node : target.Pod, target.Container, expires, purpose = target.Node.Length > 0 ? OnNode : target.IsDebug ? Debug : "" };
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM terminal_tickets WHERE expires < @now", new { now }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(insert, values, cancellationToken: cancellationToken));
        return new IssuedTicket(hash, secret, expires);
    }

    /// <summary>Whether one can still be used.</summary>
    public async Task<bool> IsGoodAsync(string hash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        const string count = "SELECT COUNT(*) FROM terminal_tickets WHERE hash = @hash AND expires >= @now";
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(count, new { hash, now = time.GetUtcNow() }, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Removes one of a session.</summary>
    public async Task WithdrawAsync(string hash, Guid sessionId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM terminal_tickets WHERE hash = @hash AND session_id = @sessionId", new { hash, sessionId }, cancellationToken: cancellationToken));
    }

    /// <summary>Uses one up; null where it is not good, or not for this session. It is used up then, too.</summary>
    public async Task<TerminalTicket?> RedeemAsync(string secret, Guid sessionId, CancellationToken cancellationToken)
    {
        const string delete = """
            DELETE FROM terminal_tickets WHERE hash = @hash
            RETURNING session_id AS SessionId, terminal, cluster, namespace, pod, container, expires, purpose
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(delete, new { hash = HashOf(secret) }, cancellationToken: cancellationToken));
        if (row is null || row.SessionId != sessionId || row.Expires < time.GetUtcNow()) return null;
        var target = row.Purpose == OnNode
            ? new TerminalTarget(row.Cluster, row.Namespace, "", "") { Node = row.Pod }
            : new TerminalTarget(row.Cluster, row.Namespace, row.Pod, row.Container) { IsDebug = row.Purpose == Debug };
        return new TerminalTicket(row.SessionId, row.Terminal, target);
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
