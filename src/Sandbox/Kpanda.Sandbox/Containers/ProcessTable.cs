namespace Kpanda.Sandbox.Containers;

/// <summary>The processes of a container: the first one, and those of the sessions inside it. Thread-safe.</summary>
internal sealed class ProcessTable(TimeProvider time, DateTimeOffset started, IReadOnlyList<string> main)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, Entry> _entries = new() { [1] = new Entry(1, started, string.Join(' ', main), null) };
    private int _last = 1;

    /// <summary>What runs, by id.</summary>
    public IReadOnlyList<Entry> All
    {
        get
        {
            lock (_gate) return [.. _entries.Values];
        }
    }

    /// <summary>Adds a process that <paramref name="kill"/> ends.</summary>
    public int Start(IReadOnlyList<string> words, Action kill)
    {
        lock (_gate)
        {
            _entries[++_last] = new Entry(_last, time.GetUtcNow(), string.Join(' ', words), kill);
            return _last;
        }
    }

    /// <summary>The process has ended.</summary>
    public void End(int id)
    {
        lock (_gate) _entries.Remove(id);
    }

    /// <summary>Ends a process. False where there is none. The first one takes no signal from inside.</summary>
    public bool Kill(int id)
    {
        Entry? entry;
        lock (_gate) _entries.TryGetValue(id, out entry);
        entry?.Kill?.Invoke();
        return entry is not null;
    }

    /// <summary>One process.</summary>
    internal sealed record Entry(int Id, DateTimeOffset Started, string Command, Action? Kill);
}
