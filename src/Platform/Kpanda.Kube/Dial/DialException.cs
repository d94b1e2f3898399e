namespace Kpanda.Kube.Dial;

/// <summary>No connection. Thrown only below the HTTP handler, which knows no other way to say no; <see cref="KubeClient"/> turns it into a <see cref="KubeFailure"/>.</summary>
public sealed class DialException(FailurePhase phase, FailureSide side, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>How far the attempt came.</summary>
    public FailurePhase Phase { get; } = phase;

    /// <summary>Whose side it is on.</summary>
    public FailureSide Side { get; } = side;

    /// <summary>Machine word of the message; empty for none (<see cref="KubeFailure.Reason"/>).</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Values of the message.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; private init; } = new Dictionary<string, string>();

    /// <summary>The same with the machine word and the values of its message.</summary>
    public DialException Because(string reason, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        new(Phase, Side, Message, InnerException) { Reason = reason, Parameters = FailureValues.Of(parameters) };
}
