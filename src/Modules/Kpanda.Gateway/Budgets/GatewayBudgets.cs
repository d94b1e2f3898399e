using Kpanda.Clusters;
using Kpanda.Gateway.Refusals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using System.Collections.Concurrent;

namespace Kpanda.Gateway.Budgets;

/// <summary>
/// The budgets of everybody and of every member. A request takes a place in both; what a person may have is counted first, so that whoever is over it takes nothing from the
/// others. As many are kept as there are people and clusters. Safe for concurrent use.
/// </summary>
internal sealed class GatewayBudgets(GatewayOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Budget> _people = new();
    private readonly ConcurrentDictionary<Guid, Budget> _members = new();

    /// <summary>Takes a place, until the result is disposed of; else the error to answer with.</summary>
    public Result<IDisposable> Enter(Person person, ClusterRecord cluster, bool isStream)
    {
        var own = _people.GetOrAdd(person.Id, _ => new Budget(options.Person, time));
        var verdict = own.TryEnter(isStream);
        if (verdict != BudgetVerdict.Entered) return Over("person", verdict, options.Person, cluster.Name);

        var members = _members.GetOrAdd(cluster.Id, _ => new Budget(options.Member, time));
        verdict = members.TryEnter(isStream);
        if (verdict == BudgetVerdict.Entered) return new Place(own, members, isStream);
        own.Leave(isStream);
        return Over("member", verdict, options.Member, cluster.Name);
    }

    private static Error Over(string whose, BudgetVerdict verdict, BudgetLimits limits, string cluster)
    {
        var (what, limit, seconds) = verdict switch
        {
            BudgetVerdict.Rate => ("rate", limits.PerSecond, 1),
            BudgetVerdict.Streams => ("streams", limits.Streams, 10),
            _ => ("requests", limits.Requests, 1),
        };
        return Error.Of(ErrorCode.ResourceExhausted, $"gateway.budget.{whose}.{what}", ("limit", $"{limit}"), ("cluster", cluster), (StatusShape.RetryAfter, $"{seconds}"));
    }

    private sealed class Place(Budget person, Budget member, bool isStream) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            person.Leave(isStream);
            member.Leave(isStream);
        }
    }
}
