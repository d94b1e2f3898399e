using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kpanda.Search.Index;

/// <summary>The labels of an object, sorted by key, in one flat array. Immutable; equal sets are equal.</summary>
internal sealed class LabelSet : IReadOnlyDictionary<string, string>, IEquatable<LabelSet>
{
    private readonly string[] _flat;
    private readonly int _hash;

    private LabelSet(string[] flat)
    {
        _flat = flat;
        var hash = new HashCode();
        foreach (var text in flat) hash.Add(text, StringComparer.Ordinal);
        _hash = hash.ToHashCode();
    }

    public static LabelSet Empty { get; } = new([]);

    public int Count => _flat.Length / 2;

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<string> Values => this.Select(pair => pair.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public static LabelSet Of(List<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0) return Empty;
        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var flat = new string[pairs.Count * 2];
        for (var i = 0; i < pairs.Count; i++) (flat[2 * i], flat[(2 * i) + 1]) = (pairs[i].Key, pairs[i].Value);
        return new(flat);
    }

    /// <summary>Of keys and values in turn, sorted by key.</summary>
    public static LabelSet OfSorted(string[] flat) => flat.Length == 0 ? Empty : new(flat);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    // Objects have a handful of labels: looking at each beats hashing.
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        for (var i = 0; i < _flat.Length; i += 2)
        {
            if (!string.Equals(_flat[i], key, StringComparison.Ordinal)) continue;
            value = _flat[i + 1];
            return true;
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < _flat.Length; i += 2) yield return new(_flat[i], _flat[i + 1]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(LabelSet? other) => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _flat.AsSpan().SequenceEqual(other._flat));

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode() => _hash;
}
