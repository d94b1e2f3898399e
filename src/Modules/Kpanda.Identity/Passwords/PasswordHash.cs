using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Identity.Passwords;

/// <summary>A stored password: <c>pbkdf2-sha256$rounds$salt$hash</c>.</summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int SaltSize = 16;
    private const int HashSize = 32;

    public static string Make(string password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, iterations))}");
    }

    public static bool Verify(string password, string stored)
    {
        var (iterations, salt, hash) = Read(stored);
        return CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), hash);
    }

    /// <summary>Whether the stored hash is weaker than what is made today.</summary>
    public static bool IsOutdated(string stored, int iterations) => Read(stored).Iterations < iterations;

    private static (int Iterations, byte[] Salt, byte[] Hash) Read(string stored)
    {
        var parts = stored.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme) throw new FormatException("Not a stored password.");
        return (int.Parse(parts[1], CultureInfo.InvariantCulture), Convert.FromBase64String(parts[2]), Convert.FromBase64String(parts[3]));
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashSize);
}
