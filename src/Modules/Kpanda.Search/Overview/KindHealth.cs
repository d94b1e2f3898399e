using Kpanda.Search.Index;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Overview;

/// <summary>How the objects of a kind are: how many as they should be, stopped on purpose, on their way, not as they should be, and broken.</summary>
internal sealed record KindHealth(string Segment, int Total, int Healthy, int Idle, int Progressing, int Warning, int Failing)
{
    /// <summary>All clusters' sums together.</summary>
    public static KindHealth Of(string segment, IReadOnlyCollection<KindSum> sums)
    {
        int Count(StatusSeverity severity) => sums.Sum(sum => sum.Of(severity));
        return new(
            segment,
            sums.Sum(sum => sum.Total),
            Count(StatusSeverity.Healthy) + Count(StatusSeverity.None),
            Count(StatusSeverity.Idle),
            Count(StatusSeverity.Progressing),
            Count(StatusSeverity.Warning),
            Count(StatusSeverity.Failing));
    }
}
