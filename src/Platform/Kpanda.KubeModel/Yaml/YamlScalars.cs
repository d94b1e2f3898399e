using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kpanda.KubeModel.Yaml;

/// <summary>
/// What a plain YAML scalar means to Kubernetes (sigs.k8s.io/yaml, which is YAML 1.1): <c>yes</c> and <c>on</c> are booleans, <c>0777</c> is octal,
/// a date is a string.
/// </summary>
internal static partial class YamlScalars
{
    public static JsonNode? Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return JsonValue.Create(true);
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return JsonValue.Create(false);
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.')) return JsonValue.Create(text);
        return Integer(text.Replace("_", "", StringComparison.Ordinal)) ?? Real(text) ?? JsonValue.Create(text);
    }

    private static JsonNode? Integer(string text)
    {
        var negative = text[0] == '-';
        var digits = text[0] is '-' or '+' ? text[1..] : text;
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0])) return null;
        var (radix, body) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, digits[2..]),
            ['0', 'o' or 'O', ..] => (8, digits[2..]),
            ['0', 'b' or 'B', ..] => (2, digits[2..]),
            ['0', _, ..] => (8, digits[1..]),
            _ => (10, digits),
        };
        UInt128 value = 0;
        if (body.Length == 0) return null;
        foreach (var c in body)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix) return null;
            value = (value * (uint)radix) + (uint)digit;
            if (value > ulong.MaxValue) return null;
        }

        if (!negative) return value <= long.MaxValue ? JsonValue.Create((long)value) : JsonValue.Create((ulong)value);
        return value <= (UInt128)long.MaxValue + 1 ? JsonValue.Create((long)-(Int128)value) : null;
    }

    private static JsonNode? Real(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (!Float().IsMatch(plain)) return null;
        var value = double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) return null;

        // Go writes a whole float without a fraction.
        return Math.Floor(value) == value && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);
    }

    [GeneratedRegex(@"^[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Float();
}
