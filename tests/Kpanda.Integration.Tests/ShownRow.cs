using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.KubeModel;

namespace Kpanda.Integration.Tests;

/// <summary>What the console shows in the columns of a row, read from the published row alone, as values that can be compared.</summary>
internal sealed partial class ShownRow(string segment, JsonNode row)
{
    private const int MostText = 64;
    private const double Running = 1e12;

    private static readonly Dictionary<string, string> Short = new() { ["ReadWriteOnce"] = "RWO", ["ReadOnlyMany"] = "ROX", ["ReadWriteMany"] = "RWX", ["ReadWriteOncePod"] = "RWOP" };

    /// <summary>The value of the column that is sorted by a word of <c>shownColumns.json</c>: a number, or a text.</summary>
    public (double Number, string Text) Value(string sortBy) => sortBy switch
    {
        "created_at" => Seconds("lastTimestamp"),
        "ready" => Share(),
        "restarts" => Number(Count("status.restartCount")),
        "current" => Number(Either("status.replicas", "status.currentNumberScheduled")),
        "updated" => Number(Either("status.updatedReplicas", "status.updatedNumberScheduled")),
        "available" => Number(Either("status.availableReplicas", "status.numberAvailable")),
        "selector" when segment == "services" => Text(Pairs("spec.selector")),
        "selector" => Text(Selector(At(segment == "networkpolicies" ? "spec.podSelector" : "spec.selector"))),
        "nodeSelector" => Text(Pairs("spec.template.spec.nodeSelector")),
        "readinessGates" => Text(Items("spec.readinessGates").Count == 0 ? "" : $"?/{Items("spec.readinessGates").Count}"),
        "completions" => Number(Of(Count("status.succeed"), Count("spec.completions", 1))),
        "duration" => Number(Duration()),
        "active" => Number(Count("total")),
        "lastSchedule" => Seconds("status.lastScheduleTime"),
        "data" => Number(Keys().Count()),
        "keys" => Text(string.Join(", ", Keys())),
        "versions" => Text(Join(Items("spec.versions").Where(version => version!["served"]?.GetValue<bool>() == true).Select(version => String(version, "name")))),
        "object" => Text(KindAndName("involvedObject")),
        "message" => Text(String("message")),
        "count" when segment == "events" => Number(Count("count")),
        "source" => Text(String("source.component")),
        "firstSeen" => Seconds("firstTimestamp"),
        "target" => Text(KindAndName("spec.scaleTargetRef")),
        "min" => Number(Count("spec.minReplicas")),
        "max" when segment == "horizontalpodautoscalers" => Number(Count("spec.maxReplicas")),
        "replicas" => Number(Count("status.currentReplicas")),
        "metrics" => Natural(Join(Items("spec.metrics").Select(Metric))),
        "hosts" => Text(Join(Items("spec.rules").Select(rule => String(rule, "host") is { Length: > 0 } host ? host : "*"))),
        "address" => Natural(Join(Balanced())),
        "tls" => Number(Items("spec.tls").Count > 0 ? 1 : 0),
        "backends" => Text(Join(Items("spec.rules").SelectMany(rule => Items(rule, "http.paths")).Select(path => String(path, "backend.service.name")).Distinct())),
        "defaults" => Natural(Limits("default")),
        "max" => Natural(Limits("max")),
        "ingress" => Number(Items("spec.ingress").Count),
        "egress" => Number(Items("spec.egress").Count),
        "roles" => Text(Join(Items("status.roles").Select(role => role!.GetValue<string>()))),
        "version" => Natural(String("status.systemInfo.kubeletVersion")),
        "cpu" => Number(Count("status.cpuCapacity")),
        "memory" => Number(Count("status.memoryCapacity")),
        "ip" => Natural(Addresses("InternalIP").FirstOrDefault("")),
        "externalIP" => Natural(Join(Addresses("ExternalIP"))),
        "kernel" => Natural($"{String("status.systemInfo.kernelVersion")} ({String("status.systemInfo.architecture")})"),
        "runtime" => Natural(String("status.systemInfo.containerRuntimeVersion")),
        "status.nodeInfo.osImage" => Text(String("status.systemInfo.osImage")),
        "capacity" => Number(Amount(segment == "persistentvolumes" ? "spec.capacity.storage" : "status.capacity.storage")),
        "size" => Number(Amount("status.restoreSize")),
        "modes" => Text(Join(Items("spec.accessModes").Select(mode => Short.GetValueOrDefault(mode!.GetValue<string>(), mode.GetValue<string>())))),
        "claim" => Text(At("spec.claimRef") is null ? "" : $"{String("spec.claimRef.namespace")}/{String("spec.claimRef.name")}"),
        "requests" => Natural(Quota(limits: false)),
        "limits" => Natural(Quota(limits: true)),
        "rules" => Number(Items("rules").Count),
        "resources" => Text(Join(Items("rules").SelectMany(rule => Items(rule, "resources").Concat(Items(rule, "nonResourceUrls"))).Select(name => name!.GetValue<string>()).Distinct())),
        "role" => Text(KindAndName("roleRef")),
        "users" => Text(Subjects("User")),
        "groups" => Text(Subjects("Group")),
        "serviceAccounts" => Text(Subjects("ServiceAccount")),
        "external" => Natural(String("spec.externalName") is { Length: > 0 } name ? name : Join(Balanced().Concat(Items("spec.externalIPs").Select(ip => ip!.GetValue<string>())))),
        "ports" => Natural(Join(Items("spec.ports").Select(port => $"{Count(port, "port")}{(Count(port, "nodePort") is var node and not 0 ? $":{node}" : "")}/{(String(port, "protocol") is { Length: > 0 } protocol ? protocol : "TCP")}"))),
        "expansion" => Number(At("allowVolumeExpansion")?.GetValue<bool>() == true ? 1 : 0),
        "default" => Number(At("metadata")?["annotations"]?["storageclass.kubernetes.io/is-default-class"]?.GetValue<string>() == "true" ? 1 : 0),
        "controller" => Text(Items("metadata.ownerReferences").Where(owner => owner!["controller"]?.GetValue<bool>() == true).Select(owner => $"{String(owner, "kind")}/{String(owner, "name")}").FirstOrDefault("")),
        "revision" => Number(Count("revision")),
        _ => (0, Path(sortBy)),
    };

