using System.Text.Json.Serialization;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Faults;

/// <summary>
/// Something that is wrong with a cluster, for as long as it is set. <see cref="Kind"/> says what; the other fields say more about some of them.
/// </summary>
public record Fault
{
    private const double LongestWait = 3600;
    private const double LongestSkew = 366 * 24 * 3600;
    private const double LongestFault = 7 * 24 * 3600;

    /// <summary>What is wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Every how many requests it strikes: 1 for each, 3 for every third.</summary>
    public int Every { get; init; } = 1;

    /// <summary>
    /// How many seconds a slow answer takes longer, a client is told to wait, a flapping server is here and gone, a webhook is waited for, or clocks are ahead (behind, where it is negative).
    /// </summary>
    public double Seconds { get; init; } = 1;

    /// <summary>The code of <see cref="FaultKind.Errors"/>: 500 to 599.</summary>
    public int Code { get; init; } = 503;

    /// <summary>After how many seconds it ends by itself; null where it is to be taken away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ForSeconds { get; init; }

    /// <summary>The node of <see cref="FaultKind.NodeDown"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Node { get; init; }

    /// <summary>The namespace of <see cref="FaultKind.FullQuota"/>; where <see cref="FaultKind.WebhookDown"/> strikes, null for everywhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Namespace { get; init; }

    /// <summary>What <see cref="FaultKind.WebhookDown"/> strikes, such as <c>pods</c> or <c>deployments.apps</c>; null for everything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Resource { get; init; }

    /// <summary>How <see cref="FaultKind.WebhookDown"/> fails.</summary>
    public WebhookFlaw Webhook { get; init; }

    /// <summary>How <see cref="FaultKind.ChangedCertificate"/> is wrong.</summary>
    public CertificateFlaw Certificate { get; init; }

    /// <summary>What stands against it in a cluster, in words; null where it can be.</summary>
    public string? ProblemIn(SandboxCluster cluster) =>
        Every is < 1 or > 1000 ? "every must be 1 to 1000"
        : Kind == FaultKind.ClockSkew && Math.Abs(Seconds) is > LongestSkew or 0 or double.NaN ? $"seconds must be -{LongestSkew} to {LongestSkew}, and not 0, for clocks that are wrong"
        : Kind != FaultKind.ClockSkew && Seconds is not (>= 0 and <= LongestWait) ? $"seconds must be 0 to {LongestWait}"
        : Kind == FaultKind.Flapping && Seconds < 0.1 ? "seconds must be at least 0.1 for a server that flaps"
        : Code is < 500 or > 599 ? "code must be 500 to 599"
        : ForSeconds is not (null or (>= 0.1 and <= LongestFault)) ? $"forSeconds must be 0.1 to {LongestFault}"
        : Kind == FaultKind.NodeDown && cluster.Store.Get(BuiltIn.Nodes, "", Node ?? "") is null ? $"node must name a node of the cluster, which '{Node}' is not"
        : Kind == FaultKind.FullQuota && cluster.Store.Get(BuiltIn.Namespaces, "", Namespace ?? "") is null ? $"namespace must name a namespace of the cluster, which '{Namespace}' is not"
        : Kind == FaultKind.ChangedCertificate && !cluster.Faults.CanChangeCertificate ? "this cluster has no listener of its own, so its certificate cannot change"
        : null;
}
