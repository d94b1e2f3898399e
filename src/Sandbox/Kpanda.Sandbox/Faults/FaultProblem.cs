using System.Globalization;

namespace Kpanda.Sandbox.Faults;

/// <summary>Why a cluster cannot have a <see cref="Fault"/>.</summary>
/// <param name="Flaw">What is wrong.</param>
public sealed record FaultProblem(FaultFlaw Flaw)
{
    /// <summary>The least that a number may be, where one is out of range.</summary>
    public double Least { get; init; }

    /// <summary>The most that a number may be, where one is out of range.</summary>
    public double Most { get; init; }

    /// <summary>What no node or namespace of the cluster is called, where one is missing; empty where none was named.</summary>
    public string Name { get; init; } = "";

    /// <summary>The same in English, for the control API of the cluster.</summary>
    public override string ToString() => Flaw switch
    {
        FaultFlaw.NoSkew => "seconds must not be 0 for clocks that are wrong",
        FaultFlaw.Node => $"node must name a node of the cluster, which '{Name}' is not",
        FaultFlaw.Namespace => $"namespace must name a namespace of the cluster, which '{Name}' is not",
        FaultFlaw.Certificate => "this cluster has no listener of its own, so its certificate cannot change",
        FaultFlaw.ForSeconds => InRange("forSeconds"),
        FaultFlaw.Every => InRange("every"),
        FaultFlaw.Code => InRange("code"),
        _ => InRange("seconds"),
    };

    private string InRange(string field) => string.Create(CultureInfo.InvariantCulture, $"{field} must be {Least} to {Most}");
}
