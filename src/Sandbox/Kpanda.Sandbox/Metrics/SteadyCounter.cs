using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Metrics;

/// <summary>Counters of what is not simulated otherwise, such as traffic: they grow at a rate of their own, half to one and a half times the usual one.</summary>
internal static class SteadyCounter
{
    public static decimal At(string what, decimal usualRate, DateTimeOffset since, DateTimeOffset now) =>
        Math.Max(0, Math.Floor(usualRate * (0.5m + (SafeNames.Hash64(what) % 1000 / 1000m)) * (decimal)(now - since).TotalSeconds));
}
