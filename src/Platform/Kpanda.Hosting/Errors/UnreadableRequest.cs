using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kpanda.Hosting.Errors;

/// <summary>Says what is wrong with a request that did not get as far as its handler.</summary>
internal static partial class UnreadableRequest
{
    public static (Error Error, int Status) Describe(HttpContext context, BadHttpRequestException failure) => failure switch
    {
        { InnerException: JsonException json } => (OfJson(json), StatusCodes.Status400BadRequest),
        { StatusCode: StatusCodes.Status400BadRequest } => (OfBinding(failure.Message), failure.StatusCode),
        _ => (OfStatus(context, failure.StatusCode) ?? Error.Of(ErrorCode.InvalidArgument, "request.malformed"), failure.StatusCode),
    };

    /// <summary>The words for a status that came without any; null where it needs none.</summary>
    public static Error? OfStatus(HttpContext context) => OfStatus(context, context.Response.StatusCode);

    private static Error? OfStatus(HttpContext context, int status) => status switch
    {
        StatusCodes.Status404NotFound => Error.Of(ErrorCode.NotFound, "request.route.unknown", ("method", context.Request.Method), ("path", context.Request.Path)),
        StatusCodes.Status405MethodNotAllowed => Error.Of(ErrorCode.InvalidArgument, "request.method", ("method", context.Request.Method), ("path", context.Request.Path)),
        StatusCodes.Status408RequestTimeout => Error.Of(ErrorCode.DeadlineExceeded, "request.timeout"),
        StatusCodes.Status413PayloadTooLarge => Error.Of(ErrorCode.ResourceExhausted, "request.body.size", ("limit", BodyLimit(context))),
        StatusCodes.Status415UnsupportedMediaType => Error.Of(ErrorCode.InvalidArgument, "request.body.type"),
        StatusCodes.Status400BadRequest => Error.Of(ErrorCode.InvalidArgument, "request.malformed"),
        _ => null,
    };

    private static Error OfJson(JsonException json)
    {
        // System.Text.Json has no other way to tell this failure from the rest.
        if (json.Message.Contains("maximum configured depth", StringComparison.Ordinal))
            return Error.Of(ErrorCode.InvalidArgument, "request.body.depth", ("limit", $"{KpandaJson.MaxDepth}"));

        var path = json.Path ?? "$";
        return Error.Invalid(
            path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body",
            "request.body.json",
            ("line", Number(json.LineNumber + 1)),
            ("column", Number(json.BytePositionInLine + 1)),
            ("path", path));
    }

    private static Error OfBinding(string message)
    {
        if (Parameter.Match(message) is { Success: true } match)
            return Misread(match.Groups["name"].Value, match.Groups["value"].Value);
        if (Required.Match(message) is { Success: true } missing && !missing.Groups["source"].Value.Contains("body", StringComparison.Ordinal))
            return Misread(missing.Groups["name"].Value, "-");
        return message.Contains("body", StringComparison.OrdinalIgnoreCase)
            ? Error.Invalid("body", "request.body.missing")
            : Error.Of(ErrorCode.InvalidArgument, "request.malformed");
    }

    // A parameter that is a property of a record is named after it; on the wire it is in camel case.
    private static Error Misread(string name, string value)
    {
        var field = JsonNamingPolicy.CamelCase.ConvertName(name);
        return Error.Invalid(field, "request.parameter", ("field", field), ("value", value));
    }

    private static string BodyLimit(HttpContext context) =>
        Number(context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? RequestLimits.BodyBytes);

    private static string Number(long? value) => (value ?? 0).ToString(CultureInfo.InvariantCulture);

    // NOTE: these are the framework's own sentences; UnreadableRequestTests fails when a new version words them differently.
    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parameter { get; }

    [GeneratedRegex("""^(Required parameter|Implicit body inferred for parameter) "(\S+ )?(?<name>\w+)" (was not provided from )?(?<source>.*)\.$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Required { get; }
}
