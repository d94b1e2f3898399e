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

    /// <summary>What stands against it in a cluster; null where it can be.</summary>
    public FaultProblem? ProblemIn(SandboxCluster cluster)
    {
        var (least, most) = Kind switch { FaultKind.ClockSkew => (-LongestSkew, LongestSkew), FaultKind.Flapping => (0.1, LongestWait), _ => (0, LongestWait) };
        return OutOf(FaultFlaw.Every, Every, 1, 1000)
            ?? OutOf(FaultFlaw.Seconds, Seconds, least, most)
            ?? (Kind == FaultKind.ClockSkew && Seconds == 0 ? new FaultProblem(FaultFlaw.NoSkew) : null)
            ?? OutOf(FaultFlaw.Code, Code, 500, 599)
            ?? (ForSeconds is { } length ? OutOf(FaultFlaw.ForSeconds, length, 0.1, LongestFault) : null)
            ?? (Kind == FaultKind.NodeDown && cluster.Store.Get(BuiltIn.Nodes, "", Node ?? "") is null ? new FaultProblem(FaultFlaw.Node) { Name = Node ?? "" } : null)
            ?? (Kind == FaultKind.FullQuota && cluster.Store.Get(BuiltIn.Namespaces, "", Namespace ?? "") is null ? new FaultProblem(FaultFlaw.Namespace) { Name = Namespace ?? "" } : null)
            ?? (Kind == FaultKind.ChangedCertificate && !cluster.Faults.CanChangeCertificate ? new FaultProblem(FaultFlaw.Certificate) : null);
    }

    // What is no number is out of every range.
    private static FaultProblem? OutOf(FaultFlaw flaw, double value, double least, double most) =>
        value >= least && value <= most ? null : new(flaw) { Least = least, Most = most };
}
