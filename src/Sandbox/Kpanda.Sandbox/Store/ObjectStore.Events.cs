using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

public sealed partial class ObjectStore
{
    private readonly Queue<StoreEvent> undelivered = new();
    private Subscription[] subscriptions = [];
    private bool delivering;

    /// <summary>
    /// Calls <paramref name="onEvent"/> for each change of a kind (null: of every kind) from now on, in order. The callback must be quick;
    /// it may write, and the events of that follow after it. Dispose to end.
    /// </summary>
    public IDisposable Subscribe(GroupResource? resource, Action<StoreEvent> onEvent)
    {
        var subscription = new Subscription(this, resource, onEvent);
        lock (gate) subscriptions = [.. subscriptions, subscription];
        return subscription;
    }

    /// <summary>
    /// Lists and subscribes at once, so that no change is missed between the two. The callback may be called before this returns.
    /// </summary>
    public IDisposable Subscribe(GroupResource resource, Action<StoreEvent> onEvent, out IReadOnlyList<StoredObject> existing)
    {
        lock (gate)
        {
            existing = List(resource);
            return Subscribe(resource, onEvent);
        }
    }

    /// <summary>A reader of the changes after a version.</summary>
    public WatchCursor Watch(GroupResource resource, long afterVersion) => new(this, resource, afterVersion);

    /// <summary>The oldest version that a watch of this kind may start after.</summary>
    public long OldestVersion(GroupResource resource)
    {
        lock (gate) return collections.GetValueOrDefault(resource)?.Log.Floor ?? floor;
    }

    /// <summary>A number that is another one after each change of a kind.</summary>
    internal (int TimesGoneBack, long Version) LastChange(GroupResource resource)
    {
        lock (gate) return (timesGoneBack, collections.GetValueOrDefault(resource)?.LastChange ?? 0);
    }

    /// <summary>The version of the newest change of any other kind, and how often the store has gone back before.</summary>
    internal (int TimesGoneBack, long Version) LastChangeBut(GroupResource resource)
    {
        lock (gate) return (timesGoneBack, collections.Where(collection => collection.Key != resource).Select(collection => collection.Value.LastChange).DefaultIfEmpty(0).Max());
    }

    /// <summary>Forgets the change logs, so that every watch must list anew: what a compaction of etcd does.</summary>
    public void ExpireWatches()
    {
        lock (gate)
        {
            floor = version;
            foreach (var collection in collections.Values) collection.Log.Expire(version);
        }
    }

    internal bool ReadLog(GroupResource resource, long after, List<StoreEvent> into, out long now, out Task next)
    {
        lock (gate)
        {
            var log = Collection(resource).Log;
            now = version;
            next = log.Changed();
            if (after < log.Floor) return false;
            log.CopyAfter(after, into);
            return true;
        }
    }

    private void Commit(StoreCollection collection, StoreEvent change)
    {
        collection.Log.Append(change);
        collection.LastChange = change.ResourceVersion;
        if (subscriptions.Length > 0) undelivered.Enqueue(change);
    }

    // One thread delivers at a time; a write made by a callback only enqueues, and the loop below comes to it in turn.
    private void Deliver()
    {
        while (true)
        {
            StoreEvent change;
            Subscription[] receivers;
            lock (gate)
            {
                if (delivering || undelivered.Count == 0) return;
                delivering = true;
                change = undelivered.Dequeue();
                receivers = subscriptions;
            }

            try
            {
                foreach (var receiver in receivers) receiver.Offer(change);
            }
            finally
            {
                lock (gate) delivering = false;
            }
        }
    }

    private sealed class Subscription(ObjectStore store, GroupResource? resource, Action<StoreEvent> onEvent) : IDisposable
    {
        private volatile bool ended;

        public void Offer(StoreEvent change)
        {
            if (!ended && (resource is null || resource == change.Object.Resource)) onEvent(change);
        }

        public void Dispose()
        {
            ended = true;
            lock (store.gate) store.subscriptions = [.. store.subscriptions.Where(s => s != this)];
        }
    }
}
