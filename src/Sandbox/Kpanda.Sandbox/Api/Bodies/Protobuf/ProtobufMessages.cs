using System.Collections.Concurrent;
using System.Globalization;

namespace Kpanda.Sandbox.Api.Bodies.Protobuf;

/// <summary>The numbers of the fields of Kubernetes' messages, from the embedded table that eng/sandbox-protobuf.py writes.</summary>
internal sealed class ProtobufMessages
{
    private static readonly Lazy<ProtobufMessages> Loaded = new(() => new ProtobufMessages());

    private readonly Dictionary<string, Dictionary<int, ProtobufField>> messages = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, HashSet<string>> drops = new(StringComparer.Ordinal);

    private ProtobufMessages()
    {
        using var stream = typeof(ProtobufMessages).Assembly.GetManifestResourceStream("messages.txt")!;
        using var reader = new StreamReader(stream);
        Dictionary<int, ProtobufField> fields = [];
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (line[0] != ' ')
            {
                messages[words[1]] = fields = [];
                continue;
            }

            fields[int.Parse(words[1], CultureInfo.InvariantCulture)] = new(words[2], words[3], words.Contains("inline"), words.Contains("drop"), words.Contains("pointer"));
        }
    }

    public static ProtobufMessages Instance => Loaded.Value;

    public IReadOnlyDictionary<int, ProtobufField>? Find(string message) => messages.GetValueOrDefault(message);

    /// <summary>Whether the JSON of a message leaves a field out when its value is zero.</summary>
    public bool DropsZero(string message, string field) => drops.GetOrAdd(message, Dropping).Contains(field);

    private HashSet<string> Dropping(string message)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var field in messages.GetValueOrDefault(message)?.Values ?? Enumerable.Empty<ProtobufField>())
        {
            if (field.Inline) names.UnionWith(Dropping(field.Type));
            else if (field.DropsZero) names.Add(field.Name);
        }

        return names;
    }
}
