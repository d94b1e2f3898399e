using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Nodes, namespaces, configuration and storage.</summary>
internal static class CoreTables
{
    public static IReadOnlyDictionary<GroupResource, TableLayout> All { get; } = new Dictionary<GroupResource, TableLayout>
    {
        [BuiltIn.Namespaces] = new("Name:string/name|Status|Age", (o, now) => [Cells.Name(o), o.Child("status").Text("phase") ?? "", HumanDuration.Age(now, o)]),
        [BuiltIn.Nodes] = new("Name:string/name|Status|Roles|Age|Version|Internal-IP*1|External-IP*1|OS-Image*1|Kernel-Version*1|Container-Runtime*1", Node),
        [BuiltIn.ConfigMaps] = new("Name:string/name|Data|Age", (o, now) =>
            [Cells.Name(o), (o.Child("data")?.Count ?? 0) + (o.Child("binaryData")?.Count ?? 0), HumanDuration.Age(now, o)]),
        [BuiltIn.Secrets] = new("Name:string/name|Type|Data|Age", (o, now) => [Cells.Name(o), o.Text("type") ?? "", o.Child("data")?.Count ?? 0, HumanDuration.Age(now, o)]),
        [BuiltIn.Events] = new("Last Seen|Type|Reason|Object|Subobject*1|Source*1|Message|First Seen*1|Count*1|Name*1:string/name", Event),
        [new("events.k8s.io", "events")] = new("Last Seen|Type|Reason|Object|Subobject*1|Source*1|Message|First Seen*1|Count*1|Name*1:string/name", GroupEvent),
        [BuiltIn.LimitRanges] = TableLayout.NameAndCreation,
        [BuiltIn.ResourceQuotas] = new("Name:string/name|Request|Limit|Age", (o, now) => [Cells.Name(o), Quota(o, false), Quota(o, true), HumanDuration.Age(now, o)]),
        [BuiltIn.PersistentVolumes] = new("Name:string/name|Capacity|Access Modes|Reclaim Policy|Status|Claim|StorageClass|VolumeAttributesClass|Reason|Age|VolumeMode*1", Volume),
        [BuiltIn.PersistentVolumeClaims] = new("Name:string/name|Status|Volume|Capacity|Access Modes|StorageClass|VolumeAttributesClass|Age|VolumeMode*1", Claim),
        [BuiltIn.StorageClasses] = new("Name:string/name|Provisioner|ReclaimPolicy|VolumeBindingMode|AllowVolumeExpansion|Age", StorageClass),
        [new("storage.k8s.io", "csinodes")] = new("Name:string/name|Drivers:integer|Age", (o, now) =>
            [Cells.Name(o), Cells.List(o.Child("spec"), "drivers").Count(), HumanDuration.Age(now, o)]),
        [new("storage.k8s.io", "csidrivers")] = new(
            "Name:string/name|AttachRequired:boolean|PodInfoOnMount:boolean|StorageCapacity:boolean|TokenRequests|RequiresRepublish:boolean|Modes|Age", CsiDriver),
    };

    private static JsonNode?[] Node(JsonObject o, DateTimeOffset now)
    {
        var status = Cells.List(o.Child("status"), "conditions").FirstOrDefault(c => c.Text("type") == "Ready").Text("status") switch
        {
            "True" => "Ready",
            null => "Unknown",
            _ => "NotReady",
        };
        if (o.Child("spec")?["unschedulable"]?.GetValue<bool>() == true) status += ",SchedulingDisabled";
        var info = o.Child("status", "nodeInfo");
        return
        [
            Cells.Name(o), status, Roles(o), HumanDuration.Age(now, o), info.Text("kubeletVersion") ?? "", Address(o, "InternalIP"), Address(o, "ExternalIP"),
            info.Text("osImage") ?? "<unknown>", $"{info.Text("kernelVersion") ?? "<unknown>"}{(info.Text("architecture") is { } cpu ? $" ({cpu})" : "")}",
            info.Text("containerRuntimeVersion") ?? "<unknown>",
        ];
    }

    private static string Roles(JsonObject node)
    {
        SortedSet<string> roles = new(StringComparer.Ordinal);
        foreach (var (key, value) in node.Child("metadata", "labels") ?? [])
        {
            if (key.StartsWith("node-role.kubernetes.io/", StringComparison.Ordinal) && key.Length > 24) roles.Add(key[24..]);
            else if (key == "kubernetes.io/role" && value?.ToString() is { Length: > 0 } role) roles.Add(role);
        }

        return roles.Count == 0 ? Cells.None : string.Join(',', roles);
    }

    private static string Address(JsonObject node, string type) =>
        Cells.List(node.Child("status"), "addresses").FirstOrDefault(a => a.Text("type") == type).Text("address") ?? Cells.None;

    private static JsonNode?[] Event(JsonObject o, DateTimeOffset now)
    {
        var first = o.Text("firstTimestamp") ?? o.Text("eventTime");
        var last = o.Child("series").Text("lastObservedTime") ?? o.Text("lastTimestamp") ?? first;
        var count = o.Child("series").Number("count") ?? Math.Max(1, o.Number("count") ?? 1);
        return EventRow(o, now, first, last, count, o.Child("involvedObject"), o.Child("source"), o.Text("reportingComponent"), o.Text("reportingInstance"), o.Text("message"));
    }

