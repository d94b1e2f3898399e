namespace Kpanda.Gateway;

/// <summary>What may be under way at once, and how fast it may come.</summary>
/// <param name="Requests">Requests that end by themselves.</param>
/// <param name="Streams">Watches, logs and what else stays open.</param>
/// <param name="PerSecond">Both begun in a second, on the long run; twice as many may come at once after a quiet time.</param>
public sealed record BudgetLimits(int Requests, int Streams, int PerSecond);
