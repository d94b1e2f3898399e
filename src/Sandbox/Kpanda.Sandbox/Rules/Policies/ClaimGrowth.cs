using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>A bound claim may ask for more only where its storage class lets volumes grow.</summary>
internal static class ClaimGrowth
{
    public static string? Refuses(SandboxCluster cluster, JsonObject claim, JsonObject before)
    {
        if (before.Child("status").Text("phase") != "Bound" || Amount(claim) <= Amount(before)) return null;
        var storageClass = claim.Child("spec").Text("storageClassName") is { Length: > 0 } name ? cluster.Store.Get(BuiltIn.StorageClasses, "", name)?.ToNode() : null;
        return storageClass.Truth("allowVolumeExpansion") ? null : "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize";
    }

    private static decimal Amount(JsonObject claim) => ResourceAmounts.Parse(claim.Child("spec", "resources", "requests")?["storage"]);
}
