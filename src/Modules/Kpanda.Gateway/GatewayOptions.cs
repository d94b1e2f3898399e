namespace Kpanda.Gateway;

/// <summary>Settings of the module; <c>Kpanda.Server</c> fills them from the configuration.</summary>
public sealed record GatewayOptions
{
    /// <summary>Key <c>gateway.proxy</c>: whether pods, services and nodes can be reached through their <c>proxy</c> at all. Their rights are needed besides.</summary>
    public bool AllowProxy { get; init; }

    /// <summary>Key <c>gateway.direct</c>: whether a kubeconfig for one cluster leads straight to it, with a client certificate that the cluster signs.</summary>
    public bool DirectCertificates { get; init; }

    /// <summary>Keys <c>gateway.person-…</c>: what one person may have under way in all clusters together.</summary>
    public BudgetLimits Person { get; init; } = new(Requests: 100, Streams: 500, PerSecond: 200);

    /// <summary>Keys <c>gateway.member-…</c>: what all people together may have under way in one cluster.</summary>
    public BudgetLimits Member { get; init; } = new(Requests: 400, Streams: 5000, PerSecond: 1000);

    /// <summary>Time between two looks at whether a stream's rights still hold; a change that is told counts at once.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time that a member may be silent in the middle of an answer that is no stream.</summary>
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time that a page has to show its ticket.</summary>
    public TimeSpan TicketWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that a terminal waits for its page to come back.</summary>
    public TimeSpan TerminalWait { get; init; } = TimeSpan.FromSeconds(60);
}
