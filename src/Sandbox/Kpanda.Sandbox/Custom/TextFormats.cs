using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Cel;

namespace Kpanda.Sandbox.Custom;

/// <summary>The values of <c>format</c> in a schema that Kubernetes looks at, and which texts and numbers have them. Others are ignored.</summary>
internal static partial class TextFormats
{
    // Names of Kubernetes' own came later.
    private const int OwnNames = 34;

    private static readonly Regex HostName = new(@"^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$", RegexOptions.NonBacktracking);
    private static readonly string[][] Units = [["ns", "nano"], ["us", "µs", "micro"], ["ms", "milli"], ["s", "sec"], ["m", "min"], ["h", "hr", "hour"], ["d", "day"], ["w", "wk", "week"]];

    /// <summary>Whether a text has a format, in a cluster of a version.</summary>
    public static bool Has(string text, string format, int minor) => format switch
    {
        "bsonobjectid" => text.Length == 24 && text.All(char.IsAsciiHexDigit),
        "uri" => CelUrl.Parse(text) is not null || OpaqueUri().IsMatch(text),
        "email" => Email().IsMatch(text),
        "hostname" => text.Length <= 255 && HostName.IsMatch(text) && text.Split('.').All(part => part.Length <= 63),
        "ipv4" => CelConversions.Address(text) is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork },
        "ipv6" => text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out _),
        "cidr" => CelConversions.Network(text) is not null,
        "mac" => HardwareAddress().IsMatch(text),
        "uuid" => Uuid().IsMatch(text),
        "uuid3" => Uuid().IsMatch(text) && Digit(text, 12) == '3',
        "uuid4" or "uuid5" => Uuid().IsMatch(text) && Digit(text, 12) == format[4] && "89abAB".Contains(Digit(text, 16), StringComparison.Ordinal),
        "isbn" => Has(text, "isbn10", minor) || Has(text, "isbn13", minor),
        "isbn10" => IsBook(text, 10),
        "isbn13" => IsBook(text, 13),
        "creditcard" => IsCard(text),
        "ssn" => SocialNumber().IsMatch(text),
        "hexcolor" => HexColour().IsMatch(text),
        "rgbcolor" => Colour().Match(text) is { Success: true } found && found.Groups.Values.Skip(1).All(part => int.Parse(part.Value, CultureInfo.InvariantCulture) <= 255),
        "byte" => text.Length > 0 && text.Length % 4 == 0 && Convert.TryFromBase64String(text, new byte[(text.Length / 4 * 3) + 3], out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" or "datetime" => Moment().IsMatch(text) && CelConversions.Time(text.Replace('t', 'T').Replace('z', 'Z')) is not null,
        "duration" => IsDuration(text),
        "k8s-short-name" => minor < OwnNames || NameRules.DnsLabel(text).Count == 0,
        "k8s-long-name" => minor < OwnNames || NameRules.DnsSubdomain(text).Count == 0,
        _ => true,
    };

    /// <summary>Whether a number fits into a format.</summary>
    public static bool Has(JsonValue number, string format) => format switch
    {
        "int32" => !number.TryGetValue<long>(out var whole) || whole is >= int.MinValue and <= int.MaxValue,
        "float" => double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture) is >= -float.MaxValue and <= float.MaxValue,
        _ => true,
    };

    private static char Digit(string uuid, int position) => uuid.Replace("-", "", StringComparison.Ordinal)[position];

    private static bool IsBook(string text, int length)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length != length || !digits[..^1].All(char.IsAsciiDigit) || !(char.IsAsciiDigit(digits[^1]) || (length == 10 && digits[^1] == 'X'))) return false;
        var values = digits.Select(digit => digit == 'X' ? 10 : digit - '0').ToList();
        return length == 10 ? values.Select((value, i) => value * (i + 1)).Sum() % 11 == 0 : values.Select((value, i) => value * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
    }

    // The digits have their check sum.
    private static bool IsCard(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (!Card().IsMatch(digits)) return false;
        var sum = digits.Reverse().Select((digit, i) => i % 2 == 0 ? digit - '0' : ((digit - '0') * 2 / 10) + ((digit - '0') * 2 % 10)).Sum();
        return sum % 10 == 0;
    }

    private static bool IsDuration(string text) =>
        CelConversions.Duration(text) is not null || text == "0" || Amounts().Matches(text).Any(match => Units.Any(variants =>
            variants.Any(variant => variant.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase)) || match.Groups[1].Value.StartsWith(variants[^1], StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9+.-]*:[^/\\x00-\\x1f\\x7f][^\\x00-\\x1f\\x7f]*$")]
    private static partial Regex OpaqueUri();

    [GeneratedRegex(@"^([^<>@]*<)?[^@\s<>()\[\],;:]+@[^@\s<>()\[\],;:]+>?$")]
    private static partial Regex Email();

    [GeneratedRegex("^([0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){7}|[0-9a-fA-F]{4}(\\.[0-9a-fA-F]{4}){2,3})$")]
    private static partial Regex HardwareAddress();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$")]
    private static partial Regex Uuid();

    [GeneratedRegex("^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}$")]
    private static partial Regex SocialNumber();

    [GeneratedRegex("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
    private static partial Regex HexColour();

    [GeneratedRegex(@"^rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)$")]
    private static partial Regex Colour();

    [GeneratedRegex("^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35[0-9]{3})[0-9]{11})$")]
    private static partial Regex Card();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[tT][0-9]{2}:[0-9]{2}:[0-9]{2}(.[0-9]+)?([zZ]|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Moment();

    [GeneratedRegex(@"[0-9]+\s*([A-Za-zµ]+)")]
    private static partial Regex Amounts();
}
