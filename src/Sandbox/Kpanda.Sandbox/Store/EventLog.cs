namespace Kpanda.Sandbox.Store;

/// <summary>
/// The recent changes of one collection, for watches that start or resume at a version. Bounded: older changes fall out, and a watch
/// that needs them is told that its version has expired. Guarded by the store's lock.
/// </summary>
internal sealed class EventLog(long floor)
{
    private const int Capacity = 4096;

    private readonly List<StoreEvent> ring = [];
    private int head;
    private TaskCompletionSource? changed;

    /// <summary>Changes after this version are all here; changes up to it are not.</summary>
    public long Floor { get; private set; } = floor;

    public void Append(StoreEvent change)
    {
        if (ring.Count < Capacity)
        {
            ring.Add(change);
        }
        else
        {
            Floor = ring[head].ResourceVersion;
            ring[head] = change;
            head = (head + 1) % Capacity;
        }

        changed?.TrySetResult();
        changed = null;
    }

    /// <summary>Forgets all, so that every watch must list anew.</summary>
    public void Expire(long version)
    {
        ring.Clear();
        head = 0;
        Floor = version;
        changed?.TrySetResult();
        changed = null;
    }

    /// <summary>Completes at the next change. One task serves all who wait.</summary>
    public Task Changed() => (changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The changes after a version, oldest first.</summary>
    public void CopyAfter(long version, List<StoreEvent> into)
    {
        // The first change after the version, by bisection: positions count from the oldest.
        int low = 0, high = ring.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (At(middle).ResourceVersion <= version) low = middle + 1;
            else high = middle;
        }

        for (var i = low; i < ring.Count; i++) into.Add(At(i));
    }

    private StoreEvent At(int position) => ring[(head + position) % ring.Count];
}
