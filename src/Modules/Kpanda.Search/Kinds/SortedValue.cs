using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kpanda.Search.Kinds;

/// <summary>
/// A value that lists show and are sorted by, where no single field of the object has it or its text would be in another order: a pure function of the object. What has no value comes first.
/// </summary>
public sealed class SortedValue
{
    /// <summary>Of a text so many characters count: longer ones are in the order of their beginnings.</summary>
    public const int MostText = 64;

    private static readonly string[] Small = [.. Enumerable.Range(0, 1024).Select(number => Write(number))];

    private readonly Func<JsonElement, string> _key;

    private SortedValue(Func<JsonElement, string> key) => _key = key;

    /// <summary>A count, an amount, a time in seconds. Negative ones count as 0; null is no value.</summary>
    public static SortedValue Number(Func<JsonElement, long?> of) => new(obj => of(obj) is { } number ? Digits(number) : "");

    /// <summary>A text, compared letter by letter; empty is no value.</summary>
    public static SortedValue Text(Func<JsonElement, string> of) => new(obj => Cut(of(obj)));

    /// <summary>A text in which numbers count as numbers: 1.9 is before 1.10, and port 80 before 443.</summary>
    public static SortedValue Natural(Func<JsonElement, string> of) => new(obj => WithDigits(Cut(of(obj))));

    /// <summary>The value as a text whose ordinal order is that of the values; empty for none.</summary>
    public string Key(JsonElement obj) => _key(obj);

    private static string Cut(string text) => text.Length <= MostText ? text : text[..MostText];

    private static string Digits(long number) => number < Small.Length ? Small[Math.Max(number, 0)] : Write(number);

    // How many digits there are comes first: of numbers with as many the texts are in order.
    private static string Write(long number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return $"{(char)('0' + digits.Length)}{digits}";
    }

    private static string WithDigits(string text)
    {
        var written = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length;)
        {
            var from = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            var digits = text.AsSpan(from, at - from).TrimStart('0');
            if (at > from) written.Append((char)('0' + digits.Length)).Append(digits);
            else written.Append(text[at++]);
        }

        return written.ToString();
    }
}
