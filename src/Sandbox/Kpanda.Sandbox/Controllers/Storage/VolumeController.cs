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

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.PersistentVolumeClaims, BuiltIn.StorageClasses, BuiltIn.PersistentVolumes, BuiltIn.Pods];

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
            if (change.Type != StoreEventType.Deleted)
                return;
            foreach (var claim in ClaimsOf(change.Object.ToNode()))
                enqueue(new(change.Object.Key.Namespace, claim));
        }
        else if (change.Object.Resource == BuiltIn.PersistentVolumes)
        {
            if (change.Object.Deleting)
                enqueue(change.Object.Key);
        }
        else if (change.Type != StoreEventType.Deleted)
        {
            foreach (var claim in plane.Store.List(BuiltIn.PersistentVolumeClaims))
                enqueue(claim.Key);
        }
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
        else if (plane.Store.List(BuiltIn.Pods, key.Namespace).Select(pod => pod.ToNode()).All(pod => pod.HasEnded() || !ClaimsOf(pod).Contains(key.Name)))
            plane.RemoveFinalizer(BuiltIn.PersistentVolumeClaims, key, "kubernetes.io/pvc-protection");
    }

    private static IEnumerable<string> ClaimsOf(JsonObject pod) =>
        pod.ObjectsAt("spec", "volumes").Select(volume => volume.TextAt("persistentVolumeClaim", "claimName")).OfType<string>();

    private void Provide(JsonObject claim, ObjectKey key)
    {
        if (claim.TextAt("spec", "volumeName") is { Length: > 0 } bound)
        {
            Grow(claim, key, bound);
            return;
        }
        if (ClassOf(claim) is not { } storageClass)
        {
            if (claim.TextAt("spec", "storageClassName") is { Length: > 0 } missing)
                TellOnce(claim, "Warning", "ProvisioningFailed", $"storageclass.storage.k8s.io \"{missing}\" not found");
            else
                TellOnce(claim, "Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
            return;
        }
        var volume = VolumeFactory.Volume(claim, storageClass);
        plane.Store.Create(BuiltIn.PersistentVolumes, (JsonObject)volume.DeepClone());
        plane.Store.Update(BuiltIn.PersistentVolumeClaims, key.Namespace, key.Name, item => { VolumeFactory.Bind(item, volume); return item; }, UpdateKind.Whole);
        plane.Events.Record(claim, "Normal", "ProvisioningSucceeded", $"Successfully provisioned volume {volume.Name()}", VolumeFactory.Provisioner);
    }

    private JsonObject? ClassOf(JsonObject claim)
    {
        if (claim.TextAt("spec", "storageClassName") is { } name)
            return name.Length == 0 ? null : plane.Get(BuiltIn.StorageClasses, new("", name));
        return plane.Store.List(BuiltIn.StorageClasses).Select(item => item.ToNode())
            .Where(item => item.Annotation(VolumeFactory.DefaultClass) == "true").MaxBy(item => item.Created());
    }

    private void Grow(JsonObject claim, ObjectKey key, string volume)
    {
        var wanted = claim.At("spec", "resources", "requests", "storage");
        if (ResourceAmounts.Parse(wanted) <= ResourceAmounts.Parse(claim.At("status", "capacity", "storage")) || claim.TextAt("status", "phase") != "Bound")
            return;
        plane.Store.Update(BuiltIn.PersistentVolumes, "", volume, item => { item.Ensure("spec").Ensure("capacity")["storage"] = wanted.Copy(); return item; });
        var status = claim.ObjectAt("status").Copy()!;
        status.Ensure("capacity")["storage"] = wanted.Copy();
        plane.WriteStatus(BuiltIn.PersistentVolumeClaims, key, status);
        plane.Events.Record(claim, "Normal", "FileSystemResizeSuccessful", "MountVolume.NodeExpandVolume succeeded for volume", "kubelet");
    }

    private void Reclaim(ObjectKey key)
    {
        if (plane.Get(BuiltIn.PersistentVolumes, key) is not { } volume)
            return;
        var claim = volume.ObjectAt("spec", "claimRef");
        var owner = plane.Store.Get(BuiltIn.PersistentVolumeClaims, claim.TextAt("namespace") ?? "", claim.TextAt("name") ?? "");
        if (owner is not null && owner.Uid == claim.TextAt("uid"))
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
