namespace Kpanda.Hosting.Live;

/// <summary>What one person has open, over all channels. Safe for concurrent use.</summary>
internal sealed class LivePerson(int maxSubscriptions)
{
    private int _subscriptions;

    /// <summary>Changed under the lock of the hub.</summary>
    public int Channels { get; set; }

    public bool TrySubscribe()
    {
        if (Interlocked.Increment(ref _subscriptions) <= maxSubscriptions) return true;
        Interlocked.Decrement(ref _subscriptions);
        return false;
    }

    public void Unsubscribe() => Interlocked.Decrement(ref _subscriptions);
}
