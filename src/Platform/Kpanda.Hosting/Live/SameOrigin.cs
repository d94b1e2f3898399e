using Microsoft.AspNetCore.Http;

namespace Kpanda.Hosting.Live;

/// <summary>Tells whether a request comes from a page of this server.</summary>
public static class SameOrigin
{
    /// <summary>Whether the caller is such a page, or no page at all.</summary>
    public static bool Is(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();

        // Browsers always send it with a WebSocket. Without it the caller is a script; a script has no cookie of somebody else's.
        if (origin.Length == 0) return request.Headers.Cookie.Count == 0;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && from.Scheme == request.Scheme
            && string.Equals(from.Authority, HostOf(request), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The same but for the scheme, where no cookie signs anybody in: Python's websocket-client says <c>http</c> whatever it speaks.
    /// </summary>
    public static bool IsSameHost(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || Is(request)) return Is(request);
        return request.Headers.Cookie.Count == 0
            && Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && Uri.TryCreate($"{from.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own)
            && from.Scheme is "http" or "https"
            && string.Equals(from.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);
    }

    // A URI drops the default port of its scheme, a Host header may carry it.
    private static string HostOf(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";
}
