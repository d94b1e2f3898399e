using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Storage;

/// <summary>Makes storage classes and volumes, and knows which claim gets which.</summary>
internal static class VolumeFactory
{
    public const string DefaultClass = "storageclass.kubernetes.io/is-default-class";
    public const string Provisioner = "sandbox.kpanda.io/disk";

    // A class of volumes that somebody makes by hand.
    private const string NoProvisioner = "kubernetes.io/no-provisioner";

    /// <summary>The names of the claims that a pod mounts.</summary>
    public static IEnumerable<string> ClaimsOf(JsonObject pod) =>
        pod.ObjectsAt("spec", "volumes").Select(volume => volume.TextAt("persistentVolumeClaim", "claimName")
            ?? (volume.ObjectAt("ephemeral") is null ? null : $"{pod.Name()}-{volume.TextAt("name")}")).OfType<string>();

    /// <summary>The storage class of a claim: the one that it names, else the newest default. Null where there is none.</summary>
    public static JsonObject? ClassOf(ControlPlane plane, JsonObject claim)
    {
        if (claim.TextAt("spec", "storageClassName") is { } name)
            return name.Length == 0 ? null : plane.Get(BuiltIn.StorageClasses, new("", name));
        return plane.Store.List(BuiltIn.StorageClasses).Select(item => item.ToNode()).Where(item => item.Annotation(DefaultClass) == "true").MaxBy(item => item.Created());
    }

    public static bool WaitsForConsumer(JsonObject storageClass) => storageClass.TextAt("volumeBindingMode") == "WaitForFirstConsumer";

    public static bool IsProvisioned(JsonObject storageClass) => storageClass.TextAt("provisioner") != NoProvisioner;

    /// <summary>The smallest volume that nobody has and that does for a claim (on a node, where one is given), or null.</summary>
    public static JsonObject? Fitting(ControlPlane plane, JsonObject claim, JsonObject? node)
    {
        var wanted = ResourceAmounts.Parse(claim.At("spec", "resources", "requests", "storage"));
        return plane.Store.List(BuiltIn.PersistentVolumes).Where(item => !item.Deleting).Select(item => item.ToNode()).Where(volume => Fits(claim, volume, node, wanted))
            .MinBy(volume => (volume.ObjectAt("spec", "claimRef") is null, ResourceAmounts.Parse(volume.At("spec", "capacity", "storage")), volume.Name()));
    }

    private static bool Fits(JsonObject claim, JsonObject volume, JsonObject? node, decimal wanted)
    {
        if (volume.ObjectAt("spec", "claimRef") is { } taken
            && (taken.TextAt("namespace") != claim.Namespace() || taken.TextAt("name") != claim.Name() || (taken.TextAt("uid") ?? claim.Uid()) != claim.Uid()))
            return false;
        var modes = volume.ArrayAt("spec", "accessModes").Texts().ToHashSet();
        return (volume.TextAt("spec", "storageClassName") ?? "") == (claim.TextAt("spec", "storageClassName") ?? "")
            && (volume.TextAt("spec", "volumeMode") ?? "Filesystem") == (claim.TextAt("spec", "volumeMode") ?? "Filesystem")
            && claim.ArrayAt("spec", "accessModes").Texts().All(modes.Contains)
            && (claim.TextAt("spec", "volumeName") is not { Length: > 0 } named || named == volume.Name())
            && (claim.ObjectAt("spec", "selector") is not { } selector
                || (KubeModel.LabelSelector.TryRead(selector, out var read, out _) && read.Matches(volume.MapAt("metadata", "labels"))))
            && ResourceAmounts.Parse(volume.At("spec", "capacity", "storage")) >= wanted
            && (node is null || NodeAffinity.MatchesTerms(volume.ObjectAt("spec", "nodeAffinity", "required"), node));
    }

    public static JsonObject Class(string name, bool isDefault, string reclaim = "Delete") => new()
    {
        ["kind"] = "StorageClass",
        ["apiVersion"] = "storage.k8s.io/v1",
        ["metadata"] = isDefault
            ? new JsonObject { ["name"] = name, ["annotations"] = new JsonObject { [DefaultClass] = "true" } }
            : new JsonObject { ["name"] = name },
        ["provisioner"] = Provisioner,
        ["reclaimPolicy"] = reclaim,
        ["volumeBindingMode"] = "Immediate",
        ["allowVolumeExpansion"] = true,
    };

    /// <summary>The volume that a claim is given.</summary>
    public static JsonObject Volume(JsonObject claim, JsonObject storageClass)
    {
        var name = "pvc-" + claim.Uid();
        return new JsonObject
        {
            ["kind"] = "PersistentVolume",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = storageClass.TextAt("provisioner") },
                ["finalizers"] = new JsonArray("kubernetes.io/pv-protection"),
            },
            ["spec"] = new JsonObject
            {
                ["capacity"] = new JsonObject { ["storage"] = claim.At("spec", "resources", "requests", "storage").Copy() ?? "1Gi" },
                ["csi"] = new JsonObject { ["driver"] = storageClass.TextAt("provisioner"), ["volumeHandle"] = name },
                ["accessModes"] = claim.At("spec", "accessModes").Copy(),
                ["claimRef"] = Reference(claim),
                ["persistentVolumeReclaimPolicy"] = storageClass.TextAt("reclaimPolicy") ?? "Delete",
                ["storageClassName"] = storageClass.Name(),
                ["volumeMode"] = claim.TextAt("spec", "volumeMode") ?? "Filesystem",
            },
            ["status"] = new JsonObject { ["phase"] = "Bound" },
        };
    }

    /// <summary>How a volume names the claim that has it.</summary>
    public static JsonObject Reference(JsonObject claim) => new()
    {
        ["kind"] = "PersistentVolumeClaim",
        ["namespace"] = claim.Namespace(),
        ["name"] = claim.Name(),
        ["uid"] = claim.Uid(),
        ["apiVersion"] = "v1",
    };

    /// <summary>Makes a claim bound to a volume.</summary>
    public static void Bind(JsonObject claim, JsonObject volume)
    {
        var annotations = claim.Ensure("metadata").Ensure("annotations");
        annotations["pv.kubernetes.io/bind-completed"] = "yes";
        annotations["pv.kubernetes.io/bound-by-controller"] = "yes";
        var spec = claim.Ensure("spec");
        spec["volumeName"] = volume.Name();
        spec["storageClassName"] ??= volume.TextAt("spec", "storageClassName");
        spec["volumeMode"] ??= "Filesystem";
        claim["status"] = new JsonObject
        {
            ["phase"] = "Bound",
            ["accessModes"] = volume.At("spec", "accessModes").Copy(),
            ["capacity"] = volume.At("spec", "capacity").Copy(),
        };
    }
}
