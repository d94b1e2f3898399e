using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Where browsers find this platform: the public address where one is set, else the one that they used.</summary>
internal sealed class PublicAddress(IdentityOptions options)
{
    /// <summary>Longer paths are not led back to.</summary>
    private const int LongestPath = 2000;

    /// <summary>Where a provider sends the browser back to. One for each provider, so that one's answer is never taken for another's.</summary>
    public string Callback(HttpContext context, string alias) => $"{Base(context)}/auth/oidc/{alias}/callback";

    /// <summary>An address of the console, with what comes before its paths.</summary>
    public string Page(HttpContext context, string path) => $"{Base(context)}{path}";

    /// <summary>Where a browser goes back to after it has signed in: a path of this console, or its start where something else was asked for.</summary>
    public static string LocalPath(string? path)
    {
        if (path is not { Length: > 0 and <= LongestPath } || path[0] != '/' || !path.All(character => character is > ' ' and < '\x7f' and not '\\')) return "/";
        // An empty segment is none of ours, and "/.//elsewhere" is "//elsewhere" for a browser.
        var end = path.AsSpan().IndexOfAny('?', '#');
        return path.AsSpan(0, end < 0 ? path.Length : end).Contains("//", StringComparison.Ordinal) ? "/" : path;
    }

    private string Base(HttpContext context) =>
        options.PublicUrl is { } address ? $"{address}".TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}{context.Request.PathBase.ToUriComponent()}";
}
