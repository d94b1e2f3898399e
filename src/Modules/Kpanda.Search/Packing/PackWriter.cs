using System.Buffers.Binary;

namespace Kpanda.Search.Packing;

/// <summary>Writes the parts of a packed text.</summary>
internal ref struct PackWriter(Span<byte> output)
{
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

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output[Length..]);
        Length += bytes.Length;
    }
}
