using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

public sealed partial class ObjectStore
{
    private CancellationTokenSource life = new();
    private int timesGoneBack;

    /// <summary>Ends when the store goes back to an earlier state: whoever follows its changes must begin anew.</summary>
    internal CancellationToken Life
    {
        get { lock (gate) return life.Token; }
    }

    /// <summary>How often the store has gone back, and the version of its last write.</summary>
    internal (int TimesGoneBack, long Version) Position
    {
        get { lock (gate) return (timesGoneBack, version); }
    }

    /// <summary>All objects at one version, by kind, with the version of each kind's newest change.</summary>
    internal StoreState Everything()
    {
        lock (gate) return new([.. collections.Select(c => new StoreState.Collection(c.Key, c.Value.LastChange, c.Value.Snapshot(null)))], version);
    }

    /// <summary>
    /// Becomes what it was: objects, and the version that the next write goes on from. Watches end (<see cref="Life"/>), and no earlier change is known.
    /// Subscribers are told of the differences.
    /// </summary>
    internal void GoBackTo(StoreState state)
    {
        CancellationTokenSource ended;
        lock (gate)
        {
            var before = collections.ToDictionary(collection => collection.Key, collection => collection.Value);
            (version, floor) = (state.Version, state.Version);
            timesGoneBack++;
            collections.Clear();
            foreach (var kept in state.Collections)
            {
                var restored = new StoreCollection(state.Version) { LastChange = kept.LastChange };
                foreach (var obj in kept.Objects) restored.Put(obj);
                collections[kept.Resource] = restored;
            }

            foreach (var resource in before.Keys.Concat(collections.Keys).Distinct().ToList()) Tell(before.GetValueOrDefault(resource), Collection(resource));
            (ended, life) = (life, new CancellationTokenSource());
        }

        ended.Cancel();
        Deliver();
    }

    private void Tell(StoreCollection? before, StoreCollection after)
    {
        foreach (var old in before?.Snapshot(null) ?? [])
        {
            var now = after.Get(old.Key);
            if (now is null) undelivered.Enqueue(new StoreEvent(StoreEventType.Deleted, old, old));
            else if (!ReferenceEquals(now, old)) undelivered.Enqueue(new StoreEvent(StoreEventType.Modified, now, old));
        }

        foreach (var now in after.Snapshot(null))
        {
            if (before?.Get(now.Key) is null) undelivered.Enqueue(new StoreEvent(StoreEventType.Added, now, null));
        }
    }

    /// <summary>
    /// Fills an empty store with objects of an earlier run. The changes themselves are not known any more, so a watch may go on from before only where
    /// nothing of its kind had changed since.
    /// </summary>
    internal void Restore(IReadOnlyDictionary<GroupResource, long> lastChanges, IEnumerable<StoredObject> objects, long restoredVersion)
    {
        lock (gate)
        {
            version = floor = restoredVersion;
            foreach (var (resource, change) in lastChanges) collections[resource] = new StoreCollection(change) { LastChange = change };
            foreach (var obj in objects) Collection(obj.Resource).Put(obj);
        }
    }
}
