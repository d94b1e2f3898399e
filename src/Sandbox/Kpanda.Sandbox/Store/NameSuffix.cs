using System.Security.Cryptography;

namespace Kpanda.Sandbox.Store;

/// <summary>Random ends of generated names, from the alphabet that Kubernetes uses (no vowels, no digits that look like letters).</summary>
public static class NameSuffix
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Five letters.</summary>
    public static string Next() => RandomNumberGenerator.GetString(Alphabet, 5);
}
