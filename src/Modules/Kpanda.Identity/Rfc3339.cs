using System.Globalization;

namespace Kpanda.Identity;

/// <summary>Times as the published API writes them: RFC 3339, to the second, in UTC.</summary>
internal static class Rfc3339
{
    public static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
