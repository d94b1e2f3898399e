using System.Buffers.Binary;
using System.Text;

namespace Kpanda.Gateway.Files;

/// <summary>
/// The blocks before the bytes of a file in a tar archive, in the form of GNU, which all of them read. Only regular files are ever written: no link, no device, no directory. Written here
/// because the bytes that follow come from elsewhere as they come, and their number is all that is known.
/// </summary>
internal static class TarHeader
{
    /// <summary>The size of a block; what is written is filled up to one.</summary>
    public const int Block = 512;

    /// <summary>What ends an archive.</summary>
    public const int End = 2 * Block;

    private const int LongestName = 100;

    /// <summary>The blocks for a file.</summary>
    public static byte[] Of(string path, long size, DateTimeOffset modified)
    {
        var name = Encoding.UTF8.GetBytes(path);
        if (name.Length <= LongestName) return Make(name, size, modified, '0');
        // A name that is too long stands before, as the content of an entry of its own.
        byte[] content = [.. name, 0];
        return [.. Make("././@LongLink"u8, content.Length, modified, 'L'), .. content, .. new byte[Padding(content.Length)], .. Make(name.AsSpan(0, LongestName), size, modified, '0')];
    }

    /// <summary>How many bytes fill up the last block.</summary>
    public static int Padding(long size) => (int)((Block - (size % Block)) % Block);

    private static byte[] Make(ReadOnlySpan<byte> name, long size, DateTimeOffset modified, char type)
    {
        var block = new byte[Block];
        name.CopyTo(block);
        Octal(block.AsSpan(100, 8), 0b110_100_100);
        Octal(block.AsSpan(108, 8), 0);
        Octal(block.AsSpan(116, 8), 0);
        Size(block.AsSpan(124, 12), size);
        Octal(block.AsSpan(136, 12), modified.ToUnixTimeSeconds());
        block[156] = (byte)type;
        "ustar  \0"u8.CopyTo(block.AsSpan(257));
        // The sum counts its own field as spaces.
        block.AsSpan(148, 8).Fill((byte)' ');
        Octal(block.AsSpan(148, 7), block.Sum(one => (long)one));
        return block;
    }

    private static void Octal(Span<byte> field, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length - 1, '0'), field);

    // From 8 GiB on the digits do not do: then it is a number with the highest bit set.
    private static void Size(Span<byte> field, long size)
    {
        if (size < 1L << 33)
        {
            Octal(field, size);
            return;
        }

        field[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(field[4..], size);
    }
}
