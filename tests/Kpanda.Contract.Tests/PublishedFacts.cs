using System.Text.Json;

namespace Kpanda.Contract.Tests;

/// <summary>What the published API says, without its words (made by eng/contract-facts.py).</summary>
internal sealed class PublishedFacts
{
    private readonly JsonElement _definitions;

    private PublishedFacts(JsonElement root)
    {
        _definitions = root.GetProperty("definitions");
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value),
        ];
    }

    public IReadOnlyList<Operation> Operations { get; }

    public static PublishedFacts Load(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Facts", $"{name}-facts.json"));
        return new(JsonDocument.Parse(file).RootElement);
    }

    /// <summary>The fields of a definition by name, with their types; null where there is no such definition or it is an enumeration.</summary>
    public IReadOnlyDictionary<string, string>? Fields(string definition) =>
        _definitions.TryGetProperty(definition, out var found) && found.ValueKind == JsonValueKind.Object ? Map(found) : null;

    /// <summary>The values of an enumeration; null where it is none.</summary>
    public IReadOnlyList<string>? Values(string definition) =>
        _definitions.TryGetProperty(definition, out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray().Select(value => value.GetString()!)] : null;

    private static Dictionary<string, string> Map(JsonElement fields) => fields.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!);

    /// <param name="Method">Upper case.</param>
    /// <param name="Path">Without the prefix of the API.</param>
    internal sealed record Operation(string Method, string Path, JsonElement Facts)
    {
        public string Tag => Facts.GetProperty("tag").GetString()!;

        /// <summary>Query parameters with their types.</summary>
        public IReadOnlyDictionary<string, string> Query => Facts.TryGetProperty("query", out var query) ? Map(query) : new Dictionary<string, string>();

        /// <summary>Name of the answer's definition; null where it has none of its own.</summary>
        public string? Answer => Facts.GetProperty("answer") is { ValueKind: JsonValueKind.String } answer ? answer.GetString() : null;

        /// <summary>The path with its parameters nameless: their names are not part of what a client sends.</summary>
        public string Shape => Wire.Nameless(Path);
    }
}
