using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.KubeModel.Patches;

/// <summary>JSON Patch (RFC 6902): operations on places, all or nothing.</summary>
public static class JsonPatch
{
    /// <summary>How many operations one patch may hold; Kubernetes' limit.</summary>
    public const int MaxOperations = 10_000;

    /// <summary>
    /// Applies a patch to a copy of <paramref name="document"/>. False, with the reason in <paramref name="error"/>, when the patch is
    /// malformed, names a place that is not there, or a test fails.
    /// </summary>
    public static bool TryApply(JsonNode? document, JsonArray patch, out JsonNode? result, [NotNullWhen(false)] out string? error)
    {
        result = document?.DeepClone();
        error = null;
        if (patch.Count > MaxOperations) error = $"The allowed maximum operations in a JSON patch is {MaxOperations}, got {patch.Count}";
        foreach (var node in patch)
        {
            if (error is not null) return false;
            error = node is JsonObject operation ? Apply(ref result, operation) : "an operation must be an object";
        }

        return error is null;
    }

    private static string? Apply(ref JsonNode? root, JsonObject operation)
    {
        var op = Text(operation, "op");
        if (Text(operation, "path") is not { } path || !TryPointer(path, out var pointer)) return $"{op} operation does not apply: invalid path";
        switch (op)
        {
            case "add":
                return operation.ContainsKey("value") ? Add(ref root, pointer, operation["value"]?.DeepClone()) : "add operation needs a value";
            case "remove":
                return Remove(ref root, pointer, out _);
            case "replace":
                return Replace(ref root, pointer, operation["value"]?.DeepClone());
            case "test":
                return Test(root, pointer, operation["value"]);
            case "move" or "copy":
                if (Text(operation, "from") is not { } source || !TryPointer(source, out var from)) return $"{op} operation does not apply: invalid from";
                if (!TryGet(root, from, out var value)) return $"{op} operation does not apply: doc is missing from path: {source}";
                if (op == "copy") return Add(ref root, pointer, value?.DeepClone());
                if (path.StartsWith(source + "/", StringComparison.Ordinal)) return "move operation does not apply: a value cannot be moved into itself";
                return Remove(ref root, from, out var moved) ?? Add(ref root, pointer, moved);
            default:
                return $"unknown operation \"{op}\"";
        }
    }

    private static string? Add(ref JsonNode? root, string[] pointer, JsonNode? value)
    {
        if (pointer.Length == 0)
        {
            root = value;
            return null;
        }

        if (!TryGet(root, pointer.AsSpan(..^1), out var parent)) return Missing("add", pointer);
        var last = pointer[^1];
        switch (parent)
        {
            case JsonObject map:
                map[last] = value;
                return null;
            case JsonArray list when last == "-":
                list.Add(value);
                return null;
            case JsonArray list when Index(last, list.Count) is { } at:
                list.Insert(at, value);
                return null;
            default:
                return Missing("add", pointer);
        }
    }

    private static string? Replace(ref JsonNode? root, string[] pointer, JsonNode? value)
    {
        if (pointer.Length == 0)
        {
            root = value;
            return null;
        }

        if (!TryGet(root, pointer, out _)) return Missing("replace", pointer);
        TryGet(root, pointer.AsSpan(..^1), out var parent);
        if (parent is JsonObject map) map[pointer[^1]] = value;
        else parent!.AsArray()[int.Parse(pointer[^1], CultureInfo.InvariantCulture)] = value;
        return null;
    }

    private static string? Remove(ref JsonNode? root, string[] pointer, out JsonNode? removed)
    {
        if (!TryGet(root, pointer, out removed)) return Missing("remove", pointer);
        if (pointer.Length == 0)
        {
            root = null;
            return null;
        }

        TryGet(root, pointer.AsSpan(..^1), out var parent);
        if (parent is JsonObject map) map.Remove(pointer[^1]);
        else parent!.AsArray().RemoveAt(int.Parse(pointer[^1], CultureInfo.InvariantCulture));
        return null;
    }

    private static string? Test(JsonNode? root, string[] pointer, JsonNode? expected)
    {
        // A missing place equals null, as in Kubernetes' library.
        var found = TryGet(root, pointer, out var actual);
        if (!found && expected is null) return null;
        return found && JsonNode.DeepEquals(actual, expected) ? null : $"testing value {string.Join('/', pointer)} failed";
    }

    private static bool TryGet(JsonNode? root, ReadOnlySpan<string> pointer, out JsonNode? value)
    {
        value = root;
        foreach (var step in pointer)
        {
            if (value is JsonObject map)
            {
                if (!map.TryGetPropertyValue(step, out value)) return false;
            }
            else if (value is JsonArray list && Index(step, list.Count - 1) is { } at)
            {
                value = list[at];
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static int? Index(string step, int largest) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= largest && (step.Length == 1 || step[0] != '0') ? at : null;

    private static bool TryPointer(string text, out string[] pointer)
    {
        pointer = [];
        if (text.Length == 0) return true;
        if (text[0] != '/') return false;
        pointer = [.. text[1..].Split('/').Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return true;
    }

    private static string Missing(string op, string[] pointer) => $"{op} operation does not apply: doc is missing path: /{string.Join('/', pointer)}";

    private static string? Text(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
