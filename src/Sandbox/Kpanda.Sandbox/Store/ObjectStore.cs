using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

/// <summary>
/// All objects of one cluster. Thread-safe. Every write grows one version number for the whole cluster; a write that changes nothing does not.
/// Subscribers are called in order, after the commit and outside the lock, so that they may write themselves.
/// </summary>
public sealed partial class ObjectStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<GroupResource, StoreCollection> collections = [];
    private readonly TimeProvider time;
    private readonly IStorePolicy policy;
    private long version;
    private long floor;

    /// <summary>An empty store.</summary>
    public ObjectStore(TimeProvider time, IStorePolicy policy, long firstVersion = 1)
    {
        this.time = time;
        this.policy = policy;
        version = firstVersion;
    }

    /// <summary>The version of the last write.</summary>
    public long Version
    {
        get { lock (gate) return version; }
    }

    /// <summary>The object of that name, or null. <paramref name="ns"/> is empty for cluster-scoped kinds.</summary>
    public StoredObject? Get(GroupResource resource, string ns, string name)
    {
        lock (gate) return collections.GetValueOrDefault(resource)?.Get(new ObjectKey(ns, name));
    }

    /// <summary>All objects of a kind, in one namespace or (null or empty) in all, sorted by namespace and name.</summary>
    public IReadOnlyList<StoredObject> List(GroupResource resource, string? ns = null) => Snapshot(resource, ns).Items;

    /// <summary>As <see cref="List"/>, with the version that the snapshot shows.</summary>
    public ObjectList Snapshot(GroupResource resource, string? ns = null)
    {
        lock (gate) return new(collections.GetValueOrDefault(resource)?.Snapshot(ns) ?? [], version);
    }

    /// <summary>The kinds that have ever had an object.</summary>
    public IReadOnlyList<GroupResource> Resources()
    {
        lock (gate) return [.. collections.Keys];
    }

    /// <summary>How many objects of a kind there are.</summary>
    public int Count(GroupResource resource)
    {
        lock (gate) return collections.GetValueOrDefault(resource)?.Count ?? 0;
    }

    /// <summary>The object of a kind at a position in the order of namespaces and names, or null behind the last.</summary>
    internal StoredObject? At(GroupResource resource, int position)
    {
        lock (gate) return collections.GetValueOrDefault(resource)?.At(position);
    }

    /// <summary>
    /// Adds an object; <c>uid</c>, <c>creationTimestamp</c>, <c>resourceVersion</c> and <c>generation</c> are set here, a missing name is made
    /// from <c>generateName</c>. The node belongs to the store afterwards. <paramref name="dryRun"/> answers without keeping.
    /// </summary>
    public StoreResult Create(GroupResource resource, JsonObject obj, bool dryRun = false)
    {
        StoreResult result;
        lock (gate)
        {
            var meta = obj.Ensure("metadata");
            if (string.IsNullOrEmpty(meta.Text("name")) && meta.Text("generateName") is { Length: > 0 } prefix) meta["name"] = prefix + NameSuffix.Next();
            var key = new ObjectKey(meta.Text("namespace") ?? "", meta.Text("name") ?? "");
            var collection = Collection(resource);
            if (collection.Get(key) is { } existing) return new(StoreOutcome.AlreadyExists, existing);

            // A uid that is there was made while the object was completed: some objects name their own.
            policy.Complete(resource, obj, null);
            if (string.IsNullOrEmpty(meta.Text("uid"))) meta["uid"] = NewUid();
            meta["creationTimestamp"] = KubeJson.Timestamp(time.GetUtcNow());
            meta.Remove("deletionTimestamp");
            meta.Remove("deletionGracePeriodSeconds");
            if (policy.CountsGenerations(resource)) meta["generation"] = 1;
            else meta.Remove("generation");
            meta.Remove("resourceVersion");
            if (dryRun) return new(StoreOutcome.Written, Preview(resource, obj));

            var stored = Stamp(resource, obj);
            collection.Put(stored);
            Commit(collection, new StoreEvent(StoreEventType.Added, stored, null));
            result = new(StoreOutcome.Written, stored);
        }

        Deliver();
        return result;
    }

    /// <summary>
    /// Reads, changes and writes one object under the lock, so no retry is needed. <paramref name="change"/> may alter the node it gets or
    /// answer another; null refuses. An object that is being deleted and has lost its last finalizer is removed.
    /// </summary>
    public StoreResult Update(
        GroupResource resource, string ns, string name, Func<JsonObject, JsonObject?> change, UpdateKind kind = UpdateKind.Main, bool dryRun = false)
    {
        StoreResult result;
        lock (gate)
        {
            var collection = collections.GetValueOrDefault(resource);
            if (collection?.Get(new ObjectKey(ns, name)) is not { } old) return new(StoreOutcome.NotFound, null);
            var before = old.ToNode();
            var after = change(old.ToNode());
            if (after is null) return new(StoreOutcome.Refused, old);

            KeepWhatMayNotChange(resource, before, after, kind);
            policy.Complete(resource, after, before);
            if (JsonNode.DeepEquals(before, after)) return new(StoreOutcome.Unchanged, old);
            if (policy.CountsGenerations(resource) && DesiredStateDiffers(before, after)) BumpGeneration(after);

            if (MayGo(after))
            {
                result = dryRun ? new(StoreOutcome.Removed, Preview(resource, after)) : Remove(resource, collection, old, after);
            }
            else if (dryRun)
            {
                result = new(StoreOutcome.Written, Preview(resource, after));
            }
            else
            {
                result = new(StoreOutcome.Written, Replace(resource, collection, old, after));
            }
        }

        Deliver();
        return result;
    }

    /// <summary>
    /// Deletes an object: removed at once, or marked when finalizers, foreground propagation or a grace period keep it
    /// (<see cref="StoreOutcome.Written"/>, or <see cref="StoreOutcome.Unchanged"/> when it was marked before).
    /// </summary>
    public StoreResult Delete(GroupResource resource, string ns, string name, DeleteRequest? request = null, bool dryRun = false)
    {
        request ??= DeleteRequest.Default;
        StoreResult result;
        lock (gate)
        {
            var collection = collections.GetValueOrDefault(resource);
            if (collection?.Get(new ObjectKey(ns, name)) is not { } old) return new(StoreOutcome.NotFound, null);
            if (request.Uid is { } uid && uid != old.Uid) return new(StoreOutcome.Refused, old);
            if (request.ResourceVersion is { Length: > 0 } asked && asked != old.ResourceVersion.ToString(CultureInfo.InvariantCulture))
                return new(StoreOutcome.Refused, old);

            var obj = old.ToNode();
            Deletion.Mark(obj, request, policy.GracePeriod(resource, obj, request.GracePeriodSeconds), time.GetUtcNow());
            if (policy.CountsGenerations(resource) && !old.Deleting && !Deletion.IsDefinition(obj)) BumpGeneration(obj);
            if (MayGo(obj)) result = dryRun ? new(StoreOutcome.Removed, old) : Remove(resource, collection, old, Deletion.IsImmediate(old) ? old.ToNode() : obj);
            else if (JsonNode.DeepEquals(old.ToNode(), obj)) result = new(StoreOutcome.Unchanged, old);
            else if (dryRun) result = new(StoreOutcome.Written, Preview(resource, obj));
            else result = new(StoreOutcome.Written, Replace(resource, collection, old, obj));
        }

        Deliver();
        return result;
    }

    /// <summary>Fills in what the caller of <see cref="Create"/> left out, as that would do; for checks that must see the whole object.</summary>
    internal void Complete(GroupResource resource, JsonObject obj)
    {
        lock (gate) policy.Complete(resource, obj, null);
    }

    private static bool MayGo(JsonObject obj)
    {
        var meta = obj.Child("metadata");
        return meta?["deletionTimestamp"] is not null
            && meta["finalizers"] is not JsonArray { Count: > 0 }
            && obj.Child("spec")?["finalizers"] is not JsonArray { Count: > 0 }
            && (meta.Number("deletionGracePeriodSeconds") ?? 0) == 0;
    }

    private static void BumpGeneration(JsonObject obj)
    {
        var meta = obj["metadata"]!.AsObject();
        meta["generation"] = (meta.Number("generation") ?? 0) + 1;
    }

    private static bool DesiredStateDiffers(JsonObject before, JsonObject after)
    {
        static IEnumerable<KeyValuePair<string, JsonNode?>> Desired(JsonObject o) => o.Where(p => p.Key is not ("metadata" or "status" or "kind" or "apiVersion"));
        var old = Desired(before).ToList();
        var now = Desired(after).ToList();
        return old.Count != now.Count || old.Any(p => !after.ContainsKey(p.Key) || !JsonNode.DeepEquals(p.Value, after[p.Key]));
    }

    private static readonly string[] SystemMetadata =
        ["uid", "creationTimestamp", "resourceVersion", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "name", "namespace", "selfLink"];

    private void KeepWhatMayNotChange(GroupResource resource, JsonObject before, JsonObject after, UpdateKind kind)
    {
        var oldMeta = before["metadata"]!.AsObject();
        var meta = after.Ensure("metadata");
        foreach (var field in SystemMetadata)
        {
            // A kubelet shortens a grace period through Whole.
            if (kind == UpdateKind.Whole && field.StartsWith("deletion", StringComparison.Ordinal)) continue;
            if (oldMeta[field] is { } value) meta[field] = value.DeepClone();
            else meta.Remove(field);
        }

        if (!policy.HasStatus(resource) || kind == UpdateKind.Whole) return;
        foreach (var (field, value) in before.ToList())
        {
            if ((field == "status") != (kind == UpdateKind.Main) || field == "metadata") continue;
            after[field] = value?.DeepClone();
        }

        foreach (var field in after.Select(p => p.Key).ToList())
        {
            if ((field == "status") == (kind == UpdateKind.Main) && !before.ContainsKey(field)) after.Remove(field);
        }
    }

    private static StoredObject Preview(GroupResource resource, JsonObject obj) => StoredObject.From(resource, obj);

    private StoredObject Stamp(GroupResource resource, JsonObject obj)
    {
        obj["metadata"]!["resourceVersion"] = (++version).ToString(CultureInfo.InvariantCulture);
        return StoredObject.From(resource, obj);
    }

    private StoredObject Replace(GroupResource resource, StoreCollection collection, StoredObject old, JsonObject obj)
    {
        var stored = Stamp(resource, obj);
        collection.Put(stored);
        Commit(collection, new StoreEvent(StoreEventType.Modified, stored, old));
        return stored;
    }

    private StoreResult Remove(GroupResource resource, StoreCollection collection, StoredObject old, JsonObject last)
    {
        var stored = Stamp(resource, last);
        collection.Remove(old.Key);
        Commit(collection, new StoreEvent(StoreEventType.Deleted, stored, old));
        return new(StoreOutcome.Removed, stored);
    }

    private StoreCollection Collection(GroupResource resource)
    {
        if (!collections.TryGetValue(resource, out var collection)) collections.Add(resource, collection = new StoreCollection(floor));
        return collection;
    }

    // Kubernetes' uids are random (version 4); clients check the version digit.
    internal static string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
