using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Ages as kubectl shows them: two units while they matter, one when they do not.</summary>
internal static class HumanDuration
{
    public static string Since(DateTimeOffset now, string? timestamp) =>
        timestamp is not null && DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then) ? Of(now - then) : "<unknown>";

    public static string Age(DateTimeOffset now, JsonObject obj) => Since(now, obj.Child("metadata").Text("creationTimestamp"));

    public static string Of(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        if (seconds < -1) return "<invalid>";
        if (seconds < 0) return "0s";
        if (seconds < 120) return $"{seconds}s";
        var minutes = seconds / 60;
        if (minutes < 10) return Two(minutes, "m", seconds % 60, "s");
        if (minutes < 180) return $"{minutes}m";
        var hours = minutes / 60;
        if (hours < 8) return Two(hours, "h", minutes % 60, "m");
        if (hours < 48) return $"{hours}h";
        var days = hours / 24;
        if (hours < 192) return Two(days, "d", hours % 24, "h");
        if (days < 730) return $"{days}d";
        var years = days / 365;
        return days < 8 * 365 ? Two(years, "y", days % 365, "d") : $"{years}y";
    }

    private static string Two(long major, string majorUnit, long minor, string minorUnit) => minor == 0 ? $"{major}{majorUnit}" : $"{major}{majorUnit}{minor}{minorUnit}";
}
