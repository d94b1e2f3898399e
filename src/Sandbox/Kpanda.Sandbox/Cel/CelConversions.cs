using System.Globalization;
using System.Net;
using System.Text;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Cel;

/// <summary>From one type to another.</summary>
internal static class CelConversions
{
    private static readonly (string Unit, double Seconds)[] Units = [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    public static object? Int(object? value)
    {
        switch (value)
        {
            case long:
                return value;
            case ulong whole:
                return whole <= long.MaxValue ? (long)whole : new CelError("integer overflow");
            case double real:
                return Math.Abs(real) < 9.2e18 ? (long)real : new CelError("integer overflow");
            case string text:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : Syntax("ParseInt", text);
            case DateTimeOffset time:
                return time.ToUnixTimeSeconds();
            case TimeSpan time:
                return time.Ticks * 100;
            default:
                return CelError.NoOverload;
        }
    }

    public static object? UInt(object? value) => value switch
    {
        ulong => value,
        long whole => whole >= 0 ? (ulong)whole : new CelError("unsigned integer overflow"),
        double real => real is >= 0 and < 1.8e19 ? (ulong)real : new CelError("unsigned integer overflow"),
        string text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : Syntax("ParseUint", text),
        _ => CelError.NoOverload,
    };

    public static object? Double(object? value) => value switch
    {
        _ when CelOperators.IsNumber(value) => CelOperators.Real(value),
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : Syntax("ParseFloat", text),
        _ => CelError.NoOverload,
    };

    public static object? Bool(object? value) => value switch
    {
        bool => value,
        "true" or "True" or "TRUE" or "t" or "1" => true,
        "false" or "False" or "FALSE" or "f" or "0" => false,
        string text => Syntax("ParseBool", text),
        _ => CelError.NoOverload,
    };

    public static object? Bytes(object? value) => value switch
    {
        byte[] => value,
        string text => Encoding.UTF8.GetBytes(text),
        _ => CelError.NoOverload,
    };

    public static object? String(object? value) => value switch
    {
        string => value,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        TimeSpan time => time.TotalSeconds.ToString("0.#########", CultureInfo.InvariantCulture) + "s",
        bool or long or ulong or double => CelValues.Show(value),
        IPAddress or IPNetwork => value.ToString(),
        _ => CelError.NoOverload,
    };

    /// <summary>A moment, from a text in RFC 3339 too; null for anything else.</summary>
    public static DateTimeOffset? Time(object? value) => value switch
    {
        DateTimeOffset time => time,
        string text when text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed,
        long seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => null,
    };

    /// <summary>A length of time, from a text such as <c>1h30m</c> too; null for anything else.</summary>
    public static TimeSpan? Duration(object? value)
    {
        if (value is TimeSpan time) return time;
        if (value is not string { Length: > 1 } text) return null;
        var negative = text[0] == '-';
        var at = text[0] is '-' or '+' ? 1 : 0;
        var seconds = 0.0;
        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.')) end++;
            if (!double.TryParse(text.AsSpan(at, end - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
            var unit = Units.Where(u => string.CompareOrdinal(text, end, u.Unit, 0, u.Unit.Length) == 0).OrderByDescending(u => u.Unit.Length).FirstOrDefault();
            if (unit.Unit is null) return null;
            seconds += amount * unit.Seconds;
            at = end + unit.Unit.Length;
        }

        return TimeSpan.FromSeconds(negative ? -seconds : seconds);
    }

    public static object Quantity(string text) => KubeModel.Quantity.TryParse(text, out var quantity)
        ? quantity
        : new CelError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");

    /// <summary>An address in its usual form, or null: no zone, no IPv4 within IPv6, no leading zeros.</summary>
    public static IPAddress? Address(string text) =>
        !text.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address) && !address.IsIPv4MappedToIPv6
        && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text) ? address : null;

    /// <summary>A range of addresses, or null. The bits behind the prefix need not be zero.</summary>
    public static IPNetwork? Network(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Address(text[..slash]) is not { } address || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)) return null;
        if (prefix > (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)) return null;
        return new IPNetwork(Masked(address, prefix), prefix);
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)~(0xff >> Math.Clamp(prefix - (i * 8), 0, 8));
        return new IPAddress(bytes);
    }

    private static CelError Syntax(string function, string text) => new($"strconv.{function}: parsing \"{text}\": invalid syntax");
}
