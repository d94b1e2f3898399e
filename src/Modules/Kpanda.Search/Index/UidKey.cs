using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Search.Index;

/// <summary>UIDs in sixteen bytes. Kubernetes makes RFC 4122 UUIDs; anything else becomes the front of its hash, which is as unique.</summary>
internal static class UidKey
{
    public static Guid Of(string? uid)
    {
        if (string.IsNullOrEmpty(uid)) return Guid.Empty;
        if (Guid.TryParseExact(uid, "D", out var guid)) return guid;
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(uid)).AsSpan(0, 16));
    }
}
