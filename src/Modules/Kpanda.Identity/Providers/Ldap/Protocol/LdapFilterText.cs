using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>Reads filters as administrators write them (RFC 4515): <c>(&amp;(objectClass=person)(!(uid=a\2ab)))</c>.</summary>
internal sealed partial class LdapFilterText
{
    private const int Longest = 4000;
    private const int Deepest = 20;

    private readonly string _text;
    private int _at;

    private LdapFilterText(string text) => _text = text;

    /// <summary>The filter; null for a text that is none.</summary>
    public static LdapFilter? Parse(string text)
    {
        if (text.Length is 0 or > Longest) return null;
        var reader = new LdapFilterText(text);
        return reader.Filter(0) is { } filter && reader._at == text.Length ? filter : null;
    }

    /// <summary>Whether a text is the name of an attribute, or its OID.</summary>
    public static bool IsAttribute(string text) => text.Length <= 100 && AttributeName.IsMatch(text);

    private LdapFilter? Filter(int depth)
    {
        if (depth > Deepest || !Take('(')) return null;
        LdapFilter? filter;
        if (Take('&')) filter = List(depth) is { } all ? LdapFilter.And(all) : null;
        else if (Take('|')) filter = List(depth) is { } any ? LdapFilter.Or(any) : null;
        else if (Take('!')) filter = Filter(depth + 1) is { } part ? LdapFilter.Not(part) : null;
        else filter = Item();
        return filter is not null && Take(')') ? filter : null;
    }

    private List<LdapFilter>? List(int depth)
    {
        var parts = new List<LdapFilter>();
        while (_at < _text.Length && _text[_at] == '(')
        {
            if (Filter(depth + 1) is not { } part) return null;
            parts.Add(part);
        }

        return parts.Count > 0 ? parts : null;
    }

    private LdapFilter? Item()
    {
        var equals = _text.IndexOf('=', _at);
        if (equals < 0) return null;
        var left = _text[_at..equals];
        _at = equals + 1;
        if (Value() is not { } pieces) return null;
        if (left.EndsWith(':')) return pieces.Count == 1 ? Extensible(left[..^1], pieces[0]) : null;
        var choice = left.Length == 0 ? 3 : left[^1] switch { '>' => 5, '<' => 6, '~' => 8, _ => 3 };
        var attribute = choice == 3 ? left : left[..^1];
        if (!IsAttribute(attribute)) return null;
        if (pieces.Count == 1) return new LdapFilter.Assertion(choice, attribute, pieces[0]);
        if (choice != 3) return null;
        if (pieces.Count == 2 && pieces.All(piece => piece.Length == 0)) return LdapFilter.Present(attribute);
        var middle = pieces[1..^1];
        if (middle.Any(piece => piece.Length == 0)) return null;
        return new LdapFilter.Substrings(attribute, OrNull(pieces[0]), middle, OrNull(pieces[^1]));
    }

    // attribute [":dn"] [":" rule] ":=" value, or [":dn"] ":" rule ":=" value
    private static LdapFilter.Extensible? Extensible(string left, byte[] value)
    {
        var parts = left.Split(':').ToList();
        var attribute = parts[0];
        parts.RemoveAt(0);
        var withDn = parts.Count > 0 && string.Equals(parts[0], "dn", StringComparison.OrdinalIgnoreCase);
        if (withDn) parts.RemoveAt(0);
        if (parts.Count > 1 || (attribute.Length > 0 && !IsAttribute(attribute))) return null;
        var rule = parts.Count == 1 ? parts[0] : "";
        if (parts.Count == 1 ? !IsAttribute(rule) : attribute.Length == 0) return null;
        return new LdapFilter.Extensible(rule, attribute, value, withDn);
    }

    /// <summary>The value up to its parenthesis, cut at each star; null where it breaks the rules.</summary>
    private List<byte[]>? Value()
    {
        var pieces = new List<byte[]>();
        var piece = new List<byte>();
        for (; _at < _text.Length && _text[_at] != ')'; _at++)
        {
            switch (_text[_at])
            {
                case '(' or '\0':
                    return null;
                case '*':
                    pieces.Add([.. piece]);
                    piece.Clear();
                    break;
                case '\\':
                    if (_at + 2 >= _text.Length || !byte.TryParse(_text.AsSpan(_at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped)) return null;
                    piece.Add(escaped);
                    _at += 2;
                    break;
                default:
                    var length = char.IsHighSurrogate(_text[_at]) && _at + 1 < _text.Length ? 2 : 1;
                    piece.AddRange(Encoding.UTF8.GetBytes(_text.Substring(_at, length)));
                    _at += length - 1;
                    break;
            }
        }

        pieces.Add([.. piece]);
        return pieces;
    }

    private static byte[]? OrNull(byte[] piece) => piece.Length == 0 ? null : piece;

    private bool Take(char character)
    {
        if (_at >= _text.Length || _text[_at] != character) return false;
        _at++;
        return true;
    }

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)+)(;[A-Za-z0-9-]+)*\z")]
    private static partial Regex AttributeName { get; }
}
