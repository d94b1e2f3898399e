using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.FieldOwnership;

/// <summary>One entry of <c>managedFields</c>: who owns which fields through which operation.</summary>
internal sealed record FieldManagerEntry(string Manager, string Operation, string ApiVersion, string Subresource)
{
    public const string Apply = "Apply";
    public const string Update = "Update";

    public FieldSet Fields { get; set; } = new();

    public string? Time { get; set; }

    /// <summary>The entries of an object in the order of Kubernetes: applies first, then by time and name.</summary>
    public static List<FieldManagerEntry> Read(JsonObject obj) =>
        [.. (obj.Child("metadata")?["managedFields"] as JsonArray ?? []).OfType<JsonObject>().Select(e => new FieldManagerEntry(
            e.Text("manager") ?? "", e.Text("operation") ?? "", e.Text("apiVersion") ?? "", e.Text("subresource") ?? "")
        {
            Time = e.Text("time"),
            Fields = FieldSet.Parse(e["fieldsV1"] as JsonObject ?? []),
        })];

    public static void Write(JsonObject obj, IEnumerable<FieldManagerEntry> entries)
    {
        var kept = entries.Where(e => !e.Fields.IsEmpty)
            .OrderBy(e => e.Operation, StringComparer.Ordinal).ThenBy(e => e.Time ?? "", StringComparer.Ordinal).ThenBy(e => e.Manager, StringComparer.Ordinal)
            .ThenBy(e => e.ApiVersion, StringComparer.Ordinal).ThenBy(e => e.Subresource, StringComparer.Ordinal).ToList();
        var meta = obj.Ensure("metadata");
        if (kept.Count == 0) meta.Remove("managedFields");
        else meta["managedFields"] = new JsonArray([.. kept.Select(e => e.ToJson())]);
    }

    public bool Is(FieldManagerEntry other) => (Manager, Operation, ApiVersion, Subresource) == (other.Manager, other.Operation, other.ApiVersion, other.Subresource);

    /// <summary>The manager in the words of a conflict.</summary>
    public string Describe()
    {
        var text = $"\"{Manager}\"";
        if (Subresource.Length > 0) text += $" with subresource \"{Subresource}\"";
        return Operation == Update ? $"{text} using {ApiVersion}" : text;
    }

    private JsonObject ToJson()
    {
        JsonObject json = new() { ["manager"] = Manager, ["operation"] = Operation, ["apiVersion"] = ApiVersion };
        if (Time is not null) json["time"] = Time;
        json["fieldsType"] = "FieldsV1";
        json["fieldsV1"] = Fields.ToJson();
        if (Subresource.Length > 0) json["subresource"] = Subresource;
        return json;
    }
}
