using System.Security.Cryptography;

namespace Kpanda.Search.Index;

/// <summary>Hashes what readers can see of an object, piece by piece.</summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(ReadOnlySpan<byte> piece) => _hash.AppendData(piece);

    public ulong Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        return BitConverter.ToUInt64(digest);
    }

    public void Dispose() => _hash.Dispose();
}
