using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds.Conversions;

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
        foreach (var (core, group) in Names) node.Rename(core, group);
    }

    public static void ToCore(JsonObject node)
    {
        foreach (var (core, group) in Names) node.Rename(group, core);
    }
}
