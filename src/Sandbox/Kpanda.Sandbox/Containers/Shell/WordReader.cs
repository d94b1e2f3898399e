using System.Text;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>Reads one word of a script: quotes, escapes, variables and commands within it.</summary>
internal sealed class WordReader(string text)
{
    /// <summary>The word at a place, which is moved behind it. <paramref name="parse"/> reads commands within.</summary>
    public ShellWord Read(ref int at, Func<string, ShellCommand> parse)
    {
        var parts = new List<WordPart>();
        var plain = new StringBuilder();
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !";&|()<>".Contains(text[at]))
        {
            switch (text[at])
            {
                case '\'':
                    Flush(parts, plain, quoted: false);
                    var end = text.IndexOf('\'', at + 1);
                    if (end < 0) throw Unterminated();
                    parts.Add(new TextPart(text[(at + 1)..end], Quoted: true));
                    at = end + 1;
                    break;
                case '"':
                    Flush(parts, plain, quoted: false);
                    at++;
                    Quoted(ref at, parts, parse);
                    break;
                case '\\':
                    if (at + 1 == text.Length) throw Unterminated();
                    Flush(parts, plain, quoted: false);
                    if (text[at + 1] != '\n') parts.Add(new TextPart(text[at + 1].ToString(), Quoted: true));
                    at += 2;
                    break;
                case '$' or '`':
                    Flush(parts, plain, quoted: false);
                    parts.Add(Dollar(ref at, quoted: false, parse));
                    break;
                default:
                    plain.Append(text[at++]);
                    break;
            }
        }

        Flush(parts, plain, quoted: false);
        return new ShellWord(parts);
    }

    private void Quoted(ref int at, List<WordPart> parts, Func<string, ShellCommand> parse)
    {
        var plain = new StringBuilder();
        while (true)
        {
            if (at == text.Length) throw Unterminated();
            var letter = text[at];
            if (letter == '"') break;
            if (letter == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`' or '\n')
            {
                if (text[at + 1] != '\n') plain.Append(text[at + 1]);
                at += 2;
            }
            else if (letter is '$' or '`')
            {
                Flush(parts, plain, quoted: true);
                parts.Add(Dollar(ref at, quoted: true, parse));
            }
            else
            {
                plain.Append(letter);
                at++;
            }
        }

        at++;
        parts.Add(new TextPart(plain.ToString(), Quoted: true));
    }

    private WordPart Dollar(ref int at, bool quoted, Func<string, ShellCommand> parse)
    {
        if (text[at] == '`')
        {
            var end = text.IndexOf('`', at + 1);
            if (end < 0) throw Unterminated();
            var inside = text[(at + 1)..end];
            at = end + 1;
            return new OutputPart(parse(inside), quoted);
        }

        at++;
        if (at < text.Length && text[at] == '(')
        {
            var sum = at + 1 < text.Length && text[at + 1] == '(';
            var inside = Enclosed(ref at, '(', ')');
            return sum && inside.EndsWith(')') ? new ArithmeticPart(inside[1..^1], quoted) : new OutputPart(parse(inside), quoted);
        }

        if (at < text.Length && text[at] == '{') return Braced(Enclosed(ref at, '{', '}'), quoted);
        if (at < text.Length && "?$#@*!0123456789".Contains(text[at])) return new VariablePart(text[at++].ToString(), "", "", quoted);
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
        return start == at ? new TextPart("$", quoted) : new VariablePart(text[start..at], "", "", quoted);
    }

    private static VariablePart Braced(string inside, bool quoted)
    {
        if (inside is ['#', _, ..]) return new VariablePart(inside[1..], "#", "", quoted);
        var end = 0;
        while (end < inside.Length && (char.IsAsciiLetterOrDigit(inside[end]) || inside[end] is '_' or '?' or '@' or '*' or '$')) end++;
        if (end == 0) throw new ShellSyntaxException("syntax error: bad substitution", unfinished: false);
        var rest = inside[end..];
        var length = rest.StartsWith(':') || rest.StartsWith("##", StringComparison.Ordinal) || rest.StartsWith("%%", StringComparison.Ordinal) ? Math.Min(2, rest.Length) : Math.Min(1, rest.Length);
        return new VariablePart(inside[..end], rest[..length], rest[length..], quoted);
    }

    // What is between brackets that may hold further ones.
    private string Enclosed(ref int at, char open, char close)
    {
        var start = ++at;
        for (var depth = 1; at < text.Length; at++)
        {
            if (text[at] == '\'' && open == '(')
            {
                at = text.IndexOf('\'', at + 1);
                if (at < 0) throw Unterminated();
            }
            else if (text[at] == open)
            {
                depth++;
            }
            else if (text[at] == close && --depth == 0)
            {
                return text[start..at++];
            }
        }

        throw Unterminated();
    }

    private static void Flush(List<WordPart> parts, StringBuilder plain, bool quoted)
    {
        if (plain.Length == 0) return;
        parts.Add(new TextPart(plain.ToString(), quoted));
        plain.Clear();
    }

    private static ShellSyntaxException Unterminated() => new("syntax error: unterminated quoted string", unfinished: true);
}
