using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kpanda.KubeModel.Yaml;

/// <summary>Writes JSON as YAML that reads back as the same JSON.</summary>
public static class YamlWriter
{
    private static readonly SearchValues<char> Unprintable =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Where(code => code != '\n'), '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff']);

    // Readers take keys of up to 1,024 characters in one line, escapes and quotes counted; a longer key is written as "? key".
    private const int LongestSimpleKey = 400;

    /// <summary>One document without a marker.</summary>
    public static string Write(JsonNode? node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(2, int.MaxValue, false, LongestSimpleKey));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map)
                {
                    // A plain key of this length is taken by readers for a text that goes on in the next line.
                    emitter.Emit(key.Length > LongestSimpleKey ? DoubleQuoted(key) : Text(key));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var element in list) Emit(emitter, element);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(Text(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(new Scalar(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    // A text that would read as something else, or that a plain scalar cannot hold, is quoted.
    private static Scalar Text(string text)
    {
        var hasLines = text.Contains('\n', StringComparison.Ordinal);
        if (hasLines && text[0] is not (' ' or '\n') && IsPrintable(text)) return new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Literal, false, true);
        var ambiguous = YamlScalars.Resolve(text) is not JsonValue value || value.GetValueKind() != JsonValueKind.String;
        // Plain, readers may take what follows a question mark and a space for the key of a mapping.
        var isQuestion = text.Contains("? ", StringComparison.Ordinal);
        return ambiguous || hasLines || isQuestion || !IsPrintable(text) || text is "=" or "<<"
            ? DoubleQuoted(text)
            : new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Any, true, true);
    }

    private static Scalar DoubleQuoted(string text) => new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, false, true);

    // Only double quotes have escapes; everything else is written as it is, and tabs, control characters, other line breaks and marks would be lost.
    private static bool IsPrintable(string text) =>
        !text.AsSpan().ContainsAny(Unprintable) && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f');
}
