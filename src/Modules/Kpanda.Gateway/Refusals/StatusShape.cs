using System.Globalization;
using System.Text.Json;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Gateway.Refusals;

/// <summary>The gateway's own refusals: <c>metav1.Status</c>, as every client of Kubernetes reads and prints it. The machine word stands in the first cause.</summary>
internal sealed class StatusShape : IErrorShape
{
    /// <summary>Parameters of an error that have a place of their own in <c>details</c>.</summary>
    public const string Name = "name";

    /// <inheritdoc cref="Name" />
    public const string Group = "group";

    /// <inheritdoc cref="Name" />
    public const string Kind = "kind";

    /// <summary>Seconds after which it may succeed.</summary>
    public const string RetryAfter = "retryAfterSeconds";

    public static StatusShape Instance { get; } = new();

    public Task WriteAsync(HttpContext context, Error error, int? status)
    {
        var code = status ?? ErrorStatus.Of(error.Code);
        var response = context.Response;
        response.StatusCode = code;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        // A client that is told so in the header waits and asks again by itself. Where the member is away, a person is better told at once.
        var seconds = int.Parse(error.Parameters.GetValueOrDefault(RetryAfter, "0"), CultureInfo.InvariantCulture);
        if (code == StatusCodes.Status429TooManyRequests && seconds > 0) response.Headers.RetryAfter = $"{seconds}";
        var body = JsonSerializer.SerializeToUtf8Bytes(StatusOf(context, error, code, seconds));
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static KubeStatus StatusOf(HttpContext context, Error error, int code, int seconds)
    {
        var words = context.RequestServices.GetRequiredService<ErrorVocabulary>().Render(error, RequestLanguage.Of(context));
        return new()
        {
            // Terminals print it, and some of it may be a member's words: nothing in it may steer them.
            Message = string.Concat(words.Select(one => char.IsControl(one) ? '?' : one)),
            Reason = ReasonOf(code),
            Code = code,
            Details = new KubeStatusDetails
            {
                Name = Value(error, Name),
                Group = Value(error, Group),
                Kind = Value(error, Kind),
                RetryAfterSeconds = seconds,
                Causes = [new KubeStatusCause(error.Reason, $"request {context.TraceIdentifier}", null)],
            },
        };
    }

    private static string? Value(Error error, string name) => error.Parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static string? ReasonOf(int code) => code switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        409 => "Conflict",
        413 => "RequestEntityTooLarge",
        429 => "TooManyRequests",
        500 => "InternalError",
        503 => "ServiceUnavailable",
        504 => "Timeout",
        _ => null,
    };
}
