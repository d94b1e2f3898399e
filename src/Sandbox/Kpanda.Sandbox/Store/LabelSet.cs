using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Store;

/// <summary>The labels of one object, in an array: objects have few labels, and there are many objects.</summary>
internal sealed class LabelSet : IReadOnlyDictionary<string, string>
{
    public static readonly LabelSet Empty = new([]);

    private readonly KeyValuePair<string, string>[] pairs;

    private LabelSet(KeyValuePair<string, string>[] pairs) => this.pairs = pairs;

    public int Count => pairs.Length;

    public IEnumerable<string> Keys => pairs.Select(p => p.Key);

    public IEnumerable<string> Values => pairs.Select(p => p.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public static LabelSet From(JsonObject? labels)
    {
        if (labels is null || labels.Count == 0) return Empty;
        var pairs = new List<KeyValuePair<string, string>>(labels.Count);
        foreach (var (key, value) in labels)
        {
            // Keys repeat across thousands of objects, values mostly do.
            if (value is JsonValue v && v.TryGetValue<string>(out var text)) pairs.Add(new(string.Intern(key), string.Intern(text)));
        }

        return new([.. pairs]);
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var pair in pairs)
        {
            if (!string.Equals(pair.Key, key, StringComparison.Ordinal)) continue;
            value = pair.Value;
            return true;
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
