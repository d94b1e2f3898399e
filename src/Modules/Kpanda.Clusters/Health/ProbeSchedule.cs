namespace Kpanda.Clusters.Health;

/// <summary>
/// Decides which clusters are probed when. Every cluster has its own jittered rhythm, those that are away a faster one, and no tick starts more than its share: a
/// thousand clusters that fall due at once (the start, a network that comes back) are spread over the interval. Not safe for concurrent use.
/// </summary>
internal sealed class ProbeSchedule(ClustersOptions options, Random random)
{
    // So few at once are no burst, however many clusters there are.
    private const int FewPerTick = 8;

    // Room to catch up: the share of a tick is this much more than an even spread needs.
    private const double Slack = 1.5;

    private readonly Dictionary<Guid, Entry> _entries = [];

    /// <summary>Time between two looks at the schedule.</summary>
    public static TimeSpan Tick { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Those whose turn it is, longest overdue first; they count as under way until <see cref="Done"/>.</summary>
    /// <param name="clusters">All clusters, each with what makes it new when it changes (its transport).</param>
    /// <param name="free">How many may be started at most.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<Guid> Take(IReadOnlyCollection<(Guid Id, object Way)> clusters, int free, DateTimeOffset now)
    {
        foreach (var (id, way) in clusters)
        {
            // Not all in the same minute of every hour.
            if (!_entries.TryGetValue(id, out var entry)) _entries[id] = entry = new Entry { RightsDue = now + (options.RightsEvery * random.NextDouble()) };
            // Another credential is news: probe at once.
            if (!ReferenceEquals(entry.Way, way)) (entry.Way, entry.Due, entry.Failures, entry.ComponentsDue) = (way, now, 0, now);
        }

        if (_entries.Count > clusters.Count) Forget(clusters);
        var share = Math.Max(FewPerTick, (int)Math.Ceiling(clusters.Count * (Tick / options.ProbeEvery) * Slack));
        var due = _entries.Where(pair => !pair.Value.IsUnderWay && pair.Value.Due <= now).OrderBy(pair => pair.Value.Due).Take(Math.Min(share, free)).Select(pair => pair.Key).ToList();
        foreach (var id in due) _entries[id].IsUnderWay = true;
        return due;
    }

    /// <summary>Probes in a row that this cluster has missed.</summary>
    public int Failures(Guid id) => _entries.GetValueOrDefault(id)?.Failures ?? 0;

    /// <summary>Whether the components are to be asked about with this probe; if so, they are not again for a while.</summary>
    public bool TakeComponents(Guid id, DateTimeOffset now)
    {
        if (_entries.GetValueOrDefault(id) is not { } entry || entry.ComponentsDue > now) return false;
        entry.ComponentsDue = now + Jittered(options.ComponentsEvery);
        return true;
    }

    /// <summary>Whether the rights of the credential are to be asked about with this probe; if so, they are not again for a while.</summary>
    public bool TakeRights(Guid id, DateTimeOffset now)
    {
        if (_entries.GetValueOrDefault(id) is not { } entry || entry.RightsDue > now) return false;
        entry.RightsAsked = now;
        entry.RightsDue = now + Jittered(options.RightsEvery);
        return true;
    }

    /// <summary>The credential was refused something: its rights are asked about with the next probe, unless they just were.</summary>
    public void DoubtRights(Guid id, DateTimeOffset now)
    {
        if (_entries.GetValueOrDefault(id) is not { } entry) return;
        var soonest = entry.RightsAsked is { } asked && asked + options.RightsAtMostEvery > now ? asked + options.RightsAtMostEvery : now;
        if (entry.RightsDue > soonest) entry.RightsDue = soonest;
    }

    /// <summary>A probe ended: says when the next is due.</summary>
    public void Done(Guid id, bool answered, DateTimeOffset now)
    {
        if (_entries.GetValueOrDefault(id) is not { } entry) return;
        entry.IsUnderWay = false;
        // What came back is looked at whole.
        if (answered && entry.Failures > 0) entry.ComponentsDue = now;
        entry.Failures = answered ? 0 : entry.Failures + 1;
        entry.Due = now + Jittered(answered ? options.ProbeEvery : options.ProbeAwayEvery);
    }

    private void Forget(IReadOnlyCollection<(Guid Id, object Way)> clusters)
    {
        var there = clusters.Select(cluster => cluster.Id).ToHashSet();
        foreach (var gone in _entries.Keys.Where(id => !there.Contains(id)).ToList()) _entries.Remove(gone);
    }

    private TimeSpan Jittered(TimeSpan interval) => interval * (0.8 + (random.NextDouble() * 0.4));

    private sealed class Entry
    {
        public object? Way { get; set; }
        public DateTimeOffset Due { get; set; }
        public DateTimeOffset ComponentsDue { get; set; }
        public DateTimeOffset RightsDue { get; set; }
        public DateTimeOffset? RightsAsked { get; set; }
        public int Failures { get; set; }
        public bool IsUnderWay { get; set; }
    }
}
