namespace Kpanda.Search.Query;

/// <summary>A span of time, in whole seconds as Kubernetes tells them.</summary>
/// <param name="From">The first moment in it; null for no beginning.</param>
/// <param name="Before">The first moment after it; null for no end.</param>
public sealed record TimeRange(DateTimeOffset? From, DateTimeOffset? Before)
{
    internal bool Holds(uint seconds) => (From is not { } from || seconds >= from.ToUnixTimeSeconds()) && (Before is not { } before || seconds < before.ToUnixTimeSeconds());
}
