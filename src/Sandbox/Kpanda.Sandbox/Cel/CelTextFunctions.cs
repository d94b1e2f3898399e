using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Cel;

/// <summary>Functions of texts.</summary>
internal static class CelTextFunctions
{
    private const int KeptPatterns = 512;
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(200);
    private static readonly ConcurrentDictionary<string, Regex?> Patterns = new(StringComparer.Ordinal);

    public static IEnumerable<CelFunction> All =>
    [
        CelFunctions.Of<string, string>("contains", true, (a, b) => a.Contains(b, StringComparison.Ordinal)),
        CelFunctions.Of<string, string>("startsWith", true, (a, b) => a.StartsWith(b, StringComparison.Ordinal)),
        CelFunctions.Of<string, string>("endsWith", true, (a, b) => a.EndsWith(b, StringComparison.Ordinal)),
        CelFunctions.Of<string>("lowerAscii", true, a => Ascii(a, char.ToLowerInvariant)),
        CelFunctions.Of<string>("upperAscii", true, a => Ascii(a, char.ToUpperInvariant)),
        CelFunctions.Of<string>("trim", true, a => a.Trim()),
        // Of lists as well.
        new("reverse", 1, true, a => a[0] is string text ? string.Concat(text.EnumerateRunes().Reverse().Select(r => r.ToString())) : CelValues.IsList(a[0]) ? CelValues.Items(a[0]).Reverse().ToArray() : CelError.NoOverload),
        CelFunctions.Of<string>("strings.quote", false, a => System.Text.Json.JsonSerializer.Serialize(a, Store.KubeJson.Options)),
        CelFunctions.Of<string, long>("charAt", true, (a, at) => at == a.Length ? "" : at < 0 || at > a.Length ? new CelError($"index out of range: {at}") : a[(int)at].ToString()),
        CelFunctions.Of<string, long>("substring", true, (a, from) => Cut(a, from, a.Length)),
        new("substring", 3, true, a => a is [string text, long from, long to] ? Cut(text, from, to) : CelError.NoOverload),
        new("indexOf", 3, true, a => a is [string text, string part, long from] ? Between(text, from) ?? (long)text.IndexOf(part, (int)from, StringComparison.Ordinal) : CelError.NoOverload),
        new("lastIndexOf", 3, true, a => a is [string text, string part, long from] ? Between(text, from) ?? LastIndex(text, part, (int)from) : CelError.NoOverload),
        new("replace", 3, true, a => a is [string text, string old, string by] ? old.Length == 0 ? text : text.Replace(old, by, StringComparison.Ordinal) : CelError.NoOverload),
        new("replace", 4, true, a => a is [string text, string old, string by, long most] ? Replace(text, old, by, most) : CelError.NoOverload),
        CelFunctions.Of<string, string>("split", true, (a, by) => Split(a, by, -1)),
        new("split", 3, true, a => a is [string text, string by, long most] ? Split(text, by, most) : CelError.NoOverload),
        new("join", 1, true, a => Join(a[0], "")),
        new("join", 2, true, a => a[1] is string by ? Join(a[0], by) : CelError.NoOverload),
        new("format", 2, true, a => a[0] is string text && CelValues.IsList(a[1]) ? Format(text, CelValues.Items(a[1])) : CelError.NoOverload),
        CelFunctions.Of<string, string>("find", true, (a, p) => Pattern(p) is { } pattern ? pattern.Match(a).Value : BadPattern(p)),
        CelFunctions.Of<string, string>("findAll", true, (a, p) => FindAll(a, p, -1)),
        new("findAll", 3, true, a => a is [string text, string pattern, long most] ? FindAll(text, pattern, most) : CelError.NoOverload),
        CelFunctions.Of<byte[]>("base64.encode", false, a => Convert.ToBase64String(a)),
        CelFunctions.Of<string>("base64.decode", false, a => TryDecode(a)),
    ];

    public static object? Matches(string text, string pattern) => Pattern(pattern) is { } compiled ? compiled.IsMatch(text) : BadPattern(pattern);

    /// <summary>The part of a text from one place to another.</summary>
    private static object Cut(string text, long from, long to) =>
        from < 0 || to < from || to > text.Length ? new CelError($"index out of range: {(from < 0 || from > text.Length ? from : to)}") : text[(int)from..(int)to];

