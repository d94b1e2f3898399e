using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Storage;

/// <summary>
/// Takes snapshots of volumes, in a cluster whose CustomResourceDefinitions have <c>snapshot.storage.k8s.io</c>: each VolumeSnapshot gets its
/// VolumeSnapshotContent and is ready, and a claim can be made of it.
/// </summary>
internal sealed class SnapshotController(ControlPlane plane) : IController
{
    public static readonly GroupResource Snapshots = new(Group, "volumesnapshots");

    private const string Group = "snapshot.storage.k8s.io";
    private const string Component = "snapshot-controller";
    private const string DefaultClass = "snapshot.storage.kubernetes.io/is-default-class";
    private const string Bound = "snapshot.storage.kubernetes.io/volumesnapshot-bound-protection";
    private const string ContentBound = "snapshot.storage.kubernetes.io/volumesnapshotcontent-bound-protection";

    private static readonly GroupResource Contents = new(Group, "volumesnapshotcontents");
    private static readonly GroupResource Classes = new(Group, "volumesnapshotclasses");
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    public IReadOnlyList<GroupResource>? Watched { get; } = [Snapshots, BuiltIn.PersistentVolumeClaims];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == Snapshots)
        {
            if (change.Type != StoreEventType.Deleted)
                enqueue(change.Object.Key);
            return;
        }
        if (change.Type == StoreEventType.Deleted)
            return;
        foreach (var snapshot in plane.Store.List(Snapshots, change.Object.Key.Namespace))
            enqueue(snapshot.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(Snapshots, key) is not { } snapshot)
            return null;
        if (snapshot.IsDeleting())
        {
            Release(snapshot, key);
            return null;
        }
        if (snapshot.BoolAt("status", "readyToUse") == true)
            return null;
        if (snapshot.TextAt("spec", "source", "volumeSnapshotContentName") is { Length: > 0 } content)
            return Adopt(snapshot, key, content);
        return Take(snapshot, key);
    }

    private TimeSpan? Take(JsonObject snapshot, ObjectKey key)
    {
        var name = snapshot.TextAt("spec", "source", "persistentVolumeClaimName") ?? "";
        var claim = plane.Get(BuiltIn.PersistentVolumeClaims, new(key.Namespace, name));
        if (claim?.TextAt("status", "phase") != "Bound" || plane.Get(BuiltIn.PersistentVolumes, new("", claim.TextAt("spec", "volumeName") ?? "")) is not { } volume)
        {
            return Fail(snapshot, key, "SnapshotContentCreationFailed", claim is null
                ? $"Failed to create snapshot content with error snapshot controller failed to update {key.Name} on API server: cannot get claim from snapshot"
                : $"Failed to create snapshot content with error the PVC {name} is not yet bound to a PV, will not attempt to take a snapshot");
        }
        if (ClassOf(snapshot) is not { } snapshotClass)
        {
            var asked = snapshot.TextAt("spec", "volumeSnapshotClassName");
            return Fail(snapshot, key, "GetSnapshotClassFailed", asked is null
                ? "Failed to set default snapshot class with error cannot find default snapshot class"
                : $"Failed to get snapshot class with error failed to retrieve snapshot class {asked} from the informer: \"volumesnapshotclass.{Group} \\\"{asked}\\\" not found\"");
        }
        if (snapshot.TextAt("spec", "volumeSnapshotClassName") is null)
            plane.Store.Update(Snapshots, key.Namespace, key.Name, item => { item.Ensure("spec")["volumeSnapshotClassName"] = snapshotClass.Name(); return item; });
        Tell(snapshot, "CreatingSnapshot", $"Waiting for a snapshot {key} to be created by the CSI driver.");
        var content = Content(snapshot, snapshotClass, volume);
        plane.Store.Create(Contents, (JsonObject)content.DeepClone());
        Complete(snapshot, key, content);
        return null;
    }

    private TimeSpan? Adopt(JsonObject snapshot, ObjectKey key, string name)
    {
        if (plane.Get(Contents, new("", name)) is not { } content)
            return Fail(snapshot, key, "SnapshotContentMissing", "VolumeSnapshotContent is missing");
        var reference = content.ObjectAt("spec", "volumeSnapshotRef");
        if (reference.TextAt("name") != key.Name || reference.TextAt("namespace") != key.Namespace)
            return Fail(snapshot, key, "SnapshotContentMisbound", "VolumeSnapshotContent is not bound to the VolumeSnapshot correctly");
        Complete(snapshot, key, content);
        return null;
    }

    private void Complete(JsonObject snapshot, ObjectKey key, JsonObject content)
    {
        plane.Store.Update(Snapshots, key.Namespace, key.Name, item =>
        {
            Protect(item, Bound);
            var status = new JsonObject { ["boundVolumeSnapshotContentName"] = content.Name(), ["creationTime"] = KubeJson.Timestamp(plane.Now), ["readyToUse"] = true };
            if (content.LongAt("status", "restoreSize") is { } size)
                status["restoreSize"] = Quantity.Bytes(size).ToString();
            item["status"] = status;
            return item;
        }, UpdateKind.Whole);
        Tell(snapshot, "SnapshotCreated", $"Snapshot {key} was successfully created by the CSI driver.");
        Tell(snapshot, "SnapshotReady", $"Snapshot {key} is ready to use.");
    }

    private JsonObject Content(JsonObject snapshot, JsonObject snapshotClass, JsonObject volume) => new()
    {
        ["kind"] = "VolumeSnapshotContent",
        ["apiVersion"] = $"{Group}/v1",
        ["metadata"] = new JsonObject { ["name"] = "snapcontent-" + snapshot.Uid(), ["finalizers"] = new JsonArray(ContentBound) },
        ["spec"] = new JsonObject
        {
            ["deletionPolicy"] = snapshotClass.TextAt("deletionPolicy") ?? "Delete",
            ["driver"] = snapshotClass.TextAt("driver"),
            ["source"] = new JsonObject { ["volumeHandle"] = volume.TextAt("spec", "csi", "volumeHandle") ?? volume.Name() },
            ["sourceVolumeMode"] = volume.TextAt("spec", "volumeMode") ?? "Filesystem",
            ["volumeSnapshotClassName"] = snapshotClass.Name(),
            ["volumeSnapshotRef"] = new JsonObject
            {
                ["apiVersion"] = $"{Group}/v1",
                ["kind"] = "VolumeSnapshot",
                ["name"] = snapshot.Name(),
                ["namespace"] = snapshot.Namespace(),
                ["resourceVersion"] = snapshot.TextAt("metadata", "resourceVersion"),
                ["uid"] = snapshot.Uid(),
            },
        },
        ["status"] = new JsonObject
        {
            ["creationTime"] = plane.Now.ToUnixTimeMilliseconds() * 1_000_000,
            ["readyToUse"] = true,
            ["restoreSize"] = (long)ResourceAmounts.Parse(volume.At("spec", "capacity", "storage")),
            ["snapshotHandle"] = "snap-" + snapshot.Uid(),
        },
    };

    private JsonObject? ClassOf(JsonObject snapshot) => snapshot.TextAt("spec", "volumeSnapshotClassName") is { Length: > 0 } name
        ? plane.Get(Classes, new("", name))
        : plane.Store.List(Classes).Select(item => item.ToNode()).FirstOrDefault(item => item.Annotation(DefaultClass) == "true");

    private TimeSpan Fail(JsonObject snapshot, ObjectKey key, string reason, string message)
    {
        if (snapshot.TextAt("status", "error", "message") != message)
        {
            plane.Store.Update(Snapshots, key.Namespace, key.Name, item =>
            {
                item["status"] = new JsonObject { ["readyToUse"] = false, ["error"] = new JsonObject { ["message"] = message, ["time"] = KubeJson.Timestamp(plane.Now) } };
                return item;
            }, UpdateKind.Whole);
            plane.Events.Record(snapshot, "Warning", reason, message, Component);
        }
        return Retry;
    }

    /// <summary>What was taken goes with the snapshot, unless its policy keeps it.</summary>
    private void Release(JsonObject snapshot, ObjectKey key)
    {
        if (snapshot.TextAt("status", "boundVolumeSnapshotContentName") is { } name && plane.Get(Contents, new("", name)) is { } content && content.TextAt("spec", "deletionPolicy") == "Delete")
        {
            plane.Store.Delete(Contents, "", name);
            plane.RemoveFinalizer(Contents, new("", name), ContentBound);
        }
        plane.RemoveFinalizer(Snapshots, key, Bound);
    }

    private static void Protect(JsonObject item, string finalizer)
    {
        var meta = item.Ensure("metadata");
        if (meta["finalizers"] is not JsonArray finalizers)
            meta["finalizers"] = finalizers = [];
        if (!finalizers.Texts().Contains(finalizer))
            finalizers.Add(finalizer);
    }

    private void Tell(JsonObject snapshot, string reason, string message) => plane.Events.Record(snapshot, "Normal", reason, message, Component);
}
