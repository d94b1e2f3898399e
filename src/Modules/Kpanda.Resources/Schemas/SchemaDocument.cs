using System.Text.Json;
using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Schemas;

/// <summary>The schemas of one group version, as a cluster has them. Immutable.</summary>
internal sealed class SchemaDocument
{
    private const string Prefix = "#/components/schemas/";

    private readonly JsonElement _schemas;

    /// <summary>Takes the document over from a member's answer.</summary>
    /// <param name="document">An OpenAPI 3 document.</param>
    /// <param name="bytes">How long the answer was.</param>
    public SchemaDocument(JsonElement document, int bytes)
    {
        // The paths are half of it, and nobody asks for them.
        _schemas = document.At("components", "schemas") is { ValueKind: JsonValueKind.Object } schemas ? schemas.Clone() : default;
        Bytes = bytes;
    }

    /// <summary>About how much memory it takes.</summary>
    public int Bytes { get; }

    /// <summary>The schema of a kind and all that it refers to; null where the document does not have the kind.</summary>
    public (string Root, IReadOnlyDictionary<string, JsonElement> Schemas)? Find(string group, string version, string kind)
    {
        if (_schemas.ValueKind != JsonValueKind.Object) return null;
        var root = _schemas.EnumerateObject().Where(schema => Is(schema.Value, group, version, kind)).Select(schema => schema.Name).FirstOrDefault();
        if (root is null) return null;

        var found = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        var waiting = new Queue<string>([root]);
        while (waiting.TryDequeue(out var name))
        {
            if (found.ContainsKey(name) || !_schemas.TryGetProperty(name, out var schema)) continue;
            found[name] = schema;
            Collect(schema, waiting);
        }

        return (root, found);
    }

    private static bool Is(JsonElement schema, string group, string version, string kind) => schema
        .Items("x-kubernetes-group-version-kind")
        .Any(type => type.Text("group") == group && type.Text("version") == version && type.Text("kind") == kind);

    private static void Collect(JsonElement element, Queue<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Collect(item, names);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in element.EnumerateObject())
            {
                if (field.NameEquals("$ref") && field.Value.ValueKind == JsonValueKind.String && field.Value.GetString()!.StartsWith(Prefix, StringComparison.Ordinal)) names.Enqueue(field.Value.GetString()![Prefix.Length..]);
                else Collect(field.Value, names);
            }
        }
    }
}
