namespace Kpanda.Kube;

/// <summary>A name that cannot be part of a path reached the client. <see cref="KubeClient"/> turns it into a failure; nothing is sent.</summary>
public sealed class InvalidPathSegmentException(string segment) : ArgumentException($"'{segment}' cannot be part of a path.")
{
    /// <summary>The refused segment.</summary>
    public string Segment { get; } = segment;
}
