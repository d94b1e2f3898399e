using System.Buffers.Binary;
using System.Numerics;

namespace Kpanda.Search.Packing;

/// <summary>
/// What objects of one kind have in common, and the packing that leaves it out. A packed text is its length, then sequences: a token, the literals between, and where the
/// text goes on: in the dictionary, or in what was unpacked already. Objects of a kind have the same parts in the same order, so most places are told as
/// one byte, the distance from where the last part of the dictionary ended. Immutable; safe for concurrent use.
/// </summary>
internal sealed class PackDictionary
{
    /// <summary>Bytes of a dictionary at most. With <see cref="LongestText"/> every place fits in 16 bits.</summary>
    public const int MaxSize = 32 * 1024;

    /// <summary>Longer texts are not packed with a dictionary.</summary>
    public const int LongestText = 32 * 1024 - 1;

    // A token: three bits of literals, one bit for a near place, four bits of length. The highest value of each says that more follows.
    private const int LiteralShift = 5;
    private const int MoreLiterals = 7;
    private const int NearPlace = 1 << 4;
    private const int MoreLength = 15;
    private const int ShortestMatch = 4;

    private const int HashBits = 14;
    private const int OwnHashBits = 11;
    // More find little: 8 save 4 % of the bytes for a quarter more time.
    private const int DeepestLook = 4;

    // A part of this length is taken without looking for a better one.
    private const int LongEnough = 16;

    private readonly byte[] _text;
    private readonly ushort[] _first = new ushort[1 << HashBits];
    private readonly ushort[] _next;

    /// <exception cref="InvalidDataException">The text is longer than a dictionary may be.</exception>
    public PackDictionary(int id, byte[] text)
    {
        if (text.Length > MaxSize) throw new InvalidDataException("A stored dictionary is longer than a dictionary may be.");
        (Id, _text) = (id, text);
        _next = new ushort[text.Length];
        for (var at = 0; at + sizeof(uint) <= text.Length; at++)
        {
            ref var first = ref _first[Hash(BinaryPrimitives.ReadUInt32LittleEndian(text.AsSpan(at)), HashBits)];
            _next[at] = first;
            first = (ushort)(at + 1);
        }
    }

    public int Id { get; }

    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>Bytes that a packed text takes at most.</summary>
    public static int LongestPacked(int length) => length + (length / 128) + 16;

    /// <summary>Packs a text of at most <see cref="LongestText"/> bytes.</summary>
    /// <returns>Bytes written; <paramref name="packed"/> has room for <see cref="LongestPacked"/>.</returns>
    public int Pack(ReadOnlySpan<byte> text, Span<byte> packed)
    {
        Span<ushort> own = stackalloc ushort[1 << OwnHashBits];
        own.Clear();
        var writer = new PackWriter(packed);
        writer.WriteNumber(text.Length);
        var (at, told, expected) = (0, 0, 0);
        while (at + ShortestMatch <= text.Length)
        {
            var match = Find(text, at, own, expected, at - told);
            if (match.Gain <= 0)
            {
                at++;
                continue;
            }

            // What comes just after may go on for longer.
            if (match.Length < LongEnough && at + 1 + ShortestMatch <= text.Length && Find(text, at + 1, own, expected, at + 1 - told) is { } later && later.Gain > match.Gain + 1)
            {
                at++;
                match = later;
            }

            Write(ref writer, text[told..at], match, expected + at - told);
            if (match.Place < _text.Length) expected = match.Place + match.Length;
            at += match.Length;
            told = at;
        }

        if (told < text.Length) Write(ref writer, text[told..], default, 0);
        return writer.Length;
    }

