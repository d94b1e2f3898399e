using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>A port of a node that a pod takes for itself. No address means all of them.</summary>
internal readonly record struct HostPort(string Protocol, int Number, string Address)
{
    /// <summary>The ports that a pod takes.</summary>
    public static IReadOnlyList<HostPort> Of(JsonObject pod) =>
        [.. pod.ObjectsAt("spec", "containers").SelectMany(container => container.ObjectsAt("ports")).Where(port => port.IntAt("hostPort") is > 0)
            .Select(port => new HostPort(port.TextAt("protocol") ?? "TCP", port.IntAt("hostPort")!.Value, port.TextAt("hostIP") is { Length: > 0 } address ? address : "0.0.0.0"))];

    /// <summary>Whether two pods cannot have these at once.</summary>
    public bool Collides(HostPort other) =>
        Protocol == other.Protocol && Number == other.Number && (Address == other.Address || Address == "0.0.0.0" || other.Address == "0.0.0.0");
}
