using System.Text.Json;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Query;

/// <summary>
/// The last row of a page, by the values that it was sorted by: the next page is what comes after it, whether or not it is still there. Means something only for the query
/// that it came from.
/// </summary>
public sealed record PageCursor(string Name, string Cluster, string Namespace, uint Created, uint Changed, StatusSeverity Severity, string State)
{
    private const int MostText = 6144;

    /// <summary>The value of what <see cref="ResourceQuery.SortPath"/> names; null where the order is another.</summary>
    public string? Field { get; init; }

    /// <summary>As it goes through a URL.</summary>
    public string Encode() => System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <returns>Null where the text was not made by <see cref="Encode"/>.</returns>
    public static PageCursor? Parse(string text)
    {
        if (text.Length > MostText) return null;
        try
        {
            return JsonSerializer.Deserialize<PageCursor>(System.Buffers.Text.Base64Url.DecodeFromChars(text)) is { Name: not null, Cluster: not null, Namespace: not null, State: not null } cursor ? cursor : null;
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            return null;
        }
    }
}
