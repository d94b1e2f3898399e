using System.Globalization;
using System.Text;

namespace Kpanda.Sandbox.Cel;

/// <summary>Cuts an expression into its pieces.</summary>
internal sealed class CelLexer(string text)
{
    private static readonly string[] Symbols = ["[?", ".?", "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", "[", "]", "{", "}", ".", ","];

    private int _at;

    /// <exception cref="CelSyntaxException">A character or a literal that is none.</exception>
    public List<CelToken> Read()
    {
        List<CelToken> tokens = [];
        while (true)
        {
            SkipSpace();
            if (_at >= text.Length) break;
            tokens.Add(Next());
        }

        tokens.Add(new(CelTokenKind.End, "<EOF>", null, text.Length));
        return tokens;
    }

    private void SkipSpace()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at])) _at++;
            else if (text[_at] == '/' && _at + 1 < text.Length && text[_at + 1] == '/') _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
            else return;
        }
    }

    private CelToken Next()
    {
        var start = _at;
        if (StringStart() is { } prefix) return new(CelTokenKind.Literal, "", String(prefix), start);
        if (char.IsAsciiLetter(text[_at]) || text[_at] == '_')
        {
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
            var word = text[start.._at];
            return word switch
            {
                "true" => new(CelTokenKind.Literal, word, true, start),
                "false" => new(CelTokenKind.Literal, word, false, start),
                "null" => new(CelTokenKind.Literal, word, null, start),
                "in" => new(CelTokenKind.Symbol, word, null, start),
                _ => new(CelTokenKind.Identifier, word, null, start),
            };
        }

        if (char.IsAsciiDigit(text[_at]) || (text[_at] == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))) return new(CelTokenKind.Literal, "", Number(), start);
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) != 0) continue;
            _at += symbol.Length;
            return new(CelTokenKind.Symbol, symbol, null, start);
        }

        // Half of a symbol of two is told with what stands in the place of the other half.
        var wrong = text.Substring(_at, text[_at] is '&' or '|' or '=' ? Math.Min(2, text.Length - _at) : 1);
        throw new CelSyntaxException($"Syntax error: token recognition error at: '{wrong}'", start);
    }

    // The letters before a quote (raw, bytes), or null where no string begins here.
    private string? StringStart()
    {
        var end = _at;
        while (end < text.Length && end - _at < 2 && text[end] is 'r' or 'R' or 'b' or 'B') end++;
        return end < text.Length && text[end] is '\'' or '"' ? text[_at..end].ToLowerInvariant() : null;
    }

    private object String(string prefix)
    {
        var start = _at;
        _at += prefix.Length;
        var quote = text[_at].ToString();
        if (string.CompareOrdinal(text, _at, new string(quote[0], 3), 0, 3) == 0) quote = new string(quote[0], 3);
        _at += quote.Length;
        var written = new StringBuilder();
        while (string.CompareOrdinal(text, _at, quote, 0, quote.Length) != 0)
        {
            if (_at >= text.Length || (quote.Length == 1 && text[_at] is '\n' or '\r')) throw new CelSyntaxException($"Syntax error: token recognition error at: '{text[start..]}'", start);
            if (text[_at] == '\\' && !prefix.Contains('r', StringComparison.Ordinal)) Escape(written, start);
            else written.Append(text[_at++]);
        }

        _at += quote.Length;
        return prefix.Contains('b', StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(written.ToString()) : written.ToString();
    }

    private void Escape(StringBuilder written, int start)
    {
        if (_at + 1 >= text.Length) throw new CelSyntaxException("Syntax error: unterminated escape", start);
        var letter = text[_at + 1];
        _at += 2;
        var plain = "abfnrtv".IndexOf(letter, StringComparison.Ordinal);
        if (plain >= 0) written.Append("\a\b\f\n\r\t\v"[plain]);
        else if (letter is 'x' or 'X') Code(written, 2, 16, start);
        else if (letter == 'u') Code(written, 4, 16, start);
        else if (letter == 'U') Code(written, 8, 16, start);
        else if (letter is >= '0' and <= '3')
        {
            _at--;
            Code(written, 3, 8, start);
        }
        else if (letter is '\\' or '\'' or '"' or '`' or '?') written.Append(letter);
        else throw new CelSyntaxException($"Syntax error: unable to unescape string: \\{letter}", start);
    }

    private void Code(StringBuilder written, int digits, int radix, int start)
    {
        var value = 0;
        for (var i = 0; i < digits; i++, _at++)
        {
            var digit = _at < text.Length && char.IsAsciiHexDigit(text[_at]) ? Convert.ToInt32(text[_at].ToString(), 16) : radix;
            if (digit >= radix) throw new CelSyntaxException("Syntax error: invalid escape in a string", start);
            value = (value * radix) + digit;
        }

        if (!Rune.TryCreate(value, out var rune)) throw new CelSyntaxException("Syntax error: invalid unicode code point", start);
        written.Append(rune.ToString());
    }

    private object Number()
    {
        var start = _at;
        if (text[_at] == '0' && _at + 1 < text.Length && text[_at + 1] is 'x' or 'X')
        {
            _at += 2;
            var digits = _at;
            while (_at < text.Length && char.IsAsciiHexDigit(text[_at])) _at++;
            return ulong.TryParse(text.AsSpan(digits, _at - digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? Whole(hex, start)
                : throw new CelSyntaxException("invalid int literal", start);
        }

        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        var real = false;
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            real = true;
            _at++;
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        }

        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            real = true;
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-') _at++;
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        }

        var number = text.AsSpan(start, _at - start);
        if (real) return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new CelSyntaxException("invalid double literal", start);
        return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? Whole(whole, start) : throw new CelSyntaxException("invalid int literal", start);
    }

    private object Whole(ulong value, int start)
    {
        if (_at < text.Length && text[_at] is 'u' or 'U')
        {
            _at++;
            return value;
        }

        // The least whole number has no positive counterpart; its sign comes before.
        if (value == 1UL << 63 && start > 0 && text[start - 1] == '-') return long.MinValue;
        return value <= long.MaxValue ? (long)value : throw new CelSyntaxException("invalid int literal", start);
    }
}
