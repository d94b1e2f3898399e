namespace Kpanda.Benchmarks;

/// <summary>Something measured, and what it may be at most; null for no budget.</summary>
internal sealed record Figure(string Name, double Value, string Unit, double? Budget)
{
    /// <summary>Whether the budget is what it must be at least.</summary>
    public bool IsLeast { get; init; }

    public bool KeepsBudget => Budget is null || (IsLeast ? Value >= Budget : Value <= Budget);
}
