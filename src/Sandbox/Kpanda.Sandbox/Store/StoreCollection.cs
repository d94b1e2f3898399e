using System.Runtime.InteropServices;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

/// <summary>
/// The objects of one kind, sorted by namespace and name in one list (an update replaces in place, a list is a copy of references),
/// and the log of their recent changes. Guarded by the store's lock.
/// </summary>
internal sealed class StoreCollection(long floor)
{
    private readonly List<StoredObject> objects = [];

    public EventLog Log { get; } = new(floor);

    public long LastChange { get; set; }

    public int Count => objects.Count;

    public StoredObject? Get(ObjectKey key)
    {
        var at = IndexOf(key);
        return at >= 0 ? objects[at] : null;
    }

    public StoredObject? At(int position) => position < objects.Count ? objects[position] : null;

    public void Put(StoredObject obj)
    {
        var at = IndexOf(obj.Key);
        if (at >= 0) objects[at] = obj;
        else objects.Insert(~at, obj);
    }

    public void Remove(ObjectKey key)
    {
        var at = IndexOf(key);
        if (at >= 0) objects.RemoveAt(at);
    }

    public StoredObject[] Snapshot(string? ns)
    {
        if (string.IsNullOrEmpty(ns)) return [.. objects];
        var from = IndexOf(new ObjectKey(ns, ""));
        if (from < 0) from = ~from;
        var to = from;
        while (to < objects.Count && objects[to].Key.Namespace == ns) to++;
        return CollectionsMarshal.AsSpan(objects)[from..to].ToArray();
    }

    private int IndexOf(ObjectKey key)
    {
        int low = 0, high = objects.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Compare(objects[middle].Key, key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private static int Compare(ObjectKey a, ObjectKey b)
    {
        var order = string.CompareOrdinal(a.Namespace, b.Namespace);
        return order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
    }
}
