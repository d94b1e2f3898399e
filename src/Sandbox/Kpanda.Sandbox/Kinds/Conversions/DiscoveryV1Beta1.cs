using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds.Conversions;

/// <summary>EndpointSlice v1beta1 keeps node and zone of an endpoint in a map of topology labels; v1, which is kept, in fields.</summary>
internal static class DiscoveryV1Beta1
{
    private const string Hostname = "kubernetes.io/hostname";
    private const string Zone = "topology.kubernetes.io/zone";

    public static void FromV1(JsonObject node)
    {
        foreach (var endpoint in node.Each("endpoints"))
        {
            endpoint.Rename("deprecatedTopology", "topology");
            if (endpoint.Text("nodeName") is { } host) endpoint.Ensure("topology")[Hostname] = host;
            if (endpoint.Text("zone") is { } zone) endpoint.Ensure("topology")[Zone] = zone;
            endpoint.Remove("zone");
        }
    }

    public static void ToV1(JsonObject node)
    {
        foreach (var endpoint in node.Each("endpoints"))
        {
            endpoint.Rename("topology", "deprecatedTopology");
            if (endpoint["deprecatedTopology"] is not JsonObject topology) continue;
            if (topology.Text(Hostname) is { } host) endpoint["nodeName"] ??= host;
            if (topology.Text(Zone) is { } zone) endpoint["zone"] = zone;
            topology.Remove(Hostname);
            topology.Remove(Zone);
            if (topology.Count == 0) endpoint.Remove("deprecatedTopology");
        }
    }
}
