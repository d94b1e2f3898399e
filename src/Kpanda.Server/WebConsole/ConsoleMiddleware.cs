using Microsoft.Net.Http.Headers;

namespace Kpanda.Server.WebConsole;

/// <summary>Answers requests for the console's files, compressed if the browser likes, and shows its page for every path that a person may have in the address bar.</summary>
internal sealed class ConsoleMiddleware(RequestDelegate next, ConsoleFiles files)
{
    // Paths that belong to programs: an unknown one there is a 404 (or 401), not the page.
    private static readonly string[] Programs = ["/api", "/apis", "/auth", "/openapi", "/k8s", "/sandbox", "/healthz", "/readyz", "/metrics", "/assets"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return next(context);
        if (files.Find(request.Path) is { } file) return SendAsync(context, file);
        if (Programs.Any(program => request.Path.StartsWithSegments(program)) || !WantsPage(request)) return next(context);
        return files.Page is { } page ? SendAsync(context, page) : SayMissingAsync(context);
    }

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task SayMissingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("The web console is not built. Build it with: npm ci && npm run build (in web/), or start with ./kpanda run.\n");
    }

    private static async Task SendAsync(HttpContext context, ConsoleFile file)
    {
        var response = context.Response;
        var (encoding, path) = Choose(context.Request, file);
        var etag = encoding.Length == 0 ? file.ETag : $"{file.ETag[..^1]}-{encoding}\"";
        response.Headers.ETag = etag;
        response.Headers.CacheControl = file.IsHashed ? "public, max-age=31536000, immutable" : "no-cache";
        if (file.Encodings.Count > 0) response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (file.ContentType.StartsWith("text/html", StringComparison.Ordinal)) response.Headers.ContentSecurityPolicy = SecurityHeaders.PagePolicy;
        if (context.Request.Headers.IfNoneMatch.Any(value => value is not null && value.Contains(etag, StringComparison.Ordinal)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.ContentType;
        if (encoding.Length > 0) response.Headers.ContentEncoding = encoding;
        response.ContentLength = new FileInfo(path).Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.SendFileAsync(path, context.RequestAborted);
    }

    private static (string Encoding, string Path) Choose(HttpRequest request, ConsoleFile file)
    {
        if (file.Encodings.Count == 0 || !StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)) return ("", file.Path);
        foreach (var (encoding, path) in file.Encodings)
        {
            if (accepted.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0)) return (encoding, path);
        }

        return ("", file.Path);
    }
}
