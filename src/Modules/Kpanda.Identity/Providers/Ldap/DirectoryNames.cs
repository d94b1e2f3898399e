using System.Security.Cryptography;
using System.Text;
using Kpanda.Identity.People;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>
/// What people and groups of a directory are called here. Capitals become small. What has other characters than names may have here gets the nearest name, with a mark made of who it is at its end: it can
/// never become the name of somebody else, whose rights in clusters go by it.
/// </summary>
internal static class DirectoryNames
{
    private const int Longest = 63;
    private const int MarkLength = 8;

    /// <summary>The name for something; null where it cannot be had: it is empty, or what Kubernetes or the platform keep for themselves (<c>system:masters</c>).</summary>
    /// <param name="identity">What tells it from all others: of people the unique id, of groups the distinguished name.</param>
    /// <param name="fallback">What a name begins with that has no character that could stay.</param>
    public static string? Of(string name, string identity, string fallback)
    {
        var lower = name.Trim().ToLowerInvariant();
        if (lower.Length == 0) return null;
        if (NameRules.Check(lower) is not { } wrong) return lower;
        if (wrong.Reason == "user.name.reserved") return null;
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..MarkLength];
        var nearest = Nearest(lower);
        if (nearest.Length > Longest - MarkLength - 1) nearest = nearest[..(Longest - MarkLength - 1)].TrimEnd('-', '.', '_', '@');
        return $"{(nearest.Length > 0 ? nearest : fallback)}-{mark}";
    }

    private static string Nearest(string lower)
    {
        var text = new StringBuilder(lower.Length);
        foreach (var character in lower)
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '_' or '@') text.Append(character);
            else if (text.Length > 0 && text[^1] != '-') text.Append('-');
        }

        return text.ToString().Trim('-', '.', '_', '@');
    }
}
