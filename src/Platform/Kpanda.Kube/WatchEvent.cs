namespace Kpanda.Kube;

/// <summary>One event of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object (for a bookmark only its version); null for a failure.</param>
/// <param name="ResourceVersion">The version to resume from after this event.</param>
public sealed record WatchEvent(WatchEventType Type, KubeObject? Object, string ResourceVersion)
{
    /// <summary>Why the stream ended; null for every other event.</summary>
    public KubeFailure? Failure { get; init; }
}
