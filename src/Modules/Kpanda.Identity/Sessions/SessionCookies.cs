using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Sessions;

/// <summary>
/// The two cookies of a browser's session: the secret, which no script can read, and the value that scripts repeat in <see cref="CsrfHeader"/>. Over https both have the
/// <c>__Host-</c> prefix, so that nothing on another port or sub-domain can plant them.
/// </summary>
internal static class SessionCookies
{
    public const string CsrfHeader = "X-Kpanda-CSRF";

    private const string SessionName = "kpanda-session";
    private const string CsrfName = "kpanda-csrf";

    public static string? Read(HttpRequest request) => request.Cookies[Name(request, SessionName)];

    public static void Write(HttpContext context, string secret)
    {
        var options = OptionsFor(context.Request);
        context.Response.Cookies.Append(Name(context.Request, SessionName), secret, options);
        options.HttpOnly = false;
        context.Response.Cookies.Append(Name(context.Request, CsrfName), SecretToken.CsrfOf(secret), options);
    }

    public static void Clear(HttpContext context)
    {
        context.Response.Cookies.Delete(Name(context.Request, SessionName), OptionsFor(context.Request));
        context.Response.Cookies.Delete(Name(context.Request, CsrfName), OptionsFor(context.Request));
    }

    private static string Name(HttpRequest request, string name) => request.IsHttps ? "__Host-" + name : name;

    private static CookieOptions OptionsFor(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
