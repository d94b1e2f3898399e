using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;

namespace Kpanda.Sandbox.Api.Bodies.Protobuf;

/// <summary>The fields of Kubernetes' messages: their numbers and how Go reads and writes them, from the embedded table that eng/sandbox-protobuf.py writes.</summary>
internal sealed class ProtobufMessages
{
    private static readonly Lazy<ProtobufMessages> Loaded = new(() => new ProtobufMessages());

    private readonly Dictionary<string, Dictionary<int, ProtobufField>> messages = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, FrozenDictionary<string, ProtobufField>> named = new(StringComparer.Ordinal);

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

            fields[int.Parse(words[1], CultureInfo.InvariantCulture)] = new(words[2], words[3], words.Contains("inline"), words.Contains("drop"), words.Contains("pointer"),
                words.FirstOrDefault(w => w.StartsWith("go=", StringComparison.Ordinal))?[3..], []);
        }
    }

    public static ProtobufMessages Instance => Loaded.Value;

    public IReadOnlyDictionary<int, ProtobufField>? Find(string message) => messages.GetValueOrDefault(message);

    /// <summary>The fields of a message by their names in JSON, those of inlined messages among them; none where the message is not known.</summary>
    public FrozenDictionary<string, ProtobufField> Named(string message) => named.GetOrAdd(message, m => Fields(m, []).DistinctBy(f => f.Name).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal));

    private IEnumerable<ProtobufField> Fields(string message, IReadOnlyList<string> through) =>
        (messages.GetValueOrDefault(message)?.Values ?? Enumerable.Empty<ProtobufField>()).SelectMany(field => field.Inline
            ? Fields(field.Type, [.. through, field.Type[(field.Type.LastIndexOf('.') + 1)..]])
            : [field with { Through = through }]);
}