    /// <summary>The value of a column of a kind that has no published shape of its own.</summary>
    public (double Number, string Text) Cell(string name, string type)
    {
        var text = At("cells")?[name]?.GetValue<string>() ?? "";
        return type switch
        {
            "integer" or "number" => Number(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : -1),
            "date" => Number(DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds() : -1),
            _ => Natural(text),
        };
    }

    private static (double Number, string Text) Number(double number) => (number, "");

    // Ages are shown to the second.
    private (double Number, string Text) Seconds(string path) => Number(Math.Floor(Count(path, -1000) / 1000));

    private static (double Number, string Text) Text(string text) => (0, text.Length <= MostText ? text : text[..MostText]);

    // Runs of digits of one length, so that their order is that of their numbers.
    private static (double Number, string Text) Natural(string text) => (0, Digits.Replace(Text(text).Text, run => run.Value.PadLeft(20, '0')));

    private static string Join(IEnumerable<string> texts) => string.Join(", ", texts.Where(text => text.Length > 0));

    private static double Of(double ready, double wanted) => wanted <= 0 ? 1000 : Math.Floor(ready * 1000 / wanted);

    private (double Number, string Text) Share() => Number(segment switch
    {
        "pods" => Of(Count("status.containerReadyCount"), Count("status.containerTotalCount")),
        "daemonsets" => Of(Count("status.numberReady"), Count("status.desiredNumberScheduled")),
        _ => Of(Count("status.readyReplicas"), Count("spec.replicas", 1)),
    });

    // One that runs is shown as long as it has run by now, and comes after those that have ended.
    private double Duration()
    {
        if (At("status.startTime") is null) return -1;
        var start = Math.Floor(Count("status.startTime") / 1000);
        var failed = Items("status.conditions").FirstOrDefault(condition => String(condition, "type") == "Failed" && String(condition, "status") == "True");
        var end = At("executionTimestamp") is not null ? Count("executionTimestamp") : failed is not null ? Count(failed, "lastTransitionTime") : -1;
        return end < 0 ? Running - start : Math.Floor(end / 1000) - start;
    }

    private IEnumerable<string> Keys() => new[] { "data", "binaryData" }.SelectMany(map => (At(map) as JsonObject ?? []).Select(entry => entry.Key));

    private IEnumerable<string> Balanced() => Items("status.loadBalancer.ingress").Select(one => String(one, "ip") is { Length: > 0 } ip ? ip : String(one, "hostname"));

