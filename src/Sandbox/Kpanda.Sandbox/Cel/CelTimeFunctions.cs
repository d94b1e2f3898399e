namespace Kpanda.Sandbox.Cel;

/// <summary>Functions of moments and of lengths of time.</summary>
internal static class CelTimeFunctions
{
    public static IEnumerable<CelFunction> All =>
    [
        .. Of("getFullYear", time => time.Year),
        .. Of("getMonth", time => time.Month - 1),
        .. Of("getDate", time => time.Day),
        .. Of("getDayOfMonth", time => time.Day - 1),
        .. Of("getDayOfYear", time => time.DayOfYear - 1),
        .. Of("getDayOfWeek", time => (int)time.DayOfWeek),
        .. Of("getHours", time => time.Hour, length => (long)length.TotalHours),
        .. Of("getMinutes", time => time.Minute, length => (long)length.TotalMinutes),
        .. Of("getSeconds", time => time.Second, length => (long)length.TotalSeconds),
        .. Of("getMilliseconds", time => time.Millisecond, length => length.Milliseconds),
    ];

    private static IEnumerable<CelFunction> Of(string name, Func<DateTimeOffset, long> part, Func<TimeSpan, long>? ofLength = null)
    {
        yield return new(name, 1, true, a => a[0] is TimeSpan length && ofLength is not null ? ofLength(length) : CelConversions.Time(a[0]) is { } time ? part(time.ToUniversalTime()) : CelError.NoOverload);
        yield return new(name, 2, true, a => CelConversions.Time(a[0]) is { } time && a[1] is string zone ? InZone(time, zone) is { } local ? part(local) : new CelError($"unknown time zone {zone}") : CelError.NoOverload);
    }

    private static DateTimeOffset? InZone(DateTimeOffset time, string zone)
    {
        if (zone.Length == 6 && zone[0] is '+' or '-' && TimeSpan.TryParse(zone[1..], System.Globalization.CultureInfo.InvariantCulture, out var offset)) return time.ToOffset(zone[0] == '-' ? -offset : offset);
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(time, found) : null;
    }
}
