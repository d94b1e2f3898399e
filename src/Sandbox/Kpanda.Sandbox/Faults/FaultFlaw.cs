namespace Kpanda.Sandbox.Faults;

/// <summary>What is wrong with a <see cref="Fault"/> that a cluster cannot have.</summary>
public enum FaultFlaw
{
    /// <summary><see cref="Fault.Every"/> is out of range.</summary>
    Every,

    /// <summary><see cref="Fault.Seconds"/> is out of range.</summary>
    Seconds,

    /// <summary><see cref="Fault.Seconds"/> is 0, for clocks that are to be wrong.</summary>
    NoSkew,

    /// <summary><see cref="Fault.Code"/> is out of range.</summary>
    Code,

    /// <summary><see cref="Fault.ForSeconds"/> is out of range.</summary>
    ForSeconds,

    /// <summary><see cref="Fault.Node"/> is no node of the cluster.</summary>
    Node,

    /// <summary><see cref="Fault.Namespace"/> is no namespace of the cluster.</summary>
    Namespace,

    /// <summary>The cluster has no listener of its own, so its certificate cannot change.</summary>
    Certificate,
}