    private static Regex? Pattern(string pattern)
    {
        if (Patterns.TryGetValue(pattern, out var known)) return known;
        Regex? compiled;
        try
        {
            compiled = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTime);
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            compiled = null;
        }

        if (Patterns.Count < KeptPatterns) Patterns[pattern] = compiled;
        return compiled;
    }

    private static CelError BadPattern(string pattern) => new($"error parsing regexp: `{pattern}`");

    private static string Ascii(string text, Func<char, char> change) => string.Concat(text.Select(c => char.IsAscii(c) ? change(c) : c));

    private static object? Between(string text, long from) => from < 0 || from > text.Length ? new CelError($"index out of range: {from}") : null;

    private static long LastIndex(string text, string part, int from) => text[..Math.Min(text.Length, from + part.Length)].LastIndexOf(part, StringComparison.Ordinal);

    private static string Replace(string text, string old, string by, long most)
    {
        if (old.Length == 0) return text;
        var parts = text.Split(old, most < 0 ? int.MaxValue : (int)Math.Min(most + 1, int.MaxValue));
        return string.Join(by, parts);
    }

    private static object?[] Split(string text, string by, long most)
    {
        if (most == 0) return [];
        if (by.Length > 0) return [.. text.Split(by, most < 0 ? int.MaxValue : (int)Math.Min(most, int.MaxValue))];
        var letters = text.EnumerateRunes().Select(r => r.ToString()).ToList();
        return most < 0 || letters.Count <= most ? [.. letters] : [.. letters.Take((int)most - 1), string.Concat(letters.Skip((int)most - 1))];
    }

    private static object Join(object? list, string by)
    {
        if (!CelValues.IsList(list)) return CelError.NoOverload;
        var items = CelValues.Items(list);
        return items.All(item => item is string) ? string.Join(by, items) : CelError.NoOverload;
    }

    private static object FindAll(string text, string pattern, long most) =>
        Pattern(pattern) is { } compiled ? compiled.Matches(text).Select(m => (object?)m.Value).Take(most < 0 ? int.MaxValue : (int)most).ToArray() : BadPattern(pattern);

    private static object TryDecode(string text)
    {
        try
        {
            return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            return new CelError("illegal base64 data");
        }
    }

    // %s %d %f %e %x %X %o %b %%, with a precision for the fractions.
    private static object Format(string text, IReadOnlyList<object?> arguments)
    {
        var written = new StringBuilder();
        var next = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                written.Append(text[i]);
                continue;
            }

            var precision = 6;
            i++;
            if (i < text.Length && text[i] == '.')
            {
                var end = i + 1;
                while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
                if (!int.TryParse(text.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out precision) || precision > 100) return new CelError("error during formatting: precision is wrong");
                i = end;
            }

            if (i >= text.Length) return new CelError("could not parse formatting clause: unexpected end of string");
            if (text[i] == '%')
            {
                written.Append('%');
                continue;
            }

            if (next >= arguments.Count) return new CelError($"index {next} out of range");
            if (Written(text[i], arguments[next++], precision) is not { } word) return new CelError($"could not parse formatting clause: unrecognized formatting clause \"{text[i]}\"");
            written.Append(word);
        }

        return written.ToString();
    }

    private static string? Written(char verb, object? value, int precision) => verb switch
    {
        's' => CelValues.Show(value),
        'd' => CelValues.Show(value),
        'f' => CelOperators.IsNumber(value) ? CelOperators.Real(value).ToString("F" + precision, CultureInfo.InvariantCulture) : null,
        'e' => CelOperators.IsNumber(value) ? CelOperators.Real(value).ToString((precision == 0 ? "0" : "0." + new string('0', precision)) + "e+00", CultureInfo.InvariantCulture) : null,
        'x' or 'X' => value switch
        {
            long whole => whole.ToString(verb.ToString(), CultureInfo.InvariantCulture),
            string text => Hex(Encoding.UTF8.GetBytes(text), verb),
            byte[] bytes => Hex(bytes, verb),
            _ => null,
        },
        'o' => value is long octal ? Convert.ToString(octal, 8) : null,
        'b' => value switch { long whole => Convert.ToString(whole, 2), bool truth => truth ? "1" : "0", _ => null },
        _ => null,
    };

    private static string Hex(byte[] bytes, char verb) => verb == 'x' ? Convert.ToHexStringLower(bytes) : Convert.ToHexString(bytes);
}
