using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Garbage;

/// <summary>
/// Removes objects whose owners are gone, and carries out foreground and orphaning deletions. Works on uids: its keys hold an owner's uid as their name.
/// </summary>
internal sealed class GarbageCollector(ControlPlane plane) : IController
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<(GroupResource Resource, ObjectKey Key)>> _dependents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (GroupResource Resource, ObjectKey Key)> _marked = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupResource>? Watched => null;

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        var place = (change.Object.Resource, change.Object.Key);
        lock (_gate)
        {
            Index(change, place);
            if (change.Type == StoreEventType.Deleted)
                _marked.Remove(change.Object.Uid);
            else if (change.Object.Deleting)
                _marked[change.Object.Uid] = place;
        }
        if (change.Object.Deleting || change.Type == StoreEventType.Deleted)
            enqueue(new("", change.Object.Uid));
        // What is new may name an owner that is gone; what is gone may be the last that an owner waits for.
        if (change.Type != StoreEventType.Modified)
        {
            foreach (var owner in change.Object.OwnerUids)
                enqueue(new("", owner));
        }
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        (GroupResource Resource, ObjectKey Key)? owner;
        List<(GroupResource Resource, ObjectKey Key)> dependents;
        lock (_gate)
        {
            owner = _marked.TryGetValue(key.Name, out var place) ? place : null;
            dependents = [.. _dependents.GetValueOrDefault(key.Name) ?? []];
        }
        if (owner is { } marked && plane.Get(marked.Resource, marked.Key) is { } item && item.Uid() == key.Name)
            Finish(marked.Resource, item, dependents);
        else
            Collect(dependents, key.Name);
        return null;
    }

    private void Index(StoreEvent change, (GroupResource, ObjectKey) place)
    {
        if (change.Old is { } old && !ReferenceEquals(old.OwnerUids, change.Object.OwnerUids))
        {
            foreach (var uid in old.OwnerUids)
                Forget(uid, place);
        }
        foreach (var uid in change.Object.OwnerUids)
        {
            if (change.Type == StoreEventType.Deleted)
                Forget(uid, place);
            else if (_dependents.TryGetValue(uid, out var known))
                known.Add(place);
            else
                _dependents[uid] = [place];
        }
    }

    private void Forget(string uid, (GroupResource, ObjectKey) place)
    {
        if (_dependents.TryGetValue(uid, out var known) && known.Remove(place) && known.Count == 0)
            _dependents.Remove(uid);
    }

    private void Finish(GroupResource resource, JsonObject owner, List<(GroupResource Resource, ObjectKey Key)> dependents)
    {
        var finalizers = owner.ArrayAt("metadata", "finalizers").Texts().ToList();
        if (finalizers.Contains(Orphan))
        {
            foreach (var (kind, key) in dependents)
                DropReference(kind, key, owner.Uid());
            plane.RemoveFinalizer(resource, owner.Key(), Orphan);
        }
        else if (finalizers.Contains(Foreground))
        {
            var blocking = false;
            foreach (var (kind, key) in dependents)
            {
                if (plane.Get(kind, key) is not { } dependent || ReferenceOf(dependent, owner.Uid()) is not { } reference)
                    continue;
                blocking |= reference.BoolAt("blockOwnerDeletion") == true;
                if (!dependent.IsDeleting())
                    plane.Store.Delete(kind, key.Namespace, key.Name, new DeleteRequest { Propagation = Propagation.Foreground, Uid = dependent.Uid() });
            }
            if (!blocking)
                plane.RemoveFinalizer(resource, owner.Key(), Foreground);
        }
    }

    private void Collect(List<(GroupResource Resource, ObjectKey Key)> dependents, string ownerUid)
    {
        foreach (var (resource, key) in dependents)
        {
            if (plane.Get(resource, key) is not { } item || item.IsDeleting() || ReferenceOf(item, ownerUid) is not { } reference || Exists(reference, key.Namespace))
                continue;
            var others = item.ObjectsAt("metadata", "ownerReferences").Where(other => other.TextAt("uid") != ownerUid);
            if (others.Any(other => Exists(other, key.Namespace)))
                DropReference(resource, key, ownerUid);
            else
                plane.Store.Delete(resource, key.Namespace, key.Name, new DeleteRequest { Uid = item.Uid() });
        }
    }

    private bool Exists(JsonObject reference, string ns)
    {
        var gvk = GroupVersionKind.Parse(reference.TextAt("apiVersion") ?? "", reference.TextAt("kind") ?? "");
        if (plane.Cluster.Kinds.Find(gvk) is not { } kind)
            return true;  // A kind that is not served may come back; until then nothing is lost.
        var owner = plane.Store.Get(kind.Storage, kind.Namespaced ? ns : "", reference.TextAt("name") ?? "");
        return owner is not null && owner.Uid == reference.TextAt("uid");
    }

    private static JsonObject? ReferenceOf(JsonObject item, string ownerUid) =>
        item.ObjectsAt("metadata", "ownerReferences").FirstOrDefault(reference => reference.TextAt("uid") == ownerUid);

    private void DropReference(GroupResource resource, ObjectKey key, string ownerUid) =>
        plane.Store.Update(resource, key.Namespace, key.Name, item => Without(item, "ownerReferences", entry => entry.TextAt("uid") == ownerUid));

    private static JsonObject Without(JsonObject item, string field, Func<JsonNode?, bool> drop)
    {
        var meta = item.Ensure("metadata");
        if (meta[field] is not JsonArray list)
            return item;
        foreach (var entry in list.Where(drop).ToList())
            list.Remove(entry);
        if (list.Count == 0)
            meta.Remove(field);
        return item;
    }
}
