using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Cells that several kinds show alike.</summary>
internal static class Cells
{
    public const string None = "<none>";

    public static JsonNode Name(JsonObject obj) => obj.Child("metadata").Text("name") ?? "";

    public static long Spec(JsonObject obj, string field, long otherwise = 0) => obj.Child("spec").Number(field) ?? otherwise;

    public static long Status(JsonObject obj, string field) => obj.Child("status").Number(field) ?? 0;

    public static JsonObject? Template(JsonObject obj) => obj.Child("spec", "template", "spec");

    public static string Containers(JsonObject? podSpec) => Join(podSpec, "name");

    public static string Images(JsonObject? podSpec) => Join(podSpec, "image");

    public static string Selector(JsonObject? selector) =>
        LabelSelector.TryRead(selector, out var parsed, out _) && parsed.Requirements.Count > 0 ? string.Join(',', parsed.Requirements.OrderBy(r => r.Key, StringComparer.Ordinal)) : None;

    public static string Labels(JsonObject? labels) =>
        labels is { Count: > 0 } ? string.Join(',', labels.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")) : None;

    public static IEnumerable<JsonObject> List(JsonObject? obj, string field) => (obj?[field] as JsonArray ?? []).OfType<JsonObject>();

    public static JsonObject? Condition(JsonObject obj, string type) => List(obj.Child("status"), "conditions").FirstOrDefault(c => c.Text("type") == type);

    public static string AccessModes(JsonArray? modes) => string.Join(',', (modes ?? []).Select(m => m?.ToString() switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        var other => other,
    }).Distinct());

    private static string Join(JsonObject? podSpec, string field) => string.Join(',', List(podSpec, "containers").Select(c => c.Text(field)));
}
