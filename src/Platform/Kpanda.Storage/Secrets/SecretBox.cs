using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Storage.Secrets;

/// <summary>
/// Encryption at rest. Each secret has a data key of its own (AES-256-GCM), which the master key wraps. A sealed secret opens only in the context it was sealed for,
/// so that one row's secret cannot be moved into another. Safe for concurrent use.
/// </summary>
public sealed class SecretBox
{
    // version, id of the master key, nonce + wrapped data key + tag, nonce + ciphertext + tag
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + MasterKey.IdSize;
    private const int WrappedSize = NonceSize + MasterKey.Size + TagSize;
    private const int Overhead = HeaderSize + WrappedSize + NonceSize + TagSize;

    private readonly Func<MasterKey> _master;

    internal SecretBox(MasterKey master)
        : this(() => master)
    {
    }

    internal SecretBox(Func<MasterKey> master) => _master = master;

    /// <summary>Encrypts.</summary>
    /// <param name="secret">The plain bytes.</param>
    /// <param name="context">What this is, e.g. <c>clusters/credential/{id}</c>; needed again to open it.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string context)
    {
        var result = new byte[Overhead + secret.Length];
        var (id, masterKey) = _master().Current;
        result[0] = Version;
        id.CopyTo(result.AsSpan(1));

        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        RandomNumberGenerator.Fill(dataKey);
        var boundTo = Encoding.UTF8.GetBytes(context);
        Encrypt(masterKey, dataKey, result.AsSpan(HeaderSize, WrappedSize), boundTo);
        Encrypt(dataKey, secret, result.AsSpan(HeaderSize + WrappedSize), boundTo);
        CryptographicOperations.ZeroMemory(dataKey);
        return result;
    }

    /// <summary>Decrypts what <see cref="Seal(ReadOnlySpan{byte}, string)"/> made.</summary>
    /// <exception cref="CryptographicException">Altered, sealed for another context, or by a master key that is not in the key file.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedSecret, string context)
    {
        if (sealedSecret.Length < Overhead || sealedSecret[0] != Version) throw new CryptographicException("Not a sealed secret.");
        var masterKey = _master().Find(sealedSecret.Slice(1, MasterKey.IdSize))
            ?? throw new CryptographicException("Sealed by a master key that is not in the key file.");

        var boundTo = Encoding.UTF8.GetBytes(context);
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        Decrypt(masterKey, sealedSecret.Slice(HeaderSize, WrappedSize), dataKey, boundTo);
        var secret = new byte[sealedSecret.Length - Overhead];
        Decrypt(dataKey, sealedSecret[(HeaderSize + WrappedSize)..], secret, boundTo);
        CryptographicOperations.ZeroMemory(dataKey);
        return secret;
    }

    /// <summary>
    /// A keyed hash: the same for the same bytes in the same context, on every replica, and nothing that guesses can be tried against without the master key. After a rotation of the key it is another.
    /// </summary>
    /// <param name="value">The plain bytes.</param>
    /// <param name="context">What this is; the same bytes elsewhere have another.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Mark(ReadOnlySpan<byte> value, string context)
    {
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master().Current.Key, key, [], Encoding.UTF8.GetBytes("mark/" + context));
        var mark = HMACSHA256.HashData(key, value);
        CryptographicOperations.ZeroMemory(key);
        return mark;
    }

    /// <summary>The id of the master key that sealed it, in hex; null where it is no sealed secret.</summary>
    internal static string? KeyIdOf(ReadOnlySpan<byte> sealedSecret) =>
        sealedSecret.Length < Overhead || sealedSecret[0] != Version ? null : Convert.ToHexStringLower(sealedSecret.Slice(1, MasterKey.IdSize));

    private static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, Span<byte> target, ReadOnlySpan<byte> boundTo)
    {
        using var aes = new AesGcm(key, TagSize);
        var nonce = target[..NonceSize];
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, target.Slice(NonceSize, plain.Length), target[(NonceSize + plain.Length)..], boundTo);
    }

    private static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> plain, ReadOnlySpan<byte> boundTo)
    {
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(source[..NonceSize], source.Slice(NonceSize, plain.Length), source[(NonceSize + plain.Length)..], plain, boundTo);
    }
}
