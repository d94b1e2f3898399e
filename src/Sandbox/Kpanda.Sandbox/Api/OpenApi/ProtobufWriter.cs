using System.Text;

namespace Kpanda.Sandbox.Api.OpenApi;

/// <summary>Writes the two forms of protobuf field that an OpenAPI document needs: texts and messages.</summary>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream stream = new();

    public byte[] ToArray() => stream.ToArray();

    public void Text(int number, string? text)
    {
        if (!string.IsNullOrEmpty(text)) Bytes(number, Encoding.UTF8.GetBytes(text));
    }

    public void Message(int number, Action<ProtobufWriter> fill)
    {
        var inner = new ProtobufWriter();
        fill(inner);
        Bytes(number, inner.stream.GetBuffer().AsSpan(0, (int)inner.stream.Length));
    }

    private void Bytes(int number, ReadOnlySpan<byte> bytes)
    {
        Varint(((uint)number << 3) | 2);
        Varint((uint)bytes.Length);
        stream.Write(bytes);
    }

    private void Varint(uint value)
    {
        while (value >= 0x80)
        {
            stream.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        stream.WriteByte((byte)value);
    }
}
