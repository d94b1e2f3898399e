namespace Kpanda.Sandbox.Controllers.Autoscaling;

/// <summary>What an autoscaler remembers of the last minutes: the sizes that its metrics asked for, and by how much it changed the size.</summary>
internal sealed class ScalingHistory(int replicas, DateTimeOffset now)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private readonly List<(DateTimeOffset Time, int Replicas)> _recommendations = [(now, replicas)];
    private readonly List<(DateTimeOffset Time, int Change)> _changes = [];

    public void Recommend(int replicas, DateTimeOffset now)
    {
        _recommendations.Add((now, replicas));
        _recommendations.RemoveAll(entry => entry.Time < now - Longest);
    }

    public void Change(int by, DateTimeOffset now)
    {
        _changes.Add((now, by));
        _changes.RemoveAll(entry => entry.Time < now - Longest);
    }

    /// <summary>The sizes that were asked for since then.</summary>
    public IEnumerable<int> RecommendedSince(DateTimeOffset cutoff) => _recommendations.Where(entry => entry.Time > cutoff).Select(entry => entry.Replicas);

    /// <summary>By how much the size changed since then.</summary>
    public int ChangedSince(DateTimeOffset cutoff) => _changes.Where(entry => entry.Time > cutoff).Sum(entry => entry.Change);
}
