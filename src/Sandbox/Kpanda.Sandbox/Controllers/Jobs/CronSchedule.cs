using System.Globalization;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>
/// A schedule of five fields (minute, hour, day of month, month, day of week) or a word such as <c>@hourly</c>. As in cron, when both day fields are
/// limited either one suffices.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    internal static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    internal static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _eitherDay;

    private CronSchedule(ulong minutes, ulong hours, ulong days, ulong months, ulong weekdays, bool eitherDay)
    {
        _minutes = minutes;
        _hours = hours;
        _days = days;
        _months = months;
        _weekdays = weekdays;
        _eitherDay = eitherDay;
    }

    /// <summary>Parses a schedule; null when it is none.</summary>
    public static CronSchedule? Parse(string text)
    {
        text = text.Trim();
        var fields = Words.GetValueOrDefault(text, text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            return null;
        if (Field(fields[0], 0, 59, []) is not { } minutes || Field(fields[1], 0, 23, []) is not { } hours || Field(fields[2], 1, 31, []) is not { } days
            || Field(fields[3], 1, 12, Months) is not { } months || Field(fields[4], 0, 7, Days) is not { } weekdays)
            return null;
        // Sunday is 0 and 7.
        weekdays |= (weekdays >> 7) & 1;
        return new(minutes, hours, days, months, weekdays, !IsAny(fields[2]) && !IsAny(fields[4]));
    }

    /// <summary>The first time after <paramref name="time"/> on the zone's clock, or null when there is none within eight years.</summary>
    public DateTimeOffset? After(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        var next = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified).AddMinutes(1);
        var limit = next.AddYears(8);
        while (next < limit)
        {
            if (!Has(_months, next.Month))
                next = new DateTime(next.Year, next.Month, 1).AddMonths(1);
            else if (!IsDay(next))
                next = next.Date.AddDays(1);
            else if (!Has(_hours, next.Hour))
                next = next.Date.AddHours(next.Hour + 1);
            else if (!Has(_minutes, next.Minute) || zone.IsInvalidTime(next))
                next = next.AddMinutes(1);
            else
                return new DateTimeOffset(next, zone.GetUtcOffset(next)).ToUniversalTime();
        }
        return null;
    }

    private bool IsDay(DateTime date)
    {
        var day = Has(_days, date.Day);
        var weekday = Has(_weekdays, (int)date.DayOfWeek);
        return _eitherDay ? day || weekday : day && weekday;
    }

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private static bool IsAny(string field) => field.StartsWith('*') || field == "?";

    private static ulong? Field(string field, int least, int most, string[] names)
    {
        ulong set = 0;
        foreach (var part in field.Split(','))
        {
            if (Part(part, least, most, names) is not { } bits)
                return null;
            set |= bits;
        }
        return set;
    }

    private static ulong? Part(string part, int least, int most, string[] names)
    {
        var step = 1;
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? part : part[..slash];
        if (slash >= 0 && (!int.TryParse(part.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1))
            return null;
        int from, to;
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (range is "*" or "?")
        {
            (from, to) = (least, most);
        }
        else if (dash > 0)
        {
            if (Value(range[..dash], names, least) is not { } low || Value(range[(dash + 1)..], names, least) is not { } high)
                return null;
            (from, to) = (low, high);
        }
        else
        {
            if (Value(range, names, least) is not { } only)
                return null;
            (from, to) = (only, slash >= 0 ? most : only);
        }
        if (from < least || to > most || from > to)
            return null;
        ulong set = 0;
        for (var value = from; value <= to; value += step)
            set |= 1UL << value;
        return set;
    }

    private static int? Value(string text, string[] names, int least)
    {
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
            return named + least;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
