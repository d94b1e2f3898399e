using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Search.Index;

/// <summary>
/// resourceVersions in eight bytes. Kubernetes makes growing decimal numbers and promises their order since 1.35; what is no number becomes a negative hash,
/// which can be told apart and nothing else.
/// </summary>
internal static class VersionNumber
{
    public static long Of(string? version)
    {
        if (string.IsNullOrEmpty(version)) return 0;
        if (long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        return BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(version)), 0) | long.MinValue;
    }

    /// <summary>Whether an event is older than what is known already (a replayed or reordered one).</summary>
    public static bool IsOlder(long candidate, long known) => candidate > 0 && known > 0 && candidate < known;
}
