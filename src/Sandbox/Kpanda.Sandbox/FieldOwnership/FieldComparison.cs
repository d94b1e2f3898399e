using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.FieldOwnership;

/// <summary>What differs between two states of an object.</summary>
internal sealed class FieldComparison
{
    private readonly List<string> path = [];

    private FieldComparison()
    {
    }

    public FieldSet Added { get; } = new();

    public FieldSet Modified { get; } = new();

    public FieldSet Removed { get; } = new();

    public static FieldComparison Of(JsonObject before, JsonObject after, SchemaNode? schema)
    {
        var comparison = new FieldComparison();
        comparison.Maps(before, after, schema);
        return comparison;
    }

    private void Maps(JsonObject before, JsonObject after, SchemaNode? schema)
    {
        foreach (var (name, value) in before) Step("f:" + name, value, after[name], true, after.ContainsKey(name), schema?.Child(name));
        foreach (var (name, value) in after)
        {
            if (!before.ContainsKey(name)) Step("f:" + name, null, value, false, true, schema?.Child(name));
        }
    }

    private void Step(string step, JsonNode? before, JsonNode? after, bool wasThere, bool isThere, SchemaNode? schema)
    {
        path.Add(step);
        if (!wasThere) Added.InsertAll(path, FieldSet.Whole(after, schema));
        else if (!isThere) Removed.InsertAll(path, FieldSet.Whole(before, schema));
        else Values(before, after, schema);
        path.RemoveAt(path.Count - 1);
    }

    private void Values(JsonNode? before, JsonNode? after, SchemaNode? schema)
    {
        var atomic = schema?.Atomic == true;
        if (!atomic && before is JsonObject or null && after is JsonObject or null && Count(before) + Count(after) > 0 && schema?.Shape != SchemaShape.List)
            Maps(before as JsonObject ?? [], after as JsonObject ?? [], schema);
        else if (schema?.ListShape is ListShape.Map or ListShape.Set && before is JsonArray or null && after is JsonArray or null && Count(before) + Count(after) > 0)
            Lists(before as JsonArray ?? [], after as JsonArray ?? [], schema);
        else if (!JsonNode.DeepEquals(before, after))
            Modified.Insert(path);
    }

    private void Lists(JsonArray before, JsonArray after, SchemaNode schema)
    {
        var old = ByKey(before, schema);
        var now = ByKey(after, schema);
        foreach (var (key, element) in old) Element(key, element, now.GetValueOrDefault(key), true, now.ContainsKey(key), schema);
        foreach (var (key, element) in now)
        {
            if (!old.ContainsKey(key)) Element(key, null, element, false, true, schema);
        }
    }

    private void Element(string key, JsonNode? before, JsonNode? after, bool wasThere, bool isThere, SchemaNode schema)
    {
        if (schema.ListShape == ListShape.Map)
        {
            Step(key, before, after, wasThere, isThere, schema.Element);
            return;
        }

        path.Add(key);
        if (!wasThere) Added.Insert(path);
        else if (!isThere) Removed.Insert(path);
        path.RemoveAt(path.Count - 1);
    }

    public static Dictionary<string, JsonNode?> ByKey(JsonArray list, SchemaNode schema)
    {
        Dictionary<string, JsonNode?> found = new(StringComparer.Ordinal);
        foreach (var element in list)
        {
            var key = schema.ListShape == ListShape.Map && element is JsonObject map ? FieldSet.KeyOf(map, schema) : FieldSet.ValueOf(element);
            found.TryAdd(key, element);
        }

        return found;
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject map => map.Count,
        JsonArray list => list.Count,
        _ => 0,
    };
}
