namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>What a check found: a problem (empty where there is none), the type of the expression, the most it may cost, and whether it looks at what was before.</summary>
internal sealed record CelVerdict(string Problem, CelStatic Type, ulong MostCost, bool UsesBefore)
{
    /// <summary>What keeps an expression whose types fit from being evaluated: a pattern that cannot be read. Empty where there is nothing.</summary>
    public string Broken { get; init; } = "";

    /// <summary>The names that a rule of a custom kind may use.</summary>
    public static readonly string[] Names = ["self", "oldSelf"];
}
