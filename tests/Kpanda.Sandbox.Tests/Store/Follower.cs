using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Store;

/// <summary>
/// Follows a kind as a client does: lists, reads the changes after that, and lists anew where it was too slow. It checks that every change is told once, in
/// order, and fits what was told before.
/// </summary>
internal sealed class Follower
{
    private readonly ObjectStore store;
    private readonly GroupResource resource;
    private readonly Dictionary<ObjectKey, long> known = [];
    private WatchCursor cursor = null!;
    private long last;

    public Follower(ObjectStore store, GroupResource resource)
    {
        this.store = store;
        this.resource = resource;
        ListAnew();
    }

    /// <summary>How many changes were told.</summary>
    public int Changes { get; private set; }

    /// <summary>Reads what there is; the task ends when there may be more.</summary>
    public Task Read()
    {
        List<StoreEvent> changes = [];
        if (!cursor.TryRead(changes, out var next))
        {
            ListAnew();
            return Read();
        }

        foreach (var change in changes) Take(change);
        return next;
    }

    /// <summary>What was told is what is stored.</summary>
    public void ShouldKnowAll()
    {
        Read();
        known.OrderBy(k => k.Key.ToString(), StringComparer.Ordinal)
            .ShouldBe(store.List(resource).ToDictionary(o => o.Key, o => o.ResourceVersion).OrderBy(k => k.Key.ToString(), StringComparer.Ordinal), $"{resource}");
    }

    private void Take(StoreEvent change)
    {
        Changes++;
        change.ResourceVersion.ShouldBeGreaterThan(last, $"{resource} {change.Object.Key} {change.Type}");
        last = change.ResourceVersion;
        known.ContainsKey(change.Object.Key).ShouldBe(change.Type != StoreEventType.Added, $"{resource} {change.Object.Key} {change.Type}");
        if (change.Type == StoreEventType.Deleted) known.Remove(change.Object.Key);
        else known[change.Object.Key] = change.Object.ResourceVersion;
    }

    private void ListAnew()
    {
        known.Clear();
        var list = store.Snapshot(resource);
        foreach (var item in list.Items) known[item.Key] = item.ResourceVersion;
        last = list.ResourceVersion;
        cursor = store.Watch(resource, list.ResourceVersion);
    }
}
