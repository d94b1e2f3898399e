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

    /// <summary>Key <c>terminals.debug-image</c>: the image of debug containers; it has <c>sh</c>.</summary>
    public string DebugImage { get; init; } = "busybox:1.36";

    /// <summary>Key <c>terminals.node-namespace</c>: where the pods of shells on nodes are made; privileged pods must be allowed there.</summary>
    public string NodeShellNamespace { get; init; } = "kube-system";

    /// <summary>Key <c>terminals.ping</c>: how often a terminal in which nothing happens gives a sign of life.</summary>
    public TimeSpan TerminalPing { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Key <c>terminals.record</c>: whether what terminals show is recorded.</summary>
    public bool Record { get; init; }

    /// <summary>Key <c>terminals.record-keep</c>: for how long recordings are kept.</summary>
    public TimeSpan RecordKeep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Key <c>terminals.record-most</c>: how many characters of recordings are kept in all; the oldest go first.</summary>
    public long RecordMost { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Time that a debug container has to start.</summary>
    public TimeSpan DebugWait { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Key <c>files.upload-limit</c>: how many bytes the files of one upload may have.</summary>
    public long UploadLimit { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Time between two looks at whether a stream's rights still hold; a change that is told counts at once.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time that a member may be silent in the middle of an answer that is no stream.</summary>
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time that a page has to show its ticket.</summary>
    public TimeSpan TicketWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two looks for pods of shells on nodes that were left behind, in members that did not answer before or still have some.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time that a terminal waits for its page to come back.</summary>
    public TimeSpan TerminalWait { get; init; } = TimeSpan.FromSeconds(60);
}
