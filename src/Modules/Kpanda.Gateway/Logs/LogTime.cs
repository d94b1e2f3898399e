using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Kpanda.Gateway.Logs;

/// <summary>Moments of log lines: members write them with nanoseconds (RFC 3339), which no type of the platform holds. Here they are nanoseconds since 1970.</summary>
internal static class LogTime
{
    private const long Second = 1_000_000_000;
    private const int ToSeconds = 19;

    /// <summary>The moment of a date and time.</summary>
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;

    /// <summary>As the API takes it in <c>sinceTime</c>: whole seconds, rounded down.</summary>
    public static string Text(long time) => DateTimeOffset.FromUnixTimeSeconds(time / Second).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a time stamp such as <c>2026-01-31T12:00:00.123456789Z</c> or with an offset.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (text.Length is < ToSeconds + 1 or > 40 || text[4] != '-' || text[10] != 'T') return false;
        if (!Utf8Parser.TryParse(text[..4], out int year, out _) || !TryTwo(text[5..], out var month) || !TryTwo(text[8..], out var day)
            || !TryTwo(text[11..], out var hour) || !TryTwo(text[14..], out var minute) || !TryTwo(text[17..], out var second)
            || year is < 1970 or > 2261 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;

        var at = ToSeconds;
        long nanos = 0;
        if (text[at] == '.')
        {
            var scale = Second / 10;
            for (at++; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, scale /= 10) nanos += (text[at] - '0') * scale;
        }

        if (!TryOffset(text[at..], out var offset)) return false;
        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTimeOffset.UnixEpoch.Ticks;
        time = (ticks * 100) + nanos - (offset * 60 * Second);
        return true;
    }

    /// <summary>Text of bytes; what is no UTF-8 becomes the replacement character.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static bool TryTwo(ReadOnlySpan<byte> text, out int value)
    {
        var (tens, ones) = (text[0] - '0', text[1] - '0');
        value = (tens * 10) + ones;
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z']) return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || !TryTwo(text[1..], out var hours) || !TryTwo(text[4..], out var rest)) return false;
        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
