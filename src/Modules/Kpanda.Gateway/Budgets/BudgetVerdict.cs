namespace Kpanda.Gateway.Budgets;

/// <summary>Whether there was a place, or which limit is reached.</summary>
internal enum BudgetVerdict
{
    /// <summary>There was.</summary>
    Entered,

    /// <summary>Too many a second.</summary>
    Rate,

    /// <summary>Too many requests under way.</summary>
    Requests,

    /// <summary>Too many streams open.</summary>
    Streams,
}
