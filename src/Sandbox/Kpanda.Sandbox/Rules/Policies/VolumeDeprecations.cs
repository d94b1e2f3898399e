using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>Warns of volumes of new pods and workloads that nothing serves any more.</summary>
internal static class VolumeDeprecations
{
    // What it is called, how Kubernetes names it when it warns, since which minor version it does nothing, and what is said of it from then on.
    private static readonly (string Type, string Named, int Since, string Words)[] Gone =
    [
        ("photonPersistentDisk", "photonPersistentDisk", 16, "deprecated in v1.11, non-functional in v1.16+"), ("gitRepo", "gitRepo", 33, "deprecated in v1.11, and disabled by default in v1.33+"),
        ("scaleIO", "scaleIO", 22, "deprecated in v1.16, non-functional in v1.22+"), ("flocker", "flocker", 25, "deprecated in v1.22, non-functional in v1.25+"), ("storageos", "storageOS", 25, "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "quobyte", 25, "deprecated in v1.22, non-functional in v1.25+"), ("glusterfs", "glusterfs", 26, "deprecated in v1.25, non-functional in v1.26+"), ("cephfs", "cephfs", 31, "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "rbd", 31, "deprecated in v1.28, non-functional in v1.31+"),
    ];

    public static void Warn(ApiRequest request, KindInfo stored, JsonObject obj)
    {
        if (PodTemplates.Of(stored.Storage, obj) is not var (pod, path)) return;
        var i = 0;
        foreach (var volume in pod.Child("spec").Each("volumes"))
        {
            foreach (var (type, named, since, words) in Gone)
            {
                if (since <= request.Cluster.Minor && volume.ContainsKey(type)) request.Warn(string.Create(CultureInfo.InvariantCulture, $"{string.Join('.', [.. path, "spec"])}.volumes[{i}].{named}: {words}"));
            }

            i++;
        }
    }
}
