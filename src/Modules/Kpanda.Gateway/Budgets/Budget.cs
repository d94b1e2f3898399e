namespace Kpanda.Gateway.Budgets;

/// <summary>What one person or one member has under way. Nothing waits: what is over the budget is told so at once. Safe for concurrent use.</summary>
internal sealed class Budget(BudgetLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _credit = Burst(limits);
    private long _counted = time.GetTimestamp();
    private int _requests;
    private int _streams;

    /// <summary>Takes a place. Where it does, <see cref="Leave"/> gives it back.</summary>
    public BudgetVerdict TryEnter(bool isStream)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _credit = Math.Min(Burst(limits), _credit + (time.GetElapsedTime(_counted, now).TotalSeconds * limits.PerSecond));
            _counted = now;
            if (_credit < 1) return BudgetVerdict.Rate;
            if (isStream ? _streams >= limits.Streams : _requests >= limits.Requests) return isStream ? BudgetVerdict.Streams : BudgetVerdict.Requests;
            _credit--;
            if (isStream) _streams++;
            else _requests++;
            return BudgetVerdict.Entered;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(bool isStream)
    {
        lock (_gate)
        {
            if (isStream) _streams--;
            else _requests--;
        }
    }

    private static double Burst(BudgetLimits limits) => limits.PerSecond * 2.0;
}
