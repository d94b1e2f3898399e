using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Kpanda.KubeModel.Patches;

/// <summary>
/// Kubernetes' strategic merge patch: a merge patch whose lists are merged by key where the schema says so, with the directives
/// <c>$patch</c>, <c>$retainKeys</c>, <c>$deleteFromPrimitiveList/…</c> and <c>$setElementOrder/…</c>.
/// </summary>
public sealed class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";
    private const string SetOrder = "$setElementOrder/";

    private string? problem;

    private StrategicMergePatch()
    {
    }

    /// <summary>The document after the patch; neither argument is changed. False when the patch contradicts the schema.</summary>
    public static bool TryApply(
        JsonObject document, JsonObject patch, IPatchSchema? schema, [NotNullWhen(true)] out JsonObject? result, [NotNullWhen(false)] out string? error)
    {
        var merge = new StrategicMergePatch();
        result = merge.Map((JsonObject)document.DeepClone(), patch, schema);
        error = merge.problem;
        if (error is not null) result = null;
        return error is null;
    }

    private JsonObject Map(JsonObject original, JsonObject patch, IPatchSchema? schema)
    {
        switch (Text(patch, Directive))
        {
            case "replace":
                return Clean(patch);
            case "delete":
                return [];
            case not (null or "merge"):
                problem ??= $"unknown patch type \"{patch[Directive]}\"";
                return original;
        }

        if (patch[RetainKeys] is JsonArray retained)
        {
            var names = retained.Select(n => n?.ToString()).ToHashSet();
            foreach (var name in original.Select(p => p.Key).Where(k => !names.Contains(k)).ToList()) original.Remove(name);
        }

        foreach (var (key, value) in patch)
        {
            if (key is Directive or RetainKeys) continue;
            if (key.StartsWith(DeleteFromList, StringComparison.Ordinal)) DeleteValues(original, key[DeleteFromList.Length..], value as JsonArray);
            else if (!key.StartsWith(SetOrder, StringComparison.Ordinal)) Field(original, key, value, schema?.Field(key), Order(patch, key));
        }

        foreach (var (key, order) in patch)
        {
            // An order may come without changes to the list itself.
            if (!key.StartsWith(SetOrder, StringComparison.Ordinal) || order is not JsonArray list) continue;
            var name = key[SetOrder.Length..];
            if (!patch.ContainsKey(name) && original[name] is JsonArray current) original[name] = Ordered(current, list, current, schema?.Field(name)?.MergeKey);
        }

        return original;
    }

    private void Field(JsonObject original, string key, JsonNode? value, IPatchSchema? schema, JsonArray? order)
    {
        if (value is null)
        {
            original.Remove(key);
            return;
        }

        original[key] = (original[key], value) switch
        {
            (JsonObject from, JsonObject change) when schema?.ReplacesMap != true || change.ContainsKey(Directive) => Map((JsonObject)from.DeepClone(), change, schema),
            (JsonArray from, JsonArray change) when schema?.MergesList == true => List(from, change, schema, order),
            (_, JsonObject change) => Clean(change),
            (_, JsonArray change) => Clean(change),
            _ => value.DeepClone(),
        };
    }

    private JsonArray List(JsonArray original, JsonArray patch, IPatchSchema schema, JsonArray? order)
    {
        if (schema.MergeKey is not { } mergeKey || !patch.All(e => e is JsonObject)) return Values(original, patch, order);
        List<JsonObject> merged = [.. original.OfType<JsonObject>().Select(e => (JsonObject)e.DeepClone())];
        JsonArray changes = [];
        foreach (var element in patch.OfType<JsonObject>())
        {
            var key = element[mergeKey];
            switch (Text(element, Directive))
            {
                case "replace" when key is null:
                    return Clean(new JsonArray([.. patch.Where(e => e != element).Select(e => e!.DeepClone())]));
                case "delete" when key is not null:
                    merged.RemoveAll(e => Same(e, key, mergeKey));
                    continue;
                case "delete":
                    problem ??= $"map: {element.ToJsonString()} does not contain declared merge key: {mergeKey}";
                    continue;
            }

            if (key is null)
            {
                problem ??= $"map: {element.ToJsonString()} does not contain declared merge key: {mergeKey}";
                continue;
            }

            changes.Add(element.DeepClone());
            var at = merged.FindIndex(e => Same(e, key, mergeKey));
            if (at < 0) merged.Add(Clean(element));
            else merged[at] = Map(merged[at], element, schema.Items);
        }

        return Ordered(new JsonArray([.. merged]), order ?? changes, original, mergeKey);
    }

    private static JsonArray Values(JsonArray original, JsonArray patch, JsonArray? order)
    {
        List<JsonNode?> merged = [.. original.Select(e => e?.DeepClone())];
        foreach (var value in patch)
        {
            if (!merged.Exists(m => JsonNode.DeepEquals(m, value))) merged.Add(value?.DeepClone());
        }

        return Ordered(new JsonArray([.. merged]), order ?? patch, original, null);
    }

    // Elements that the patch names keep the patch's order, the others the server's; where both are known to the server they interleave.
    private static JsonArray Ordered(JsonArray merged, JsonArray order, JsonArray server, string? mergeKey)
    {
        int Position(JsonArray list, JsonNode? element)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (mergeKey is null ? JsonNode.DeepEquals(list[i], element) : JsonNode.DeepEquals(list[i]?[mergeKey], element?[mergeKey])) return i;
            }

            return -1;
        }

        var elements = merged.Select(e => e?.DeepClone()).ToList();
        var named = new Queue<JsonNode?>(elements.Where(e => Position(order, e) >= 0).OrderBy(e => Position(order, e)));
        var others = new Queue<JsonNode?>(elements.Where(e => Position(order, e) < 0).OrderBy(e => Position(server, e)));
        JsonArray result = [];
        while (named.Count + others.Count > 0)
        {
            var takeOther = named.Count == 0;
            if (!takeOther && others.Count > 0)
            {
                int left = Position(server, others.Peek()), right = Position(server, named.Peek());
                takeOther = left >= 0 && right >= 0 && left < right;
            }

            result.Add(takeOther ? others.Dequeue() : named.Dequeue());
        }

        return result;
    }

    private static void DeleteValues(JsonObject original, string key, JsonArray? values)
    {
        if (original[key] is not JsonArray list || values is null) return;
        foreach (var value in values)
        {
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (JsonNode.DeepEquals(list[i], value)) list.RemoveAt(i);
            }
        }
    }

    private static JsonArray? Order(JsonObject patch, string key) => patch[SetOrder + key] as JsonArray;

    private static bool Same(JsonObject element, JsonNode key, string mergeKey) => JsonNode.DeepEquals(element[mergeKey], key);

    // What is new is taken without its directives and nulls.
    private static JsonObject Clean(JsonObject map)
    {
        JsonObject clean = [];
        foreach (var (key, value) in map)
        {
            if (value is null || key is Directive or RetainKeys || key.StartsWith(DeleteFromList, StringComparison.Ordinal) || key.StartsWith(SetOrder, StringComparison.Ordinal)) continue;
            clean[key] = value is JsonObject child ? Clean(child) : value is JsonArray list ? Clean(list) : value.DeepClone();
        }

        return clean;
    }

    private static JsonArray Clean(JsonArray list) =>
        new([.. list
            .Where(e => e is not JsonObject map || Text(map, Directive) != "delete" && !(Text(map, Directive) == "replace" && map.Count == 1))
            .Select(e => e is JsonObject map ? Clean(map) : e?.DeepClone())]);

    private static string? Text(JsonObject map, string name) => map[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
