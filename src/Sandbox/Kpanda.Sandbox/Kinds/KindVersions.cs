using System.Text.Json.Nodes;
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
        if (kind.Gvr is { Group: "autoscaling", Version: "v1" }) AutoscalingV1.FromV2(node);
        else if (kind.Gvr.Group == "events.k8s.io") EventsGroup.FromCore(node);
    }

    /// <summary>Converts in place to the version that is kept.</summary>
    public static void ToStored(SandboxCluster cluster, KindInfo kind, JsonObject node)
    {
        if (!Differs(cluster, kind)) return;
        node["apiVersion"] = cluster.Kinds.Stored(kind.Storage)!.Gvk.ApiVersion;
        if (kind.Gvr is { Group: "autoscaling", Version: "v1" }) AutoscalingV1.ToV2(node);
        else if (kind.Gvr.Group == "events.k8s.io") EventsGroup.ToCore(node);
    }
}
