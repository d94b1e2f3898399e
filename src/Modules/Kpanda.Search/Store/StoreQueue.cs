using System.Threading.Channels;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Store;

/// <summary>
/// What waits for the writer of the store, in two lanes: a storm of events fills its own and delays nothing else. What one kind of a cluster hands in stays in order. Many may hand in, one takes.
/// </summary>
internal sealed class StoreQueue
{
    // Enough to keep the writer busy; past it the syncs wait, and through them the members.
    private const int MostWaiting = 128;

    // Events have a share of each transaction, however much else there is.
    private const int ShareOfEvents = 8;

    private readonly Channel<StoreBatch> _events = Lane();
    private readonly Channel<StoreBatch> _others = Lane();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Returns when there is room for it.</summary>
    public async ValueTask WriteAsync(StoreBatch batch, CancellationToken cancellationToken)
    {
        await (batch.Key.Resource == SyncOptions.Events ? _events : _others).Writer.WriteAsync(batch, cancellationToken);
        Wake();
    }

    /// <summary>Has <see cref="TakeAsync"/> return, with nothing where nothing waits.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        _events.Writer.TryComplete();
        _others.Writer.TryComplete();
        _wake.Writer.TryComplete();
    }

    /// <summary>Waits for batches, or for <see cref="Wake"/>, and takes about so many rows of them.</summary>
    /// <returns>False when nothing more comes and everything was taken.</returns>
    public async ValueTask<bool> TakeAsync(List<StoreBatch> batches, int rows, CancellationToken cancellationToken)
    {
        while (true)
        {
            // First this: what comes after it is taken below or wakes again.
            var isWoken = _wake.Reader.TryRead(out _);
            var left = Take(_others, batches, rows);
            if (Take(_events, batches, Math.Max(left, rows / ShareOfEvents)) <= 0 || left <= 0) Wake();
            if (isWoken || batches.Count > 0) return true;
            if (await _wake.Reader.WaitToReadAsync(cancellationToken)) continue;

            // What came in with the end.
            Take(_others, batches, int.MaxValue);
            Take(_events, batches, int.MaxValue);
            return batches.Count > 0;
        }
    }

    /// <returns>How many rows there would be room for still.</returns>
    private static int Take(Channel<StoreBatch> lane, List<StoreBatch> batches, int rows)
    {
        while (rows > 0 && lane.Reader.TryRead(out var batch))
        {
            batches.Add(batch);
            rows -= batch.Changes.Count;
        }

        return rows;
    }

    private static Channel<StoreBatch> Lane() => Channel.CreateBounded<StoreBatch>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
}
