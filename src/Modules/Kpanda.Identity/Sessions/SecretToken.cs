using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Identity.Sessions;

/// <summary>256 random bits that stand for a person. Only the SHA-256 is stored: with this much randomness nothing slower is needed.</summary>
internal static class SecretToken
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The value that a browser must repeat in a header: bound to the session, useless without its cookie, needs no storage.</summary>
    public static string CsrfOf(string sessionSecret) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sessionSecret), "csrf"u8));
}
