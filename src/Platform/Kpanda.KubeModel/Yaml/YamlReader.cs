using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kpanda.KubeModel.Yaml;

/// <summary>
/// Reads YAML (and JSON, which is YAML) into JSON as Kubernetes does, within limits. Empty documents are left out.
/// </summary>
public sealed class YamlReader
{
    private readonly Scanner scanner;
    private readonly IParser parser;
    private readonly YamlLimits limits;
    private readonly Dictionary<string, JsonNode?> anchors = new(StringComparer.Ordinal);
    private List<YamlProblem> duplicates = [];
    private int aliases;
    private int nodes;

    private YamlReader(string text, YamlLimits limits)
    {
        scanner = new Scanner(new StringReader(text), skipComments: true);
        parser = new Parser(scanner);
        this.limits = limits;
    }

    /// <summary>All documents of a text, or the first problem.</summary>
    public static bool TryRead(
        string text,
        [NotNullWhen(true)] out IReadOnlyList<YamlDocument>? documents,
        [NotNullWhen(false)] out YamlProblem? problem,
        YamlLimits? limits = null)
    {
        documents = null;
        limits ??= YamlLimits.Default;
        if (text.Length > limits.MaxLength)
        {
            problem = new(1, 1, $"the text is longer than {limits.MaxLength} characters");
            return false;
        }

        if (HalfCharacter(text) is var half and >= 0)
        {
            problem = new(text.AsSpan(0, half).Count('\n') + 1, 1, "the text holds half a character (an unpaired surrogate)");
            return false;
        }

        var reader = new YamlReader(text, limits);
        try
        {
            documents = reader.Documents();
            problem = null;
            return true;
        }
        catch (LimitException exceeded)
        {
            problem = exceeded.Problem;
        }
        catch (InvalidOperationException)
        {
            // The scanner's own stumble over some broken plain scalars in flow maps, found by the fuzz test of kubeconfigs.
            problem = reader.Here("a scalar cannot be read");
        }
        catch (ArgumentException)
        {
            // What the scanner says to a tag that is no URI.
            problem = reader.Here("a tag cannot be read");
        }
        catch (YamlException broken)
        {
            // A text that ends too early is said to be wrong on the line after its last.
            problem = new(Math.Min((int)broken.End.Line, text.AsSpan().TrimEnd('\n').Count('\n') + 1), (int)broken.End.Column, Innermost(broken));
        }

        return false;
    }

    /// <summary>The only document of a text; none or several are a problem.</summary>
    public static bool TryReadSingle(string text, out JsonNode? root, [NotNullWhen(false)] out YamlProblem? problem, YamlLimits? limits = null)
    {
        root = null;
        if (!TryRead(text, out var documents, out problem, limits)) return false;
        if (documents.Count == 1)
        {
            root = documents[0].Root;
            return true;
        }

        problem = documents.Count == 0 ? new(1, 1, "the text is empty") : new(documents[1].Line, 1, "only one document is expected");
        return false;
    }

