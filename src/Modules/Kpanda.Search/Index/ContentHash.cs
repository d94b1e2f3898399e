using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Adds a text, in UTF-16.</summary>
    public void AddText(ReadOnlySpan<char> text) => Add(MemoryMarshal.AsBytes(text));

    /// <summary>Adds a text that is in UTF-8, as <see cref="AddText(ReadOnlySpan{char})"/> does.</summary>
    public void AddText(ReadOnlySpan<byte> utf8)
    {
        var most = Encoding.UTF8.GetMaxCharCount(utf8.Length);
        var characters = ArrayPool<char>.Shared.Rent(most);
        AddText(characters.AsSpan(0, Encoding.UTF8.GetChars(utf8, characters)));
        ArrayPool<char>.Shared.Return(characters);
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
