using System.Collections.Concurrent;
using System.Text;

namespace Kpanda.Search.Index;

/// <summary>
/// One instance for each of the words that objects repeat (namespaces, label keys and values). Bounded: past the limit new words are simply not shared, so
/// that a member that invents words cannot fill the memory.
/// </summary>
internal static class StringPool
{
    private const int MaxWords = 200_000;
    private const int MaxLength = 128;
    private static readonly ConcurrentDictionary<string, string> Words = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Spans = Words.GetAlternateLookup<ReadOnlySpan<char>>();
    private static int _count;

    /// <summary>The word that these UTF-8 bytes spell; one that is shared already is not made again.</summary>
    public static string Share(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength) return Encoding.UTF8.GetString(utf8);
        Span<char> text = stackalloc char[MaxLength];
        text = text[..Encoding.UTF8.GetChars(utf8, text)];
        return Spans.TryGetValue(text, out var shared) ? shared : Share(new string(text));
    }

    public static string Share(string text)
    {
        if (text.Length > MaxLength) return text;
        if (Words.TryGetValue(text, out var shared)) return shared;
        if (Volatile.Read(ref _count) >= MaxWords) return text;
        if (Words.TryAdd(text, text)) Interlocked.Increment(ref _count);
        return Words.TryGetValue(text, out shared) ? shared : text;
    }
}
