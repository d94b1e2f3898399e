using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Search.Index;

/// <summary>Takes a member's object apart: what the columns need, and the body that may be stored.</summary>
internal static class ObjectReader
{
    /// <returns>Null where the bytes are no Kubernetes object (no name): a member's fault that must cost nothing but this object.</returns>
    public static ParsedObject? Read(ReadOnlyMemory<byte> json, KindColumns columns, DateTimeOffset now)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("metadata", out var metadata)) return null;
            if (metadata.ValueKind != JsonValueKind.Object || Text(metadata, "name") is not { Length: > 0 } name) return null;

            var body = new ArrayBufferWriter<byte>(json.Length);
            using var hash = new ContentHash(json.Length);
            StoredBody.Write(root, columns.IsSecret, body, hash);
            var head = new ObjectHead(new ObjectKey(StringPool.Share(Text(metadata, "namespace") ?? ""), name))
            {
                Uid = UidKey.Of(Text(metadata, "uid")),
                Owners = ReadOwners(metadata),
                Labels = ReadLabels(metadata),
                Created = ReadTime(metadata, "creationTimestamp"),
                Changed = columns.ReadChanged(root) ?? ReadChanged(metadata),
                Version = VersionNumber.Of(Text(metadata, "resourceVersion")),
                Content = hash.Finish(),
                Status = columns.ReadStatus(root, now),
                Fields = columns.ReadFields(root),
            };
            return new(head, body.WrittenMemory);
        }
    }

    /// <summary>Key and version alone, for what is gone.</summary>
    public static (ObjectKey Key, long Version)? ReadKey(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("metadata", out var metadata)) return null;
            if (metadata.ValueKind != JsonValueKind.Object || Text(metadata, "name") is not { Length: > 0 } name) return null;
            return (new(Text(metadata, "namespace") ?? "", name), VersionNumber.Of(Text(metadata, "resourceVersion")));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Guid[] ReadOwners(JsonElement metadata)
    {
        if (!metadata.TryGetProperty("ownerReferences", out var references) || references.ValueKind != JsonValueKind.Array) return [];
        var owners = new List<Guid>(1);
        foreach (var reference in references.EnumerateArray())
        {
            if (reference.ValueKind != JsonValueKind.Object || Text(reference, "uid") is not { Length: > 0 } uid) continue;
            var isController = reference.TryGetProperty("controller", out var controller) && controller.ValueKind == JsonValueKind.True;
            owners.Insert(isController ? 0 : owners.Count, UidKey.Of(uid));
        }

        return [.. owners];
    }

    private static LabelSet ReadLabels(JsonElement metadata)
    {
        if (!metadata.TryGetProperty("labels", out var labels) || labels.ValueKind != JsonValueKind.Object) return LabelSet.Empty;
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var label in labels.EnumerateObject())
            if (label.Value.ValueKind == JsonValueKind.String) pairs.Add(new(StringPool.Share(label.Name), StringPool.Share(label.Value.GetString()!)));
        return LabelSet.Of(pairs);
    }

    private static long ReadChanged(JsonElement metadata)
    {
        var changed = ReadTime(metadata, "creationTimestamp");
        if (metadata.TryGetProperty("managedFields", out var managers) && managers.ValueKind == JsonValueKind.Array)
            foreach (var manager in managers.EnumerateArray())
                if (manager.ValueKind == JsonValueKind.Object) changed = Math.Max(changed, ReadTime(manager, "time"));
        return changed;
    }

    private static long ReadTime(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var exact) && JsonMarshal.GetRawUtf8Value(value).EndsWith("Z\""u8)
            ? exact.ToUnixTimeSeconds()
            : Text(metadata, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : 0;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
