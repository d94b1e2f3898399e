using System.Security.Cryptography;

namespace Kpanda.Identity.Passwords;

internal static class GeneratedPassword
{
    /// <summary>20 of 32 characters that are not mistaken for each other: 100 bits.</summary>
    public static string New() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 20);
}
