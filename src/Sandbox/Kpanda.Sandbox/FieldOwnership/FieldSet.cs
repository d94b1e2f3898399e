using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.FieldOwnership;

/// <summary>
/// A set of places in an object, in the form that <c>managedFields</c> writes: <c>f:name</c> for a field, <c>k:{…}</c> for an element of a keyed list,
/// <c>v:…</c> for a value of a set. A node may be a member itself, contain members, or both.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> children = new(StringComparer.Ordinal);

    public bool Member { get; private set; }

    public bool IsEmpty => !Member && children.Count == 0;

    public IReadOnlyDictionary<string, FieldSet> Children => children;

    /// <summary>The places that an applied configuration names: leaves, and the elements of keyed lists and sets.</summary>
    public static FieldSet Named(JsonNode? node, SchemaNode? schema)
    {
        var set = new FieldSet();
        set.Fill(node, schema, false);
        return set;
    }

    /// <summary>All places of a value that is new as a whole: leaves, and everything that holds them.</summary>
    public static FieldSet Whole(JsonNode? node, SchemaNode? schema)
    {
        var set = new FieldSet();
        set.Fill(node, schema, true);
        return set;
    }

    public static FieldSet Parse(JsonObject fieldsV1)
    {
        var set = new FieldSet();
        foreach (var (key, value) in fieldsV1)
        {
            if (key == ".") set.Member = true;
            else set.children[key] = value is JsonObject { Count: > 0 } inner ? Parse(inner) : new FieldSet { Member = true };
        }

        return set;
    }

    public JsonObject ToJson()
    {
        JsonObject json = [];
        if (Member && children.Count > 0) json["."] = new JsonObject();
        foreach (var (key, child) in children) json[key] = child.ToJson();
        return json;
    }

    public FieldSet Union(FieldSet other)
    {
        var result = new FieldSet { Member = Member || other.Member };
        foreach (var (key, child) in children) result.children[key] = other.children.TryGetValue(key, out var twin) ? child.Union(twin) : child;
        foreach (var (key, child) in other.children) result.children.TryAdd(key, child);
        return result;
    }

    /// <summary>The members that are not in the other set.</summary>
    public FieldSet Except(FieldSet other)
    {
        var result = new FieldSet { Member = Member && !other.Member };
        foreach (var (key, child) in children)
        {
            var rest = other.children.TryGetValue(key, out var twin) ? child.Except(twin) : child;
            if (!rest.IsEmpty) result.children[key] = rest;
        }

        return result;
    }

    public FieldSet Intersect(FieldSet other)
    {
        var result = new FieldSet { Member = Member && other.Member };
        foreach (var (key, child) in children)
        {
            if (!other.children.TryGetValue(key, out var twin)) continue;
            var both = child.Intersect(twin);
            if (!both.IsEmpty) result.children[key] = both;
        }

        return result;
    }

    /// <summary>Without a field of which nothing is said but that it is there.</summary>
    public FieldSet WithoutLeaf(string step)
    {
        var result = new FieldSet { Member = Member };
        foreach (var (key, child) in children)
        {
            if (key != step || child.children.Count > 0) result.children[key] = child;
        }

        return result;
    }

    /// <summary>Whether the two hold the same places.</summary>
    public bool SameAs(FieldSet other) => JsonNode.DeepEquals(ToJson(), other.ToJson());

    /// <summary>The members as paths in the words of a conflict: <c>.spec.containers[name="c"].image</c>.</summary>
    public IEnumerable<string> Paths(string prefix = "")
    {
        if (Member) yield return prefix;
        foreach (var (key, child) in children)
        {
            foreach (var path in child.Paths(prefix + Step(key))) yield return path;
        }
    }

    /// <summary>Makes a place a member.</summary>
    public void Insert(IReadOnlyList<string> path)
    {
        var at = this;
        foreach (var step in path) at = at.At(step);
        at.Member = true;
    }

    /// <summary>Makes the members of another set, below a place, members.</summary>
    public void InsertAll(IReadOnlyList<string> path, FieldSet below)
    {
        var at = this;
        foreach (var step in path) at = at.At(step);
        at.Take(below);
    }

    private void Take(FieldSet other)
    {
        Member |= other.Member;
        foreach (var (key, child) in other.children) At(key).Take(child);
    }

    private FieldSet At(string step)
    {
        if (!children.TryGetValue(step, out var child)) children[step] = child = new FieldSet();
        return child;
    }

    private static string Step(string key)
    {
        if (key.StartsWith("f:", StringComparison.Ordinal)) return "." + key[2..];
        if (key.StartsWith("v:", StringComparison.Ordinal)) return $"[={key[2..]}]";
        var fields = JsonNode.Parse(key[2..])!.AsObject();
        return $"[{string.Join(',', fields.Select(f => $"{f.Key}={f.Value?.ToJsonString(KubeJson.Options)}"))}]";
    }

    /// <summary>The step that names an element of a keyed list; a key that is absent takes its default.</summary>
    public static string KeyOf(JsonObject element, SchemaNode list)
    {
        JsonObject key = [];
        foreach (var name in list.Keys.Order(StringComparer.Ordinal))
        {
            if (element[name] is { } value) key[name] = value.DeepClone();
            else if (name == "protocol") key[name] = "TCP";
        }

        return "k:" + key.ToJsonString(KubeJson.Options);
    }

    public static string ValueOf(JsonNode? element) => "v:" + (element?.ToJsonString(KubeJson.Options) ?? "null");

    private void Fill(JsonNode? node, SchemaNode? schema, bool whole)
    {
        switch (node)
        {
            case JsonObject map when map.Count > 0 && schema?.Atomic != true:
                Member = whole;
                foreach (var (name, value) in map) Add("f:" + name, value, schema?.Child(name), whole);
                break;
            case JsonArray list when schema?.ListShape == ListShape.Map && list.Count > 0:
                Member = whole;
                HashSet<string> known = new(StringComparer.Ordinal);
                foreach (var element in list.OfType<JsonObject>())
                {
                    var step = KeyOf(element, schema);

                    // Of elements with the same key nothing more is said than that they are there.
                    if (known.Add(step)) Add(step, element, schema.Element, whole);
                    else children[step] = new FieldSet();
                    children[step].Member = true;
                }

                break;
            case JsonArray list when schema?.ListShape == ListShape.Set && list.Count > 0:
                Member = whole;
                foreach (var element in list) children[ValueOf(element)] = new FieldSet { Member = true };
                break;
            default:
                Member = true;
                break;
        }
    }

    private void Add(string step, JsonNode? value, SchemaNode? schema, bool whole)
    {
        var child = new FieldSet();
        child.Fill(value, schema, whole);
        children[step] = child;
    }
}
