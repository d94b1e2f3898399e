using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Hosting.Errors;

/// <summary>Writes an <see cref="Error"/> as the published shape, or as that of the route (<see cref="IErrorShape"/>), in the language of the request.</summary>
public static class ErrorResponse
{
    /// <summary>The body for <paramref name="error"/>.</summary>
    public static ErrorBody BodyOf(HttpContext context, Error error)
    {
        var words = context.RequestServices.GetRequiredService<ErrorVocabulary>();
        var detail = new ErrorDetail(error.Reason, error.Field, error.Parameters, context.TraceIdentifier);
        return new ErrorBody((int)error.Code, words.Render(error, RequestLanguage.Of(context)), [detail]);
    }

    /// <summary>Answers with <paramref name="error"/>.</summary>
    /// <param name="context">A request whose response has not begun.</param>
    /// <param name="error">The failure.</param>
    /// <param name="status">An HTTP status that fits better than that of the code.</param>
    public static Task WriteAsync(HttpContext context, Error error, int? status = null)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IErrorShape>() is { } shape) return shape.WriteAsync(context, error, status);
        context.Response.StatusCode = status ?? ErrorStatus.Of(error.Code);
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(BodyOf(context, error), KpandaJson.Options, context.RequestAborted);
    }
}
