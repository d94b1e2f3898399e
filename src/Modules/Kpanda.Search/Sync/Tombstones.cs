using Kpanda.KubeModel;
using Kpanda.Search.Index;

namespace Kpanda.Search.Sync;

/// <summary>
/// The last objects of one kind of one member that a watch told as deleted, with the version of the deletion: an event of before, which comes late or once more, must not bring them
/// back. The table knows the versions of what is there and nothing of what is not. A list says the whole truth and begins anew.
/// </summary>
internal sealed class Tombstones
{
    /// <summary>Deletions remembered: a member sends a collection's events in order, so what comes late comes soon.</summary>
    public const int Most = 256;

    private readonly Dictionary<ObjectKey, long> _versions = [];
    private readonly Queue<(ObjectKey Key, long Version)> _order = new();

    public void Add(ObjectKey key, long version)
    {
        if (_versions.TryGetValue(key, out var known) && !VersionNumber.IsOlder(known, version)) return;
        _versions[key] = version;
        _order.Enqueue((key, version));
        if (_order.Count <= Most) return;
        var oldest = _order.Dequeue();
        if (_versions[oldest.Key] == oldest.Version) _versions.Remove(oldest.Key);
    }

    /// <summary>Whether this version of the object was there before it was deleted. Another object of the same name has a higher version.</summary>
    public bool IsGone(ObjectKey key, long version) => _versions.TryGetValue(key, out var deleted) && VersionNumber.IsOlder(version, deleted);

    public void Clear()
    {
        _versions.Clear();
        _order.Clear();
    }
}
