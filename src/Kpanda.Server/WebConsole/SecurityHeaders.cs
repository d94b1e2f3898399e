using Kpanda.Server.Configuration;

namespace Kpanda.Server.WebConsole;

/// <summary>What every answer tells the browser not to do.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, ServerOptions options)
{
    /// <summary>No script, font or connection from elsewhere. Inline styles are allowed: the editor and the charts make them.</summary>
    public const string PagePolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    private readonly bool _isPublicHttps = options.PublicUrl is { Scheme: "https", IsLoopback: false };

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = DataPolicy;
        if (_isPublicHttps && context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    }
}
