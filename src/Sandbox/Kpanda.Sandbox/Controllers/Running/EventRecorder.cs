using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>
/// Writes events as core/v1 has them. The same words about the same object count up in one event; its name is derived from them, so that nothing
/// needs to be remembered.
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

    /// <summary>When these words were last said about the object, or null.</summary>
    public DateTimeOffset? LastSaid(JsonObject about, string reason, string message, string component, string? fieldPath = null)
    {
        var (ns, name) = Address(about, reason, message, component, fieldPath);
        return store.Get(BuiltIn.Events, ns, name)?.ToNode().TimeAt("lastTimestamp");
    }

    /// <summary>An event as it is stored.</summary>
    public static JsonObject Write(
        JsonObject about, string ns, string name, string type, string reason, string message, string component, string? host, string? fieldPath, string now)
    {
        var involved = new JsonObject { ["kind"] = about.TextAt("kind") };
        if (about.Namespace().Length > 0)
            involved["namespace"] = about.Namespace();
        involved["name"] = about.Name();
        involved["uid"] = about.Uid();
        involved["apiVersion"] = about.TextAt("apiVersion");
        involved["resourceVersion"] = about.TextAt("metadata", "resourceVersion");
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

    private static JsonObject CountUp(JsonObject item, string now)
    {
        item["count"] = (item.IntAt("count") ?? 1) + 1;
        item["lastTimestamp"] = now;
        return item;
    }
}
