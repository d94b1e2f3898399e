namespace Kpanda.Kube.Reflect;

/// <summary>How a reflector stands.</summary>
/// <param name="IsLive">Whether a watch is open and what the sink holds is current.</param>
/// <param name="Failure">Why not; null while live and while the first list runs.</param>
public sealed record ReflectorState(bool IsLive, KubeFailure? Failure)
{
    /// <summary>A watch is open.</summary>
    public static ReflectorState Live { get; } = new(true, null);
}
