using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Kinds;

/// <summary>Events are served in two groups under different field names.</summary>
internal static class EventsGroup
{
    private static readonly (string Core, string Group)[] Names =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    public static void FromCore(JsonObject node)
    {
        foreach (var (core, group) in Names) Rename(node, core, group);
    }

    public static void ToCore(JsonObject node)
    {
        foreach (var (core, group) in Names) Rename(node, group, core);
    }

    private static void Rename(JsonObject node, string from, string to)
    {
        if (!node.TryGetPropertyValue(from, out var value)) return;
        node.Remove(from);
        node[to] = value;
    }
}
