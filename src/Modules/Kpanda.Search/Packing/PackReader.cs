using System.Buffers.Binary;

namespace Kpanda.Search.Packing;

/// <summary>Reads the parts of a packed text. Every call throws an <see cref="ArgumentException"/> or <see cref="IndexOutOfRangeException"/> at the end of it.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> packed)
{
    private readonly ReadOnlySpan<byte> _packed = packed;
    private int _at;

    public byte ReadByte() => _packed[_at++];

    public int ReadPlace()
    {
        var place = BinaryPrimitives.ReadUInt16LittleEndian(_packed[_at..]);
        _at += sizeof(ushort);
        return place;
    }

    public int ReadNumber()
    {
        var number = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var part = ReadByte();
            number |= (part & 0x7f) << shift;
            if (part < 0x80) return number;
        }

        throw new ArgumentException("A number does not end.");
    }

    public ReadOnlySpan<byte> Read(int length)
    {
        var bytes = _packed.Slice(_at, length);
        _at += length;
        return bytes;
    }

    public ReadOnlySpan<byte> Rest => _packed[_at..];
}