    private static int HalfCharacter(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])) return at;
            at++;
        }

        return -1;
    }

    private static string Innermost(YamlException broken)
    {
        var at = broken.Message.IndexOf("): ", StringComparison.Ordinal);
        return at < 0 ? broken.Message : broken.Message[(at + 3)..];
    }

    private YamlProblem Here(string message) => new((int)scanner.CurrentPosition.Line, (int)scanner.CurrentPosition.Column, message);

    private List<YamlDocument> Documents()
    {
        List<YamlDocument> found = [];
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out var start))
        {
            anchors.Clear();
            duplicates = [];
            var empty = parser.Accept<Scalar>(out var scalar) && scalar is { Value.Length: 0, Style: ScalarStyle.Plain, Tag.IsEmpty: true };
            var root = Node(0);
            parser.Consume<DocumentEnd>();
            if (empty) continue;
            if (found.Count >= limits.MaxDocuments) throw Limit(start.Start, $"more than {limits.MaxDocuments} documents");
            found.Add(new(root, (int)start.Start.Line, duplicates));
        }

        return found;
    }

    private JsonNode? Node(int depth)
    {
        var current = parser.Consume<ParsingEvent>();
        if (depth > limits.MaxDepth) throw Limit(current.Start, $"nested deeper than {limits.MaxDepth}");
        if (++nodes > limits.MaxNodes) throw Limit(current.Start, $"more than {limits.MaxNodes} values");
        JsonNode? node;
        switch (current)
        {
            case AnchorAlias alias:
                return Alias(alias);
            case Scalar scalar:
                node = Value(scalar);
                break;
            case SequenceStart:
                node = Sequence(depth);
                break;
            case MappingStart:
                node = Mapping(depth);
                break;
            default:
                throw Limit(current.Start, "a value is expected");
        }

        if (current is NodeEvent { Anchor.IsEmpty: false } anchored) anchors[anchored.Anchor.Value] = node;
        return node;
    }

    private JsonNode? Alias(AnchorAlias alias)
    {
        if (++aliases > limits.MaxAliases) throw Limit(alias.Start, limits.MaxAliases == 0 ? "aliases are not accepted" : $"more than {limits.MaxAliases} aliases");
        if (!anchors.TryGetValue(alias.Value.Value, out var target)) throw Limit(alias.Start, $"unknown anchor '{alias.Value.Value}' referenced");
        nodes += Size(target);
        if (nodes > limits.MaxNodes) throw Limit(alias.Start, $"more than {limits.MaxNodes} values");
        return target?.DeepClone();
    }

    private JsonArray Sequence(int depth)
    {
        JsonArray list = [];
        while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(Node(depth + 1));
        return list;
    }

    private JsonObject Mapping(int depth)
    {
        JsonObject map = [];
        List<JsonObject> merges = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.Accept<Scalar>(out var scalar))
            {
                throw Limit(parser.Current?.Start ?? Mark.Empty, "a map key must be a plain value");
            }

            parser.MoveNext();
            if (scalar is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merges.AddRange(Merged(Node(depth + 1), scalar.Start));
                continue;
            }

            var key = Key(scalar);
            if (!seen.Add(key)) duplicates.Add(new((int)scalar.Start.Line, (int)scalar.Start.Column, $"key \"{key}\" already set in map"));
            map[key] = Node(depth + 1);
        }

        foreach (var (key, value) in merges.SelectMany(m => m))
        {
            if (!map.ContainsKey(key)) map[key] = value?.DeepClone();
        }

        return map;
    }

    private static IEnumerable<JsonObject> Merged(JsonNode? node, Mark at) => node switch
    {
        JsonObject one => [one],
        JsonArray many when many.All(m => m is JsonObject) => many.OfType<JsonObject>(),
        _ => throw Limit(at, "map merge requires map or sequence of maps as the value"),
    };

    // Keys are strings in JSON; Kubernetes prints booleans and numbers as it read them.
    private static string Key(Scalar scalar) => Value(scalar) switch
    {
        null => "null",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(),
    };

    private static JsonNode? Value(Scalar scalar)
    {
        if (HalfCharacter(scalar.Value) >= 0) throw Limit(scalar.Start, "a text holds half a character (an unpaired surrogate)");
        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        if (tag == "tag:yaml.org,2002:binary") return Binary(scalar);
        if (tag == "tag:yaml.org,2002:str") return JsonValue.Create(scalar.Value);
        var plain = scalar.Style == ScalarStyle.Plain && tag is "" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null";
        return plain ? YamlScalars.Resolve(scalar.Value) : JsonValue.Create(scalar.Value);
    }

    private static JsonValue Binary(Scalar scalar)
    {
        var buffer = new byte[scalar.Value.Length];
        if (!Convert.TryFromBase64String(scalar.Value, buffer, out var length)) throw Limit(scalar.Start, "!!binary value contains invalid base64 data");
        return JsonValue.Create(System.Text.Encoding.UTF8.GetString(buffer, 0, length));
    }

    private static int Size(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Sum(p => Size(p.Value)),
        JsonArray list => 1 + list.Sum(Size),
        _ => 1,
    };

    private static LimitException Limit(Mark at, string message) => new(new YamlProblem((int)at.Line, (int)at.Column, message));

    // Unwinds the recursion; never leaves this class.
    private sealed class LimitException(YamlProblem problem) : Exception(problem.Message)
    {
        public YamlProblem Problem => problem;
    }
}
