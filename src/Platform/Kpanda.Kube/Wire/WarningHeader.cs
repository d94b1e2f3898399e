using System.Net.Http.Headers;

namespace Kpanda.Kube.Wire;

/// <summary>Reads <c>Warning: 299 - "text"</c> (RFC 7234 §5.5), by which a member tells of deprecated versions and unknown fields.</summary>
internal static class WarningHeader
{
    private const int MostWarnings = 32;

    /// <summary>The texts.</summary>
    public static IReadOnlyList<string> Read(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.Contains("Warning")) return [];
        return [.. headers.Warning.Where(warning => warning.Code == 299).Select(warning => Unquote(warning.Text)).Distinct(StringComparer.Ordinal).Take(MostWarnings)];
    }

    private static string Unquote(string text) =>
        text is ['"', .., '"'] ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;
}