    private static JsonNode?[] GroupEvent(JsonObject o, DateTimeOffset now)
    {
        var first = o.Text("deprecatedFirstTimestamp") ?? o.Text("eventTime");
        var last = o.Child("series").Text("lastObservedTime") ?? o.Text("deprecatedLastTimestamp") ?? first;
        var count = o.Child("series").Number("count") ?? Math.Max(1, o.Number("deprecatedCount") ?? 1);
        return EventRow(o, now, first, last, count, o.Child("regarding"), o.Child("deprecatedSource"), o.Text("reportingController"), o.Text("reportingInstance"), o.Text("note"));
    }

    private static JsonNode?[] EventRow(
        JsonObject o, DateTimeOffset now, string? first, string? last, long count, JsonObject? about, JsonObject? source, string? component, string? instance, string? message)
    {
        var from = source.Text("component") is { Length: > 0 } named ? named : component ?? "";
        var host = source.Text("host") is { Length: > 0 } at ? at : instance ?? "";
        return
        [
            HumanDuration.Since(now, last), o.Text("type") ?? "", o.Text("reason") ?? "", $"{(about.Text("kind") ?? "").ToLowerInvariant()}/{about.Text("name")}",
            about.Text("fieldPath") ?? "", host.Length > 0 ? $"{from}, {host}" : from, (message ?? "").Trim(), HumanDuration.Since(now, first), count, Cells.Name(o),
        ];
    }

    private static string Quota(JsonObject quota, bool limits)
    {
        var hard = quota.Child("status", "hard") ?? quota.Child("spec", "hard") ?? [];
        var used = quota.Child("status", "used");
        return string.Join(", ", hard.Where(h => h.Key.StartsWith("limits.", StringComparison.Ordinal) == limits)
            .OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {used.Text(h.Key) ?? "0"}/{h.Value}"));
    }

    private static JsonNode?[] Volume(JsonObject o, DateTimeOffset now)
    {
        var spec = o.Child("spec");
        var claim = spec.Child("claimRef");
        return
        [
            Cells.Name(o), spec.Child("capacity").Text("storage") ?? "", Cells.AccessModes(spec?["accessModes"] as JsonArray), spec.Text("persistentVolumeReclaimPolicy") ?? "",
            Phase(o), claim is null ? "" : $"{claim.Text("namespace")}/{claim.Text("name")}", spec.Text("storageClassName") ?? "",
            spec.Text("volumeAttributesClassName") ?? "<unset>", o.Child("status").Text("reason") ?? "", HumanDuration.Age(now, o), spec.Text("volumeMode") ?? "<unset>",
        ];
    }

    private static JsonNode?[] Claim(JsonObject o, DateTimeOffset now)
    {
        var spec = o.Child("spec");
        var bound = spec.Text("volumeName") is { Length: > 0 };
        return
        [
            Cells.Name(o), Phase(o), spec.Text("volumeName") ?? "", bound ? o.Child("status", "capacity").Text("storage") ?? "" : "",
            bound ? Cells.AccessModes(o.Child("status")?["accessModes"] as JsonArray) : "", spec.Text("storageClassName") ?? "",
            spec.Text("volumeAttributesClassName") ?? "<unset>", HumanDuration.Age(now, o), spec.Text("volumeMode") ?? "<unset>",
        ];
    }

    private static string Phase(JsonObject o) => o.Child("metadata")?["deletionTimestamp"] is not null ? "Terminating" : o.Child("status").Text("phase") ?? "";

    private static JsonNode?[] StorageClass(JsonObject o, DateTimeOffset now)
    {
        var isDefault = o.Child("metadata", "annotations").Text("storageclass.kubernetes.io/is-default-class") == "true";
        return
        [
            isDefault ? $"{Cells.Name(o)} (default)" : Cells.Name(o), o.Text("provisioner"), o.Text("reclaimPolicy") ?? "Delete", o.Text("volumeBindingMode") ?? "<unset>",
            o["allowVolumeExpansion"]?.GetValue<bool>() == true, HumanDuration.Age(now, o),
        ];
    }

    private static JsonNode?[] CsiDriver(JsonObject o, DateTimeOffset now)
    {
        var spec = o.Child("spec");
        bool Truth(string field, bool otherwise) => spec?[field]?.GetValue<bool>() ?? otherwise;
        var requests = string.Join(',', Cells.List(spec, "tokenRequests").Select(t => t.Text("audience")));
        var modes = string.Join(',', (spec?["volumeLifecycleModes"] as JsonArray ?? []).Select(m => m?.ToString()));
        return
        [
            Cells.Name(o), Truth("attachRequired", true), Truth("podInfoOnMount", false), Truth("storageCapacity", false), requests.Length == 0 ? "<unset>" : requests,
            Truth("requiresRepublish", false), modes.Length == 0 ? Cells.None : modes, HumanDuration.Age(now, o),
        ];
    }
}
