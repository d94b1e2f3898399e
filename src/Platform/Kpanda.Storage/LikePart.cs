namespace Kpanda.Storage;

/// <summary>Patterns for <c>lower(column) LIKE @pattern ESCAPE '\'</c>.</summary>
public static class LikePart
{
    /// <summary>Matches what contains <paramref name="part"/> in any case; none of its characters means more than itself.</summary>
    public static string Of(string part)
    {
        var escaped = part.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{escaped}%";
    }
}
