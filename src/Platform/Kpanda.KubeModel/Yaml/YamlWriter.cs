using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kpanda.KubeModel.Yaml;

/// <summary>Writes JSON as YAML that reads back as the same JSON.</summary>
public static class YamlWriter
{
    /// <summary>One document without a marker.</summary>
    public static string Write(JsonNode? node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(2, int.MaxValue, false, 1024));
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
                    emitter.Emit(Text(key));
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
        if (text.Contains('\n', StringComparison.Ordinal) && !text.StartsWith(' ') && !text.Contains('\t', StringComparison.Ordinal))
            return new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Literal, false, true);
        var ambiguous = YamlScalars.Resolve(text) is not JsonValue value || value.GetValueKind() != JsonValueKind.String;
        return ambiguous || text is "=" or "<<"
            ? new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, false, true)
            : new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Any, true, true);
    }
}
