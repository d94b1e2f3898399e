namespace Kpanda.Benchmarks;

/// <summary>Something measured, and what it may be at most; null for no budget.</summary>
internal sealed record Figure(string Name, double Value, string Unit, double? Budget)
{
    public bool KeepsBudget => Budget is null || Value <= Budget;
}
