using System.Buffers;
using System.Security.Cryptography;

namespace Kpanda.Search.Index;

/// <summary>Hashes what readers can see of an object, piece by piece. The pieces are put together first: to hash them one by one takes longer than to copy them.</summary>
internal sealed class ContentHash(int length) : IDisposable
{
    private byte[] _pieces = ArrayPool<byte>.Shared.Rent(length);
    private int _length;

    public void Add(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _pieces.Length - _length) Grow(_length + piece.Length);
        piece.CopyTo(_pieces.AsSpan(_length));
        _length += piece.Length;
    }

    public ulong Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_pieces.AsSpan(0, _length), digest);
        return BitConverter.ToUInt64(digest);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_pieces);
        _pieces = [];
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 2 * _pieces.Length));
        _pieces.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_pieces);
        _pieces = larger;
    }
}
