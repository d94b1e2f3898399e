using System.Text.Json.Nodes;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

/// <summary>
/// One object as it is kept: its compact UTF-8 JSON, and the few facts that lists, selectors and collectors ask for. Immutable.
/// </summary>
public sealed record StoredObject(GroupResource Resource, ObjectKey Key, long ResourceVersion, ReadOnlyMemory<byte> Json)
{
    /// <summary><c>metadata.uid</c>.</summary>
    public string Uid { get; init; } = "";

    /// <summary><c>metadata.labels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = LabelSet.Empty;

    /// <summary>The uids in <c>metadata.ownerReferences</c>.</summary>
    public IReadOnlyList<string> OwnerUids { get; init; } = [];

    /// <summary>Whether <c>metadata.deletionTimestamp</c> is set.</summary>
    public bool Deleting { get; init; }

    /// <summary>Bytes of <see cref="Json"/> that say kind and version (with the brace before them), which the items of a list leave out.</summary>
    internal int TypePrefix { get; init; }

    /// <summary>A copy to read and change at will.</summary>
    public JsonObject ToNode() => (JsonObject)JsonNode.Parse(Json.Span)!;

    internal static StoredObject From(GroupResource resource, JsonObject obj)
    {
        var meta = obj["metadata"]!.AsObject();
        var prefix = PutTypeFirst(obj);
        return new StoredObject(
            resource,
            new ObjectKey(meta.Text("namespace") ?? "", meta.Text("name") ?? ""),
            long.TryParse(meta.Text("resourceVersion"), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0,
            KubeJson.ToUtf8(obj))
        {
            TypePrefix = prefix,
            Uid = meta.Text("uid") ?? "",
            Labels = LabelSet.From(meta["labels"] as JsonObject),
            OwnerUids = Owners(meta["ownerReferences"] as JsonArray),
            Deleting = meta["deletionTimestamp"] is not null,
        };
    }

    // {"kind":"Pod","apiVersion":"v1", … : lists copy the rest of the bytes.
    private static int PutTypeFirst(JsonObject obj)
    {
        if (obj.Text("kind") is not { } kind || obj.Text("apiVersion") is not { } version) return 0;
        if (obj.GetAt(0).Key != "kind" || obj.GetAt(1).Key != "apiVersion")
        {
            obj.Remove("kind");
            obj.Remove("apiVersion");
            obj.Insert(0, "kind", kind);
            obj.Insert(1, "apiVersion", version);
        }

        return obj.Count < 3 ? 0 : $"{{\"kind\":\"{kind}\",\"apiVersion\":\"{version}\",".Length;
    }

    private static string[] Owners(JsonArray? owners) =>
        owners is null ? [] : [.. owners.OfType<JsonObject>().Select(o => o.Text("uid") ?? "").Where(uid => uid.Length > 0)];
}
