using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Storage;

/// <summary>Makes storage classes and volumes.</summary>
internal static class VolumeFactory
{
    public const string DefaultClass = "storageclass.kubernetes.io/is-default-class";
    public const string Provisioner = "sandbox.kpanda.io/disk";

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
                ["claimRef"] = new JsonObject
                {
                    ["kind"] = "PersistentVolumeClaim",
                    ["namespace"] = claim.Namespace(),
                    ["name"] = claim.Name(),
                    ["uid"] = claim.Uid(),
                    ["apiVersion"] = "v1",
                },
                ["persistentVolumeReclaimPolicy"] = storageClass.TextAt("reclaimPolicy") ?? "Delete",
                ["storageClassName"] = storageClass.Name(),
                ["volumeMode"] = claim.TextAt("spec", "volumeMode") ?? "Filesystem",
            },
            ["status"] = new JsonObject { ["phase"] = "Bound" },
        };
    }

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
