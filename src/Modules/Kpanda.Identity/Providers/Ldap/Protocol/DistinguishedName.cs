using System.Globalization;
using System.Text;

namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>Distinguished names (RFC 4514). Two spellings of one name have one canonical text, by which a group's members are found among people.</summary>
internal static class DistinguishedName
{
    private const int Longest = 2000;
    private const string Special = ",;+\"\\<>=";

    /// <summary>Whether a text is a distinguished name with at least one part.</summary>
    public static bool IsValid(string text) => Canonical(text) is { Length: > 0 };

    /// <summary>The canonical text: lower case, spaces and escapes in one way; null for what is no name. The empty name is the root.</summary>
    public static string? Canonical(string text)
    {
        if (text.Length > Longest) return null;
        if (text.Trim(' ').Length == 0) return "";
        var names = new List<string>();
        foreach (var part in Split(text, ',', ';'))
        {
            var pairs = new List<string>();
            foreach (var pair in Split(part, '+'))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals < 1) return null;
                var attribute = pair[..equals].Trim(' ');
                if (!LdapFilterText.IsAttribute(attribute) || Value(pair[(equals + 1)..]) is not { } value) return null;
                pairs.Add($"{attribute.ToLowerInvariant()}={Escape(value)}");
            }

            pairs.Sort(StringComparer.Ordinal);
            names.Add(string.Join('+', pairs));
        }

        return string.Join(',', names);
    }

    // At separators that no backslash stands before.
    private static IEnumerable<string> Split(string text, params char[] separators)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (separators.Contains(text[i]))
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    /// <summary>The value without its escapes; null where it breaks the rules.</summary>
    private static string? Value(string text)
    {
        var bytes = new List<byte>();
        // How much of the value stands: spaces at its end do not, unless they are escaped.
        var stands = 0;
        text = text.TrimStart(' ');
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\\')
            {
                if (i + 1 >= text.Length) return null;
                if (Special.Contains(text[i + 1]) || text[i + 1] is ' ' or '#')
                {
                    bytes.Add((byte)text[++i]);
                }
                else
                {
                    if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped)) return null;
                    bytes.Add(escaped);
                    i += 2;
                }

                stands = bytes.Count;
                continue;
            }

            if (character is '"' or '<' or '>' or '\0') return null;
            var length = char.IsHighSurrogate(character) && i + 1 < text.Length ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
            i += length - 1;
            if (character != ' ') stands = bytes.Count;
        }

        return Encoding.UTF8.GetString([.. bytes[..stands]]);
    }

    // Names are compared without regard to case and to how many spaces stand between words.
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value.ToLowerInvariant())
        {
            if (character == ' ' && (text.Length == 0 || text[^1] == ' ')) continue;
            if (Special.Contains(character)) text.Append('\\');
            text.Append(character);
        }

        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        return text.ToString();
    }
}
