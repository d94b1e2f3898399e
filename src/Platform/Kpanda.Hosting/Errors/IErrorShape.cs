using Microsoft.AspNetCore.Http;

namespace Kpanda.Hosting.Errors;

/// <summary>How a route says no that does not speak the product API; metadata of the route. Everything that refuses a request of it, from authentication on, answers so.</summary>
public interface IErrorShape
{
    /// <summary>Answers with <paramref name="error"/>.</summary>
    /// <param name="context">A request whose response has not begun.</param>
    /// <param name="error">The failure.</param>
    /// <param name="status">An HTTP status that fits better than that of the code; null for that of the code.</param>
    Task WriteAsync(HttpContext context, Error error, int? status);
}