    /// <exception cref="InvalidDataException">The bytes were not written by <see cref="Pack"/>.</exception>
    public byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        try
        {
            return Parse(packed);
        }
        catch (Exception broken) when (broken is ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("A stored text is damaged.", broken);
        }
    }

    private byte[] Parse(ReadOnlySpan<byte> packed)
    {
        var reader = new PackReader(packed);
        var length = reader.ReadNumber();
        if (length > LongestText) throw new InvalidDataException("A stored text is longer than packed texts are.");
        var text = new byte[length];
        var (at, expected) = (0, 0);
        while (at < text.Length)
        {
            var token = reader.ReadByte();
            var literals = token >> LiteralShift;
            if (literals == MoreLiterals) literals += reader.ReadNumber();
            reader.Read(literals).CopyTo(text.AsSpan(at));
            at += literals;
            if (at == text.Length) break;
            var match = token & MoreLength;
            var place = (token & NearPlace) != 0 ? expected + literals + (sbyte)reader.ReadByte() : reader.ReadPlace();
            if (match == MoreLength) match += reader.ReadNumber();
            match += ShortestMatch;
            if (place < _text.Length)
            {
                _text.AsSpan(place, match).CopyTo(text.AsSpan(at));
                expected = place + match;
            }
            else
            {
                Repeat(text, place - _text.Length, at, match);
            }

            at += match;
        }

        return text;
    }

    // What is repeated may reach into what it makes: then it is one byte after the other.
    private static void Repeat(byte[] text, int from, int at, int length)
    {
        if (from + length <= at) text.AsSpan(from, length).CopyTo(text.AsSpan(at));
        else
            for (var i = 0; i < length; i++) text[at + i] = text[from + i];
    }

    // Asked at nearly every byte that is told as it is: what cannot be a match, or no better one, is seen from four bytes and from one.
    private Match Find(ReadOnlySpan<byte> text, int at, Span<ushort> own, int expected, int literals)
    {
        var near = expected + literals;
        ReadOnlySpan<byte> dictionary = _text;
        var rest = text[at..];
        var begin = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        var best = default(Match);

        // The text may go on as the dictionary does: after as many other bytes, or, where what only one has (a name, a UID) is left out of the dictionary, after none.
        foreach (var place in (ReadOnlySpan<int>)[near, expected])
        {
            if (place + ShortestMatch > dictionary.Length || !BeginsWith(dictionary, place, begin)) continue;
            best = Better(best, new(place, LengthOfMatch(rest, dictionary, place), place - near));
            if (best.Length >= LongEnough) return best;
        }

        var looks = DeepestLook;
        for (int place = _first[Hash(begin, HashBits)]; place != 0 && looks-- > 0; place = _next[place - 1])
        {
            if (!BeginsWith(dictionary, place - 1, begin) || !CanBeBetter(best, rest, dictionary, place - 1)) continue;
            best = Better(best, new(place - 1, LengthOfMatch(rest, dictionary, place - 1), place - 1 - near));
        }

        ref var seen = ref own[Hash(begin, OwnHashBits)];
        if (seen != 0 && seen - 1 < at && BeginsWith(text, seen - 1, begin) && CanBeBetter(best, rest, text, seen - 1))
            best = Better(best, new(dictionary.Length + seen - 1, LengthOfMatch(rest, text, seen - 1), int.MaxValue));
        seen = (ushort)(at + 1);
        return best;
    }

    private static bool BeginsWith(ReadOnlySpan<byte> source, int place, uint begin) => BinaryPrimitives.ReadUInt32LittleEndian(source[place..]) == begin;

    // A shorter match is never better: it has to have the last byte of the best one.
    private static bool CanBeBetter(Match best, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> source, int place)
    {
        var last = place + best.Length - 1;
        return best.Length == 0 || (last < source.Length && source[last] == rest[best.Length - 1]);
    }

    /// <summary>For how long both go on alike, where the first four bytes are known to be.</summary>
    private static int LengthOfMatch(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> source, int place) =>
        ShortestMatch + rest[ShortestMatch..].CommonPrefixLength(source[(place + ShortestMatch)..]);

    private static Match Better(Match one, Match other) => other.Gain > one.Gain ? other : one;

    private void Write(ref PackWriter writer, ReadOnlySpan<byte> literals, Match match, int near)
    {
        var isNear = match.Length > 0 && match.IsNear;
        var length = Math.Max(match.Length - ShortestMatch, 0);
        writer.WriteByte((byte)((Math.Min(literals.Length, MoreLiterals) << LiteralShift) | (isNear ? NearPlace : 0) | Math.Min(length, MoreLength)));
        if (literals.Length >= MoreLiterals) writer.WriteNumber(literals.Length - MoreLiterals);
        writer.Write(literals);
        if (match.Length == 0) return;
        if (isNear) writer.WriteByte((byte)(match.Place - near));
        else writer.WritePlace(match.Place);
        if (length >= MoreLength) writer.WriteNumber(length - MoreLength);
    }

    private static int Hash(uint begin, int bits) => (int)((begin * 2654435761u) >> (32 - bits));

    /// <summary>Where the text goes on, for how long, and how far that is from where it is expected.</summary>
    private readonly record struct Match(int Place, int Length, int Distance)
    {
        public bool IsNear => Distance is >= sbyte.MinValue and <= sbyte.MaxValue;

        /// <summary>Bytes that it spares; a token and a place have to be written.</summary>
        public int Gain => Length - (IsNear ? 2 : 3);
    }
}
