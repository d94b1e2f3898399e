using System.Runtime.InteropServices;

namespace Kpanda.Search.Packing;

/// <summary>
/// Makes the text of a dictionary from samples: what many of them have first, then what fewer have, each once, in the order in which they have it. What only
/// one has (names, UIDs, addresses) is of no use to the others and stays out.
/// </summary>
internal static class DictionaryTrainer
{
    private const int Piece = 8;

    public static byte[] Train(IReadOnlyList<ReadOnlyMemory<byte>> samples)
    {
        var counts = Count(samples);
        var text = new List<byte>(PackDictionary.MaxSize);
        var has = new HashSet<ulong>();
        foreach (var share in (ReadOnlySpan<int>)[8, 32, int.MaxValue])
        {
            var wanted = Math.Max(2, samples.Count / share);
            foreach (var sample in samples) Add(sample.Span, counts, wanted, has, text);
        }

        return [.. text];
    }

    /// <summary>In how many samples each piece is.</summary>
    private static Dictionary<ulong, int> Count(IReadOnlyList<ReadOnlyMemory<byte>> samples)
    {
        var counts = new Dictionary<ulong, int>();
        var seen = new HashSet<ulong>();
        foreach (var sample in samples)
        {
            seen.Clear();
            var bytes = sample.Span;
            for (var at = 0; at + Piece <= bytes.Length; at++)
            {
                var piece = PieceAt(bytes, at);
                if (seen.Add(piece)) CollectionsMarshal.GetValueRefOrAddDefault(counts, piece, out _)++;
            }
        }

        return counts;
    }

    private static void Add(ReadOnlySpan<byte> sample, Dictionary<ulong, int> counts, int wanted, HashSet<ulong> has, List<byte> text)
    {
        for (var at = 0; at + Piece <= sample.Length; at++)
        {
            if (!IsWanted(sample, at, counts, wanted, has)) continue;
            var from = at;
            while (at + 1 + Piece <= sample.Length && IsWanted(sample, at + 1, counts, wanted, has)) at++;
            var run = sample[from..(at + Piece)];
            if (text.Count + run.Length > PackDictionary.MaxSize) return;
            for (var piece = from; piece <= at; piece++) has.Add(PieceAt(sample, piece));
            text.AddRange(run);
        }
    }

    private static bool IsWanted(ReadOnlySpan<byte> sample, int at, Dictionary<ulong, int> counts, int wanted, HashSet<ulong> has)
    {
        var piece = PieceAt(sample, at);
        return counts[piece] >= wanted && !has.Contains(piece);
    }

    private static ulong PieceAt(ReadOnlySpan<byte> bytes, int at) => MemoryMarshal.Read<ulong>(bytes[at..]);
}
