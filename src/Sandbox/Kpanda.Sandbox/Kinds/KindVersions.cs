using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds.Conversions;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds;

/// <summary>Objects of one collection may be served in several versions; they are kept in one.</summary>
internal static class KindVersions
{
    /// <summary>Whether a kind is served in another version than the one that is kept.</summary>
    public static bool Differs(SandboxCluster cluster, KindInfo kind) => cluster.Kinds.Stored(kind.Storage) is { } stored && stored.Gvr != kind.Gvr;

    /// <summary>A stored object in the version of <paramref name="kind"/>.</summary>
    public static StoredObject ToServed(SandboxCluster cluster, KindInfo kind, StoredObject obj)
    {
        if (!Differs(cluster, kind)) return obj;
        var node = obj.ToNode();
        ToServed(kind, node);
        return StoredObject.From(obj.Resource, node);
    }

    /// <summary>Converts in place from the version that is kept.</summary>
    public static void ToServed(KindInfo kind, JsonObject node)
    {
        node["apiVersion"] = kind.Gvk.ApiVersion;
        Conversion(kind)?.ToServed(node);
    }

    /// <summary>Converts in place to the version that is kept.</summary>
    public static void ToStored(SandboxCluster cluster, KindInfo kind, JsonObject node)
    {
        if (!Differs(cluster, kind)) return;
        node["apiVersion"] = cluster.Kinds.Stored(kind.Storage)!.Gvk.ApiVersion;
        Conversion(kind)?.ToStored(node);
    }

    // Versions that are not named here differ from the kept one by their name alone.
    private static (Action<JsonObject> ToServed, Action<JsonObject> ToStored)? Conversion(KindInfo kind) => (kind.Gvr.Group, kind.Gvr.Version, kind.Kind) switch
    {
        ("autoscaling", "v1", _) => (AutoscalingV1.FromV2, AutoscalingV1.ToV2),
        ("autoscaling", "v2beta1", _) => (AutoscalingV2Beta1.FromV2, AutoscalingV2Beta1.ToV2),
        ("events.k8s.io", _, _) => (EventsGroup.FromCore, EventsGroup.ToCore),
        ("networking.k8s.io" or "extensions", "v1beta1", "Ingress") => (IngressV1Beta1.FromV1, IngressV1Beta1.ToV1),
        ("discovery.k8s.io", "v1beta1", _) => (DiscoveryV1Beta1.FromV1, DiscoveryV1Beta1.ToV1),
        ("apiextensions.k8s.io", "v1beta1", _) => (DefinitionV1Beta1.FromV1, DefinitionV1Beta1.ToV1),
        ("flowcontrol.apiserver.k8s.io", "v1beta1" or "v1beta2", "PriorityLevelConfiguration") => (FlowControlBeta.FromV1, FlowControlBeta.ToV1),
        _ => null,
    };
}
