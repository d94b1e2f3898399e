using System.Buffers;
using System.Text;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;

namespace Kpanda.Gateway.Paths;

/// <summary>
/// The target of a request as it stood on the wire, taken apart. Nothing is repaired: what another reader could take for another place (dots, double slashes, encoded
/// slashes, what is encoded twice, semicolons, backslashes) is refused.
/// </summary>
/// <param name="Segments">The decoded segments of the path.</param>
/// <param name="TrailingSlash">Whether a slash stood at its end.</param>
/// <param name="Query">The decoded parameters, in their order.</param>
internal sealed record RawTarget(string[] Segments, bool TrailingSlash, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    private const string Prefix = "/k8s/clusters/";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // RFC 3986 pchar without the semicolon; a percent sign begins an octet.
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@%");

    /// <summary>Reads a target such as <c>/k8s/clusters/c/api/v1/pods?limit=5</c>: what follows the name of the cluster.</summary>
    /// <param name="target">The target of the request line.</param>
    /// <param name="pathBase">The path below which the server is seen from outside; empty for the root.</param>
    /// <param name="cluster">The cluster that the route has found; the target must name the same.</param>
    public static Result<RawTarget> Read(string target, string pathBase, string cluster)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        if (!path.StartsWith($"{pathBase}{Prefix}", StringComparison.Ordinal)) return Refuse("gateway.path.form");

        var rest = path[(pathBase.Length + Prefix.Length)..];
        var parts = rest.Split('/');
        if (parts[0] != cluster) return Refuse("gateway.path.form");

        var trailingSlash = parts.Length > 1 && parts[^1].Length == 0;
        var segments = new List<string>(parts.Length);
        foreach (var part in parts.AsSpan(1, parts.Length - (trailingSlash ? 2 : 1)))
        {
            if (Segment(part) is not { } segment) return Refuse("gateway.path.ambiguous");
            segments.Add(segment);
        }

        var query = question < 0 ? [] : Parameters(target[(question + 1)..]);
        return query is null ? Refuse("gateway.query.ambiguous") : new RawTarget([.. segments], trailingSlash, query);
    }

    /// <summary>The parameters, escaped anew.</summary>
    public string QueryText() => string.Join('&', Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private static Error Refuse(string reason) => Error.Of(ErrorCode.InvalidArgument, reason);

    private static string? Segment(string raw)
    {
        if (raw.AsSpan().ContainsAnyExcept(PathCharacters) || raw.Contains("%2e", StringComparison.OrdinalIgnoreCase)) return null;
        return Decode(raw) is { } segment && KubePath.IsSegment(segment) && !segment.Any(one => one == ';' || char.IsControl(one)) ? segment : null;
    }

    private static List<KeyValuePair<string, string>>? Parameters(string raw)
    {
        if (raw.AsSpan().ContainsAny(';', '#')) return null;
        var found = new List<KeyValuePair<string, string>>();
        foreach (var pair in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(Spaced(equals < 0 ? pair : pair[..equals]));
            var value = Decode(Spaced(equals < 0 ? "" : pair[(equals + 1)..]));
            if (name is null || value is null) return null;
            found.Add(new(name, value));
        }

        return found;
    }

    private static string Spaced(string raw) => raw.Replace('+', ' ');

    // Null where an octet is cut short or the octets are no UTF-8: other readers would make something else of it.
    private static string? Decode(string raw)
    {
        if (!raw.Contains('%', StringComparison.Ordinal)) return Ascii(raw) ? raw : null;
        var octets = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] > 0x7e) return null;
            if (raw[i] != '%')
            {
                octets[length++] = (byte)raw[i];
                continue;
            }

            if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2])) return null;
            octets[length++] = (byte)((Convert.ToInt32(raw[i + 1].ToString(), 16) << 4) | Convert.ToInt32(raw[i + 2].ToString(), 16));
            i += 2;
        }

        try
        {
            return Strict.GetString(octets, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool Ascii(string raw) => !raw.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
