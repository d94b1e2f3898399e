using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpanda.Hosting.Requests;

/// <summary>Finds the language of a request.</summary>
public static class RequestLanguage
{
    /// <summary>The better liked of the two in <c>Accept-Language</c>; English when it names neither.</summary>
    public static Language Of(HttpContext context)
    {
        // Browsers choose the header of a WebSocket themselves: a page says its language in the address.
        var asked = context.WebSockets.IsWebSocketRequest && context.Request.Query["language"] is { Count: > 0 } chosen
            ? chosen
            : context.Request.Headers.AcceptLanguage;
        if (!StringWithQualityHeaderValue.TryParseList(asked, out var wishes)) return Language.English;
        var best = wishes
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.Value ?? "")
            .FirstOrDefault(value => Is(value, "zh") || Is(value, "en"));
        return best is not null && Is(best, "zh") ? Language.Chinese : Language.English;

        static bool Is(string value, string language) =>
            value.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (value.Length == language.Length || value[language.Length] == '-');
    }
}
