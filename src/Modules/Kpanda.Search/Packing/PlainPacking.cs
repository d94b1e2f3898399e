using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Kpanda.Search.Packing;

/// <summary>
/// Texts that have no dictionary (the first of their sort, and long ones): four bytes of length, then Brotli. Quality 1: a pod packs in a third of the time of quality 4
/// for a tenth more bytes.
/// </summary>
internal static class PlainPacking
{
    private const int Quality = 1;
    private const int Window = 18;
    private const int HeaderSize = sizeof(int);

    /// <summary>Bytes that a packed text takes at most.</summary>
    public static int LongestPacked(int length) => HeaderSize + BrotliEncoder.GetMaxCompressedLength(length);

    /// <returns>Bytes written.</returns>
    public static int Pack(ReadOnlySpan<byte> text, Span<byte> packed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(packed, text.Length);
        if (!BrotliEncoder.TryCompress(text, packed[HeaderSize..], out var length, Quality, Window))
            throw new InvalidOperationException("The buffer holds the longest packed form, so packing cannot fail.");
        return HeaderSize + length;
    }

    /// <exception cref="InvalidDataException">The bytes were not written by <see cref="Pack"/>.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < HeaderSize || BinaryPrimitives.ReadInt32LittleEndian(packed) is var size && size < 0) throw new InvalidDataException("A stored text is damaged.");
        var text = new byte[size];
        if (!BrotliDecoder.TryDecompress(packed[HeaderSize..], text, out var length) || length != text.Length) throw new InvalidDataException("A stored text is damaged.");
        return text;
    }
}
