using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Contract.Tests;

/// <summary>What a published API says, without its words (made by eng/contract-facts.py).</summary>
internal sealed partial class PublishedFacts
{
    private readonly JsonElement _definitions;

    private PublishedFacts(JsonElement root)
    {
        _definitions = root.GetProperty("definitions");
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new Operation(operation.Name, path.Name, operation.Value),
        ];
    }

    public IReadOnlyList<Operation> Operations { get; }

    public static PublishedFacts Load(string name) =>
        new(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Facts", $"{name}-facts.json"))).RootElement);

    /// <summary>The fields of a definition by name, with their types; null where there is no such definition or it is an enumeration.</summary>
    public IReadOnlyDictionary<string, string>? Fields(string definition) =>
        _definitions.TryGetProperty(definition, out var found) && found.ValueKind == JsonValueKind.Object ? Map(found) : null;

    /// <summary>The values of an enumeration, by name or written out (<c>A|B</c>); null where it is none.</summary>
    public IReadOnlyList<string>? Values(string type)
    {
        if (type.Contains('|')) return type.Split('|');
        return _definitions.TryGetProperty(type, out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray().Select(value => value.GetString()!)] : null;
    }

    /// <summary>A path with its parameters nameless: their names are not part of what a client sends.</summary>
    public static string Nameless(string path) => Parameter.Replace(path, "{}");

    private static Dictionary<string, string> Map(JsonElement fields) => fields.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }

    /// <summary>What a body or an answer is: a definition, or fields of its own.</summary>
    internal readonly record struct Content(string? Definition, IReadOnlyDictionary<string, string>? Fields)
    {
        public static Content Of(JsonElement facts) => facts.ValueKind == JsonValueKind.String ? new(facts.GetString(), null) : new(null, Map(facts));
    }

    /// <param name="Method">Lower case.</param>
    /// <param name="Path">Without the prefix of the API.</param>
    internal sealed record Operation(string Method, string Path, JsonElement Facts)
    {
        public string Tag => Facts.GetProperty("tag").GetString()!;

        /// <summary>Query parameters with their types.</summary>
        public IReadOnlyDictionary<string, string> Query => Facts.TryGetProperty("query", out var query) ? Map(query) : new Dictionary<string, string>();

        public Content? Body => Facts.TryGetProperty("body", out var body) ? Content.Of(body) : null;

        public Content Answer => Content.Of(Facts.GetProperty("answer"));

        public override string ToString() => $"{Method.ToUpperInvariant()} {Path}";
    }
}
