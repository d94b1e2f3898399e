namespace Kpanda.Sandbox.Metrics;

/// <summary>One value of a family of metrics, with the labels that say of what.</summary>
internal sealed record Sample(decimal Value, params (string Name, string? Value)[] Labels);
