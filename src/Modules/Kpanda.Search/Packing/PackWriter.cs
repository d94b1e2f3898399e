using System.Buffers.Binary;
using System.Text;

namespace Kpanda.Search.Packing;

/// <summary>Writes the parts of a packed text.</summary>
internal ref struct PackWriter(Span<byte> output)
{
    /// <summary>Bytes of a number at most.</summary>
    public const int LongestNumber = 5;

    private const int Continued = 0x80;
    private readonly Span<byte> _output = output;

    public int Length { get; private set; }

    public void WriteByte(byte value) => _output[Length++] = value;

    /// <summary>A place, in 16 bits.</summary>
    public void WritePlace(int place)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_output[Length..], (ushort)place);
        Length += sizeof(ushort);
    }

    /// <summary>A number of any size, seven bits to a byte.</summary>
    public void WriteNumber(int number)
    {
        for (; number >= Continued; number >>= 7) WriteByte((byte)(number | Continued));
        WriteByte((byte)number);
    }

    /// <summary>Bytes of a text and its length at most.</summary>
    public static int LongestText(string text) => LongestNumber + Encoding.UTF8.GetMaxByteCount(text.Length);

    /// <summary>A text in UTF-8 behind its length in bytes.</summary>
    public void WriteText(string text)
    {
        WriteNumber(Encoding.UTF8.GetByteCount(text));
        Length += Encoding.UTF8.GetBytes(text, _output[Length..]);
    }

    /// <summary>A number of 64 bits, all of them.</summary>
    public void WriteLong(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_output[Length..], number);
        Length += sizeof(long);
    }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output[Length..]);
        Length += bytes.Length;
    }
}
