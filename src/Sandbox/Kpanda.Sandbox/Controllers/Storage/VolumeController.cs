using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Storage;

/// <summary>Gives claims a volume of their storage class, grows it when the claim asks for more, and takes it back when the claim is gone.</summary>
internal sealed class VolumeController(ControlPlane plane) : IController
{
    private const string Component = "persistentvolume-controller";

    // Claims whose file system grows when a pod has them.
    private readonly ConcurrentDictionary<ObjectKey, bool> _growing = new();

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.PersistentVolumeClaims, BuiltIn.StorageClasses, BuiltIn.PersistentVolumes, BuiltIn.Pods, SnapshotController.Snapshots];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.PersistentVolumeClaims)
        {
            enqueue(change.Object.Key);
            if (change.Type == StoreEventType.Deleted && change.Object.ToNode().TextAt("spec", "volumeName") is { Length: > 0 } volume)
                enqueue(new("", volume));
        }
        else if (change.Object.Resource == BuiltIn.Pods)
        {
            foreach (var key in _growing.Keys.Where(key => key.Namespace == change.Object.Key.Namespace))
                enqueue(key);
            if (change.Type != StoreEventType.Deleted)
                return;
            foreach (var claim in VolumeFactory.ClaimsOf(change.Object.ToNode()))
                enqueue(new(change.Object.Key.Namespace, claim));
        }
        else if (change.Object.Resource == BuiltIn.PersistentVolumes)
        {
            if (change.Type == StoreEventType.Deleted)
                return;
            if (change.Object.Deleting || change.Type == StoreEventType.Added)
                enqueue(change.Object.Key);
            if (change.Type == StoreEventType.Added && change.Object.ToNode().At("spec", "claimRef") is null)
                EnqueueAll(enqueue);
        }
        else if (change.Type != StoreEventType.Deleted)
        {
            EnqueueAll(enqueue, change.Object.Key.Namespace);
        }
    }

    private void EnqueueAll(Action<ObjectKey> enqueue, string ns = "")
    {
        foreach (var claim in plane.Store.List(BuiltIn.PersistentVolumeClaims, ns))
            enqueue(claim.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (key.Namespace.Length == 0)
            Reclaim(key);
        else if (plane.Get(BuiltIn.PersistentVolumeClaims, key) is { } claim)
            Look(claim, key);
        return null;
    }

    private void Look(JsonObject claim, ObjectKey key)
    {
        if (!claim.IsDeleting())
            Provide(claim, key);
        else if (plane.Store.List(BuiltIn.Pods, key.Namespace).Select(pod => pod.ToNode()).All(pod => pod.HasEnded() || !VolumeFactory.ClaimsOf(pod).Contains(key.Name)))
            plane.RemoveFinalizer(BuiltIn.PersistentVolumeClaims, key, "kubernetes.io/pvc-protection");
    }

    private void Provide(JsonObject claim, ObjectKey key)
    {
        if (claim.TextAt("status", "phase") == "Bound")
        {
            Grow(claim, key, claim.TextAt("spec", "volumeName") ?? "");
            return;
        }
        var storageClass = VolumeFactory.ClassOf(plane, claim);
        var selected = claim.Annotation(PodVolumes.SelectedNode);
        var node = selected is null ? null : plane.Get(BuiltIn.Nodes, new("", selected));
        var waits = storageClass is not null && VolumeFactory.WaitsForConsumer(storageClass);
        if ((!waits || node is not null || claim.TextAt("spec", "volumeName") is { Length: > 0 }) && VolumeFactory.Fitting(plane, claim, node) is { } there)
            Bind(claim, key, there);
        else if (storageClass is null)
            TellMissing(claim);
        else if (waits && node is null)
            TellWaiting(claim, key);
        else if (VolumeFactory.IsProvisioned(storageClass))
            Provision(claim, key, storageClass, selected);
        else
            TellOnce(claim, "Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
    }

    private void Bind(JsonObject claim, ObjectKey key, JsonObject volume)
    {
        var reference = VolumeFactory.Reference(claim);
        plane.Store.Update(BuiltIn.PersistentVolumes, "", volume.Name(), item =>
        {
            item.Ensure("spec")["claimRef"] = reference;
            item.Ensure("status")["phase"] = "Bound";
            return item;
        }, UpdateKind.Whole);
        plane.Store.Update(BuiltIn.PersistentVolumeClaims, key.Namespace, key.Name, item => { VolumeFactory.Bind(item, volume); return item; }, UpdateKind.Whole);
    }

    private void Provision(JsonObject claim, ObjectKey key, JsonObject storageClass, string? node)
    {
        if (claim.ObjectAt("spec", "dataSource") is { } source && SourceProblem(claim, source) is { } problem)
        {
            TellOnce(claim, "Warning", "ProvisioningFailed", problem);
            return;
        }
        var provisioner = storageClass.TextAt("provisioner") ?? VolumeFactory.Provisioner;
        TellOnce(claim, "Normal", "ExternalProvisioning",
            $"Waiting for a volume to be created either by the external provisioner '{provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.");
        plane.Events.Record(claim, "Normal", "Provisioning", $"External provisioner is provisioning volume for claim \"{key}\"", provisioner);
        var volume = VolumeFactory.Volume(claim, storageClass);
        if (node is not null)
            volume.SetAnnotation(PodVolumes.SelectedNode, node);
        plane.Store.Create(BuiltIn.PersistentVolumes, (JsonObject)volume.DeepClone());
        plane.Store.Update(BuiltIn.PersistentVolumeClaims, key.Namespace, key.Name, item => { VolumeFactory.Bind(item, volume); return item; }, UpdateKind.Whole);
        plane.Events.Record(claim, "Normal", "ProvisioningSucceeded", $"Successfully provisioned volume {volume.Name()}", provisioner);
    }

    /// <summary>Why a volume cannot be made of a snapshot or of another claim yet; null where it can.</summary>
    private string? SourceProblem(JsonObject claim, JsonObject source)
    {
        var (kind, name) = (source.TextAt("kind") ?? "", source.TextAt("name") ?? "");
        if (kind == "VolumeSnapshot")
        {
            var snapshot = plane.Get(SnapshotController.Snapshots, new(claim.Namespace(), name));
            return snapshot.BoolAt("status", "readyToUse") == true ? null
                : $"failed to provision volume with StorageClass: error getting handle for DataSource Type VolumeSnapshot by Name {name}: {(snapshot is null ? $"error getting snapshot {name} from api server: volumesnapshots.snapshot.storage.k8s.io \"{name}\" not found" : $"snapshot {name} is not Ready")}";
        }
        return kind != "PersistentVolumeClaim" || plane.Get(BuiltIn.PersistentVolumeClaims, new(claim.Namespace(), name)).TextAt("status", "phase") == "Bound" ? null
            : $"failed to provision volume with StorageClass: error getting handle for DataSource Type PersistentVolumeClaim by Name {name}: the PVC is not bound";
    }

    private void TellMissing(JsonObject claim)
    {
        if (claim.TextAt("spec", "storageClassName") is { Length: > 0 } missing)
            TellOnce(claim, "Warning", "ProvisioningFailed", $"storageclass.storage.k8s.io \"{missing}\" not found");
        else
            TellOnce(claim, "Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
    }

    private void TellWaiting(JsonObject claim, ObjectKey key)
    {
        var user = plane.Store.List(BuiltIn.Pods, key.Namespace).Select(pod => pod.ToNode())
            .FirstOrDefault(pod => pod.NodeName() is null && !pod.HasEnded() && VolumeFactory.ClaimsOf(pod).Contains(key.Name));
        if (user is null)
            TellOnce(claim, "Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
        else
            TellOnce(claim, "Normal", "WaitForPodScheduled", $"waiting for pod {user.Name()} to be scheduled");
    }

    private void Grow(JsonObject claim, ObjectKey key, string volume)
    {
        var wanted = claim.At("spec", "resources", "requests", "storage");
        if (ResourceAmounts.Parse(wanted) <= ResourceAmounts.Parse(claim.At("status", "capacity", "storage")))
        {
            _growing.TryRemove(key, out _);
            return;
        }
        if (ResourceAmounts.Parse(plane.Get(BuiltIn.PersistentVolumes, new("", volume)).At("spec", "capacity", "storage")) < ResourceAmounts.Parse(wanted))
        {
            plane.Events.Record(claim, "Normal", "Resizing", $"External resizer is resizing volume {volume}", "external-resizer");
            plane.Store.Update(BuiltIn.PersistentVolumes, "", volume, item => { item.Ensure("spec").Ensure("capacity")["storage"] = wanted.Copy(); return item; });
        }
        var status = claim.ObjectAt("status").Copy()!;
        // The machine that has the volume makes its file system larger.
        if (claim.TextAt("spec", "volumeMode") != "Block" && !IsMounted(key))
        {
            _growing[key] = true;
            if (Conditions.Set(status, "FileSystemResizePending", true, null, "Waiting for user to (re-)start a pod to finish file system resize of volume on node.", plane.Now))
                plane.Events.Record(claim, "Normal", "FileSystemResizeRequired", "Require file system resize of volume on node", "external-resizer");
            plane.WriteStatus(BuiltIn.PersistentVolumeClaims, key, status);
            return;
        }
        _growing.TryRemove(key, out _);
        status.Ensure("capacity")["storage"] = wanted.Copy();
        Conditions.Remove(status, "FileSystemResizePending");
        if (status.ArrayAt("conditions") is { Count: 0 })
            status.Remove("conditions");
        plane.WriteStatus(BuiltIn.PersistentVolumeClaims, key, status);
        plane.Events.Record(claim, "Normal", "FileSystemResizeSuccessful", "MountVolume.NodeExpandVolume succeeded for volume", "kubelet");
    }

    private bool IsMounted(ObjectKey key) => plane.Store.List(BuiltIn.Pods, key.Namespace).Select(pod => pod.ToNode())
        .Any(pod => pod.TextAt("status", "phase") == "Running" && VolumeFactory.ClaimsOf(pod).Contains(key.Name));

    private void Reclaim(ObjectKey key)
    {
        if (plane.Get(BuiltIn.PersistentVolumes, key) is not { } volume)
            return;
        var claim = volume.ObjectAt("spec", "claimRef");
        if (claim is null && !volume.IsDeleting())
        {
            if (volume.TextAt("status", "phase") != "Available")
                plane.Store.Update(BuiltIn.PersistentVolumes, "", key.Name, item => { item.Ensure("status")["phase"] = "Available"; return item; }, UpdateKind.Status);
            return;
        }
        var owner = plane.Store.Get(BuiltIn.PersistentVolumeClaims, claim.TextAt("namespace") ?? "", claim.TextAt("name") ?? "");
        if (owner is not null && owner.Uid == claim.TextAt("uid"))
            return;
        if (!volume.IsDeleting() && claim?["uid"] is null)
            return;
        if (volume.IsDeleting() || volume.TextAt("spec", "persistentVolumeReclaimPolicy") == "Delete")
        {
            plane.Store.Delete(BuiltIn.PersistentVolumes, "", key.Name);
            plane.RemoveFinalizer(BuiltIn.PersistentVolumes, key, "kubernetes.io/pv-protection");
            return;
        }
        var status = volume.ObjectAt("status").Copy() ?? [];
        status["phase"] = "Released";
        plane.WriteStatus(BuiltIn.PersistentVolumes, key, status);
    }

    private void TellOnce(JsonObject claim, string type, string reason, string message)
    {
        if (plane.Events.LastSaid(claim, reason, message, Component) is null)
            plane.Events.Record(claim, type, reason, message, Component);
    }
}
