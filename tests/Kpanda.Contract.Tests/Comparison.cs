using System.Text.Json;

namespace Kpanda.Contract.Tests;

/// <summary>
/// Compares our document with a published API: query parameters, field names, types, enumerations, the wrappers of bodies and answers. More parameters, fields
/// and values than published are allowed; where a request may hold any text, it may hold each published value.
/// </summary>
internal sealed class Comparison(PublishedFacts facts, OurDocument ours, string prefix)
{
    private readonly HashSet<(string Definition, string Schema, bool Asked)> _seen = [];
    private readonly SortedSet<string> _differences = new(StringComparer.Ordinal);

    public List<PublishedFacts.Operation> Covered { get; } = [];

    public IReadOnlyCollection<string> Differences => _differences;

    public void Run()
    {
        foreach (var operation in facts.Operations)
        {
            if (ours.Find(operation.Method, operation.Path.StartsWith("/apis/", StringComparison.Ordinal) ? operation.Path : prefix + operation.Path) is not { } found) continue;
            Covered.Add(operation);
            CompareQuery(operation, OurDocument.Query(found));
            if (operation.Body is { } body) Compare($"{operation} body", OurDocument.Body(found), body, asked: true);
            Compare($"{operation} answer", OurDocument.Answer(found), operation.Answer, asked: false);
        }
    }

    private void CompareQuery(PublishedFacts.Operation operation, IReadOnlyDictionary<string, JsonElement> taken)
    {
        foreach (var (name, wanted) in operation.Query)
        {
            if (!taken.TryGetValue(name, out var schema))
            {
                _differences.Add($"{operation}: does not take {name}");
                continue;
            }

            // What may be given once may be given several times.
            var isList = TypeOf(schema) == "array" && !wanted.StartsWith('[');
            CompareType($"{operation} {name}", isList ? schema.GetProperty("items") : schema, wanted, asked: true);
        }
    }

    private void Compare(string place, JsonElement? schema, PublishedFacts.Content wanted, bool asked)
    {
        // The body itself, of whatever type it says that it is.
        if (wanted.Definition == "apiHttpBody") return;
        if (schema is null)
        {
            if (wanted.Definition is not null || wanted.Fields!.Count > 0) _differences.Add($"{place}: there is none");
        }
        else if (wanted.Definition is { } definition) CompareType(place, schema.Value, definition, asked);
        else CompareFields(place, ours.Resolve(schema.Value), wanted.Fields!, asked);
    }

    private void CompareFields(string place, JsonElement schema, IReadOnlyDictionary<string, string> wanted, bool asked)
    {
        if (!_seen.Add((place, schema.GetRawText(), asked))) return;
        foreach (var (name, type) in wanted)
        {
            if (schema.TryGetProperty("properties", out var fields) && fields.TryGetProperty(name, out var field)) CompareType($"{place}.{name}", field, type, asked);
            else _differences.Add($"{place}.{name}: missing");
        }
    }

    private void CompareType(string place, JsonElement found, string wanted, bool asked)
    {
        var schema = ours.Resolve(found);
        // Without a type it may be anything: enough for what a request may hold.
        if (asked && TypeOf(schema) is null) return;
        if (wanted.StartsWith('[')) CompareItems(place, schema, "array", "items", wanted[1..^1], asked);
        else if (wanted.StartsWith("map<", StringComparison.Ordinal)) CompareItems(place, schema, "object", "additionalProperties", wanted[4..^1], asked);
        else if (facts.Fields(wanted) is { } fields) CompareFields(wanted, schema, fields, asked);
        else if (facts.Values(wanted) is { } values) CompareValues(place, schema, values, asked);
        else if (Plain(wanted) is var (type, format) && (TypeOf(schema) != type || (format is not null && FormatOf(schema) != format)))
            _differences.Add($"{place}: {TypeOf(schema)} {FormatOf(schema)} instead of {wanted}");
    }

    private void CompareItems(string place, JsonElement schema, string type, string below, string wanted, bool asked)
    {
        if (TypeOf(schema) != type || !schema.TryGetProperty(below, out var items)) _differences.Add($"{place}: {TypeOf(schema)} instead of a {type} of {wanted}");
        else CompareType($"{place}[]", items, wanted, asked);
    }

    private void CompareValues(string place, JsonElement schema, IReadOnlyList<string> values, bool asked)
    {
        if (TypeOf(schema) != "string") _differences.Add($"{place}: {TypeOf(schema)} instead of an enumeration");
        else if (schema.TryGetProperty("enum", out var known))
        {
            var ours = known.EnumerateArray().Select(value => value.GetString()!).ToHashSet(StringComparer.Ordinal);
            // The placeholder for "not given" is accepted everywhere and offered nowhere.
            foreach (var value in values.Where(value => !ours.Contains(value) && !(asked && value.EndsWith("_UNSPECIFIED", StringComparison.Ordinal))))
                _differences.Add($"{place}: the value {value} is missing");
        }
        else if (!asked) _differences.Add($"{place}: an enumeration, but its values are not said");
    }

    private static (string Type, string? Format) Plain(string wanted) => wanted switch
    {
        "int32" => ("integer", "int32"),
        "int64" => ("string", "int64"),
        "double" => ("number", "double"),
        "boolean" => ("boolean", null),
        "object" => ("object", null),
        // Bytes travel as text.
        _ => ("string", null),
    };

    private static string? TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type) ? type.GetString() : null;

    private static string? FormatOf(JsonElement schema) => schema.TryGetProperty("format", out var format) ? format.GetString() : null;
}
