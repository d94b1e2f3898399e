using Kpanda.Search.Packing;

namespace Kpanda.Search.Index;

/// <summary>A body that is not in the store yet. Its packed form replaces the raw one as soon as it is made. Safe for concurrent use.</summary>
internal sealed class PendingBody(ReadOnlyMemory<byte> raw, Packer packer)
{
    // Either Raw or the packed bytes: one reference, so that a reader never sees half of a change.
    private volatile object _content = new Raw(raw);

    public byte[] Pack()
    {
        var content = _content;
        if (content is not Raw raw) return (byte[])content;
        var packed = packer.Pack(raw.Bytes);
        _content = packed;
        return packed;
    }

    public ReadOnlyMemory<byte> Read()
    {
        var content = _content;
        return content is Raw raw ? raw.Bytes : packer.Unpack((byte[])content);
    }

    private sealed record Raw(ReadOnlyMemory<byte> Bytes);
}
