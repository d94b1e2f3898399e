namespace Kpanda.Search.Sync;

/// <summary>What all members share: places for lists and discoveries, and the number of watches.</summary>
internal sealed class SyncGates(SyncOptions options)
{
    private int _watches;

    public SemaphoreSlim Lists { get; } = new(options.ListsAtOnce);

    public SemaphoreSlim Discoveries { get; } = new(options.DiscoveriesAtOnce);

    /// <summary>Watches held now.</summary>
    public int Watches => Volatile.Read(ref _watches);

    public bool HasWatchesLeft => Watches < options.WatchBudget;

    public void WatchBegan() => Interlocked.Increment(ref _watches);

    public void WatchEnded() => Interlocked.Decrement(ref _watches);
}
