using System.Collections.Concurrent;
using System.Diagnostics;

namespace Kpanda.Benchmarks.Live;

/// <summary>What the members have accepted: for each row the versions and when each was acknowledged. Tabs ask it what they must hear of. Safe for concurrent use.</summary>
internal sealed class Acknowledgements
{
    private readonly ConcurrentDictionary<string, List<(long Version, long Time)>> _byRow = new(StringComparer.Ordinal);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(string key, long version)
    {
        var now = Stopwatch.GetTimestamp();
        var versions = _byRow.GetOrAdd(key, _ => []);
        lock (versions) versions.Add((version, now));
        Interlocked.Increment(ref _count);
    }

    /// <summary>Versions of a row above <paramref name="above"/> that were acknowledged after <paramref name="since"/>.</summary>
    public List<(long Version, long Time)> Of(string key, long above, long since)
    {
        if (!_byRow.TryGetValue(key, out var versions)) return [];
        lock (versions) return versions.FindAll(entry => entry.Version > above && entry.Time > since);
    }
}
