namespace Kpanda.Search.Sync;

/// <summary>Spreads what would otherwise happen everywhere at once.</summary>
internal static class Jitter
{
    /// <summary>Between three quarters and five quarters of <paramref name="time"/>.</summary>
    public static TimeSpan Around(TimeSpan time) => time * (0.75 + (Random.Shared.NextDouble() / 2));
}
