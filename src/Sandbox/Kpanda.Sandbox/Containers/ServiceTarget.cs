using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Containers;

/// <summary>Where a connection to a service goes: a ready pod and a port of it.</summary>
internal static class ServiceTarget
{
    /// <summary>The first ready endpoint of a port that is given by name or number (empty for the only one); null where there is none.</summary>
    public static (JsonObject? Pod, int Port)? Of(SandboxCluster cluster, JsonObject service, string port)
    {
        var ports = service.ObjectsAt("spec", "ports").ToList();
        var chosen = ports.FirstOrDefault(item => item.TextAt("name") == port || item.IntAt("port")?.ToString(CultureInfo.InvariantCulture) == port) ?? (port.Length == 0 && ports.Count == 1 ? ports[0] : null);
        if (chosen is null) return null;
        foreach (var subset in cluster.Store.Get(BuiltIn.Endpoints, service.Namespace(), service.Name())?.ToNode().ObjectsAt("subsets") ?? [])
        {
            var number = subset.ObjectsAt("ports").FirstOrDefault(item => item.TextAt("name") == chosen.TextAt("name")).IntAt("port");
            foreach (var address in subset.ObjectsAt("addresses"))
            {
                if (number is { } target && cluster.Store.Get(BuiltIn.Pods, service.Namespace(), address.TextAt("targetRef", "name") ?? "")?.ToNode() is { } pod) return (pod, target);
            }
        }

        return null;
    }
}
