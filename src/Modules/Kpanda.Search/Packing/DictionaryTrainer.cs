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
        var pieces = Count(samples);
        var text = new List<byte>(PackDictionary.MaxSize);
        foreach (var share in (ReadOnlySpan<int>)[8, 32, int.MaxValue])
        {
            var wanted = Math.Max(2, samples.Count / share);
            foreach (var sample in samples) Add(sample.Span, pieces, wanted, text);
        }

        return [.. text];
    }

    /// <summary>In how many samples each piece is.</summary>
    private static Dictionary<ulong, Found> Count(IReadOnlyList<ReadOnlyMemory<byte>> samples)
    {
        var pieces = new Dictionary<ulong, Found>();
        for (var number = 1; number <= samples.Count; number++)
        {
            var bytes = samples[number - 1].Span;
            for (var at = 0; at + Piece <= bytes.Length; at++)
            {
                ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(pieces, PieceAt(bytes, at), out _);
                if (found.Last == number) continue;
                (found.Last, found.Samples) = (number, found.Samples + 1);
            }
        }

        return pieces;
    }

    private static void Add(ReadOnlySpan<byte> sample, Dictionary<ulong, Found> pieces, int wanted, List<byte> text)
    {
        for (var at = 0; at + Piece <= sample.Length; at++)
        {
            if (!IsWanted(sample, at, pieces, wanted)) continue;
            var from = at;
            while (at + 1 + Piece <= sample.Length && IsWanted(sample, at + 1, pieces, wanted)) at++;
            var run = sample[from..(at + Piece)];
            if (text.Count + run.Length > PackDictionary.MaxSize) return;
            for (var piece = from; piece <= at; piece++) CollectionsMarshal.GetValueRefOrNullRef(pieces, PieceAt(sample, piece)).IsTaken = true;
            text.AddRange(run);
        }
    }

    private static bool IsWanted(ReadOnlySpan<byte> sample, int at, Dictionary<ulong, Found> pieces, int wanted)
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrNullRef(pieces, PieceAt(sample, at));
        return found.Samples >= wanted && !found.IsTaken;
    }

    private static ulong PieceAt(ReadOnlySpan<byte> bytes, int at) => MemoryMarshal.Read<ulong>(bytes[at..]);

    /// <summary>In how many samples a piece is, the last of them (from 1), and whether the dictionary has it.</summary>
    private struct Found
    {
        public int Samples;
        public int Last;
        public bool IsTaken;
    }
}
