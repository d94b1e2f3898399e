using System.Text.Json;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Reads members of JSON objects from outside: what is of another type is not there.</summary>
internal static class JsonClaims
{
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static Uri? Address(this JsonElement element, string name) => Uri.TryCreate(element.Text(name), UriKind.Absolute, out var address) ? address : null;

    /// <summary>A time in seconds since 1970, as JSON Web Tokens have it.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    /// <summary>The texts of a list; a text alone is a list of one.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value)) return [];
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }

    public static bool IsTrue(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
