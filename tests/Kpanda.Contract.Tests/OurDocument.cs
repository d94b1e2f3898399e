using System.Text.Json;

namespace Kpanda.Contract.Tests;

/// <summary>Our own OpenAPI document, docs/api/openapi.json; an integration test keeps it in step with what the server says.</summary>
internal sealed class OurDocument
{
    private readonly JsonElement _schemas;
    private readonly Dictionary<(string Method, string Path), JsonElement> _operations = [];

    public OurDocument()
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "openapi.json"))).RootElement;
        _schemas = root.GetProperty("components").GetProperty("schemas");
        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject()) _operations.Add((operation.Name, PublishedFacts.Nameless(path.Name)), operation.Value);
        }
    }

    /// <summary>The operation of a method and path; null where we have none.</summary>
    public JsonElement? Find(string method, string path) => _operations.TryGetValue((method, PublishedFacts.Nameless(path)), out var found) ? found : null;

    /// <summary>A schema with its references followed.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference)) schema = _schemas.GetProperty(reference.GetString()!.Split('/')[^1]);
        return schema;
    }

    /// <summary>Query parameters by name, with their schemas.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Query(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query")
                .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, parameter => parameter.GetProperty("schema"))
            : new Dictionary<string, JsonElement>();

    /// <summary>The schema of what an operation takes; null for nothing.</summary>
    public static JsonElement? Body(JsonElement operation) => operation.TryGetProperty("requestBody", out var body) ? Schema(body) : null;

    /// <summary>The schema of what an operation answers with when all is well; null for nothing that is JSON.</summary>
    public static JsonElement? Answer(JsonElement operation) => Schema(operation.GetProperty("responses").GetProperty("200"));

    private static JsonElement? Schema(JsonElement holder) =>
        holder.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;
}
