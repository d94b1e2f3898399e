using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>
/// Writes events as core/v1 keeps them: with times and a count, as most components do, or with a time, an action and a series, as those do that write events.k8s.io/v1. The same words
/// about the same object count up in one event; its name is derived from them, so that nothing needs to be remembered.
/// </summary>
internal sealed class EventRecorder(ObjectStore store, TimeProvider time)
{
    /// <summary>Tells something about an object. <paramref name="host"/> is the node, for what a kubelet tells.</summary>
    public void Record(JsonObject about, string type, string reason, string message, string component, string? host = null, string? fieldPath = null)
    {
        var now = KubeJson.Timestamp(time.GetUtcNow());
        var (ns, name) = Address(about, reason, message, component, fieldPath);
        var counted = store.Update(BuiltIn.Events, ns, name, item => CountUp(item, now), UpdateKind.Whole);
        if (!counted.Ok)
            store.Create(BuiltIn.Events, Write(about, ns, name, type, reason, message, component, host, fieldPath, now));
    }

    /// <summary>
    /// Tells something as a client of events.k8s.io/v1 does, such as the scheduler: what was done (<paramref name="action"/>) stands beside why, and what is repeated becomes a series.
    /// </summary>
    public void RecordSeries(JsonObject about, string type, string reason, string action, string message, string component, JsonObject? related = null)
    {
        var now = time.GetUtcNow();
        var (ns, name) = Address(about, reason, message, component, null);
        var counted = store.Update(BuiltIn.Events, ns, name, item => CountInSeries(item, KubeJson.MicroTimestamp(now)), UpdateKind.Whole);
        if (!counted.Ok)
            store.Create(BuiltIn.Events, WriteSeries(about, ns, name, type, reason, action, message, component, now, related));
    }

    /// <summary>When these words were last said about the object, or null.</summary>
    public DateTimeOffset? LastSaid(JsonObject about, string reason, string message, string component, string? fieldPath = null)
    {
        var (ns, name) = Address(about, reason, message, component, fieldPath);
        return LastTime(store.Get(BuiltIn.Events, ns, name)?.ToNode());
    }

    /// <summary>When an event was last seen, whichever form it has; null where it does not say.</summary>
    public static DateTimeOffset? LastTime(JsonObject? item) => item.TimeAt("lastTimestamp") ?? item.TimeAt("series", "lastObservedTime") ?? item.TimeAt("eventTime");

    /// <summary>An event of <see cref="RecordSeries"/> as it is stored.</summary>
    public static JsonObject WriteSeries(
        JsonObject about, string ns, string name, string type, string reason, string action, string message, string component, DateTimeOffset now, JsonObject? related = null)
    {
        var item = new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["involvedObject"] = Reference(about),
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject(),
            ["firstTimestamp"] = null,
            ["lastTimestamp"] = null,
            ["type"] = type,
            ["eventTime"] = KubeJson.MicroTimestamp(now),
            ["action"] = action,
            ["reportingComponent"] = component,
            ["reportingInstance"] = component + "-control-plane",
        };
        if (related is not null)
            item["related"] = Reference(related);
        return item;
    }

    /// <summary>An event of <see cref="Record"/> as it is stored.</summary>
    public static JsonObject Write(
        JsonObject about, string ns, string name, string type, string reason, string message, string component, string? host, string? fieldPath, string now)
    {
        var involved = Reference(about);
        if (fieldPath is not null)
            involved["fieldPath"] = fieldPath;
        var source = new JsonObject { ["component"] = component };
        if (host is not null)
            source["host"] = host;
        return new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = source,
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = type,
            ["eventTime"] = null,
            ["reportingComponent"] = component,
            ["reportingInstance"] = host ?? "",
        };
    }

    /// <summary>The namespace and the name of the event for these words.</summary>
    public static (string Namespace, string Name) Address(JsonObject about, string reason, string message, string component, string? fieldPath)
    {
        var ns = about.Namespace().Length > 0 ? about.Namespace() : "default";
        var hash = SafeNames.Hash64($"{about.Uid()}\n{reason}\n{message}\n{component}\n{fieldPath}");
        return (ns, $"{about.Name()}.{hash.ToString("x16", CultureInfo.InvariantCulture)}");
    }

    private static JsonObject Reference(JsonObject about)
    {
        var reference = new JsonObject { ["kind"] = about.TextAt("kind") };
        if (about.Namespace().Length > 0)
            reference["namespace"] = about.Namespace();
        reference["name"] = about.Name();
        reference["uid"] = about.Uid();
        reference["apiVersion"] = about.TextAt("apiVersion");
        reference["resourceVersion"] = about.TextAt("metadata", "resourceVersion");
        return reference;
    }

    private static JsonObject CountInSeries(JsonObject item, string now)
    {
        item["series"] = new JsonObject { ["count"] = (item.IntAt("series", "count") ?? 1) + 1, ["lastObservedTime"] = now };
        return item;
    }

    private static JsonObject CountUp(JsonObject item, string now)
    {
        item["count"] = (item.IntAt("count") ?? 1) + 1;
        item["lastTimestamp"] = now;
        return item;
    }
}