    private IEnumerable<string> Addresses(string type) => Items("status.addresses").Where(address => String(address, "type") == type).Select(address => String(address, "address"));

    private string Limits(string of) => Join(Items("spec.limits").SelectMany(limit => (limit![of] as JsonObject ?? []).Select(entry => $"{entry.Key} {entry.Value}")));

    private string Quota(bool limits)
    {
        var hard = (At("status.hard") ?? At("spec.hard")) as JsonObject ?? [];
        return Join(hard.Where(entry => entry.Key.StartsWith("limits.", StringComparison.Ordinal) == limits)
            .Select(entry => $"{entry.Key}: {At("status.used")?[entry.Key]?.GetValue<string>() ?? "0"}/{entry.Value}"));
    }

    private string Subjects(string kind) => Join(Items("subjects").Where(subject => String(subject, "kind") == kind)
        .Select(subject => String(subject, "namespace") is { Length: > 0 } ns ? $"{ns}/{String(subject, "name")}" : String(subject, "name")));

    private string Metric(JsonNode? metric)
    {
        var (name, wanted) = Figure(metric, "target");
        var now = Items("status.currentMetrics").Select(current => Figure(current, "current")).FirstOrDefault(current => current.Name == name).Value;
        return $"{name}: {(string.IsNullOrEmpty(now) ? "?" : now)}/{wanted}";
    }

    private static (string Name, string Value) Figure(JsonNode? metric, string which)
    {
        var source = new[] { "resource", "pods", "object", "external" }.Select(one => metric![one]).First(one => one is not null)!;
        var name = String(source, "name") is { Length: > 0 } resource ? resource : String(source, "metric.name");
        if (Count(source, $"{which}.averageUtilization") is var share and not 0) return (name, $"{share}%");
        return (name, String(source, $"{which}.averageValue") is { Length: > 0 } average ? average : String(source, $"{which}.value"));
    }

    private static string Selector(JsonNode? selector)
    {
        var labels = (selector?["matchLabels"] as JsonObject ?? []).Select(entry => $"{entry.Key}={entry.Value}");
        var expressions = Items(selector, "matchExpressions").Select(one =>
            $"{String(one, "key")} {String(one, "operator")}{(Items(one, "values") is { Count: > 0 } values ? $" ({string.Join(", ", values.Select(value => value!.GetValue<string>()))})" : "")}");
        return Join(labels.Concat(expressions)) is { Length: > 0 } text ? text : "*";
    }

    private string Pairs(string path) => Join((At(path) as JsonObject ?? []).Select(entry => $"{entry.Key}={entry.Value}"));

    private string KindAndName(string path) => At(path) is null ? "" : $"{String($"{path}.kind")}/{String($"{path}.name")}";

    private double Amount(string path) => Quantity.TryParse(String(path), out var quantity) ? (double)quantity.Value : String(path).Length == 0 ? 0 : -1;

    private double Either(string path, string other) => At(path) is null ? Count(other) : Count(path);

    // A field of the object as it is; a list has all its values.
    private string Path(string path)
    {
        if (segment == "cronjobs") path = path.Replace("spec.jobTemplate.spec.", "spec.", StringComparison.Ordinal);
        IEnumerable<JsonNode?> found = [row];
        foreach (var step in path.Split('.'))
        {
            found = found.Select(node => (node as JsonObject)?[step.Replace("[]", "", StringComparison.Ordinal)]).Where(node => node is not null);
            if (step.EndsWith("[]", StringComparison.Ordinal)) found = found.SelectMany(node => node!.AsArray());
        }

        var text = string.Join('\n', found.Select(node => node!.ToString()).Where(value => value.Length > 0));
        return path == "spec.scope" ? (text == "NAMESPACED" ? "Namespaced" : "Cluster") : text;
    }

    private JsonNode? At(string path) => At(row, path);

    private static JsonNode? At(JsonNode? node, string path) => path.Split('.').Aggregate(node, (at, step) => (at as JsonObject)?[step]);

    private JsonArray Items(string path) => Items(row, path);

    private static JsonArray Items(JsonNode? node, string path) => At(node, path) as JsonArray ?? [];

    private string String(string path) => String(row, path);

    private static string String(JsonNode? node, string path) => At(node, path)?.ToString() ?? "";

    private double Count(string path, double absent = 0) => Count(row, path, absent);

    // Large numbers are published as texts.
    private static double Count(JsonNode? node, string path, double absent = 0) =>
        double.TryParse(String(node, path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : absent;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits { get; }
}
