using Kpanda.Hosting.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpanda.Hosting.Errors;

/// <summary>The edge: a request that cannot be read, and a bug in a handler, both become the published error shape. What went wrong inside is logged, never told.</summary>
internal sealed partial class FailureEdge(RequestDelegate next, ILogger<FailureEdge> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (IsBareFailure(context.Response) && UnreadableRequest.OfStatus(context) is { } bare)
                await ErrorResponse.WriteAsync(context, bare, context.Response.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads an answer.
        }
        catch (BadHttpRequestException failure) when (!context.Response.HasStarted)
        {
            var (error, status) = UnreadableRequest.Describe(context, failure);
            await ErrorResponse.WriteAsync(context, error, status);
        }
        catch (Exception failure)
        {
            Log.Unexpected(logger, failure, context.Request.Method, context.Request.Path);
            if (context.Response.HasStarted) throw;
            context.Response.Clear();
            context.Response.Headers[RequestId.Header] = context.TraceIdentifier;
            await ErrorResponse.WriteAsync(context, Error.Of(ErrorCode.Internal, "internal", ("requestId", context.TraceIdentifier)));
        }
    }

    // Routing and the framework's own checks set a status and leave the words to somebody else.
    private static bool IsBareFailure(HttpResponse response) =>
        !response.HasStarted && response.StatusCode >= StatusCodes.Status400BadRequest && response.ContentType is null && response.ContentLength is null or 0;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly")]
        public static partial void Unexpected(ILogger logger, Exception failure, string method, PathString path);
    }
}
