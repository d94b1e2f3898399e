namespace Kpanda.Kube.Dial;

/// <summary>No connection. Thrown only below the HTTP handler, which knows no other way to say no; <see cref="KubeClient"/> turns it into a <see cref="KubeFailure"/>.</summary>
public sealed class DialException(FailurePhase phase, FailureSide side, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>How far the attempt came.</summary>
    public FailurePhase Phase { get; } = phase;

    /// <summary>Whose side it is on.</summary>
    public FailureSide Side { get; } = side;
}
