using System.Net;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.HttpOverrides;

namespace Kpanda.Server.Metrics;

/// <summary><c>/metrics</c>: Prometheus text. Off loopback it needs a token whose owner may read metrics.</summary>
internal static class MetricsModule
{
    public static IServiceCollection AddMetricsText(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<MetricTable>();
        services.AddHostedService<MetricListening>();
        return services;
    }

    public static void MapMetricsText(this IEndpointRouteBuilder routes) => routes.Get("/metrics", WriteAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task WriteAsync(HttpContext context, MetricTable table, IAuthorizer authorizer, CancellationToken cancellationToken)
    {
        if (!IsFromThisMachine(context) && await RefusalAsync(context, authorizer, cancellationToken) is { } refusal)
        {
            await ErrorResponse.WriteAsync(context, refusal);
            return;
        }

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(PrometheusText.Write(table.Collect()), cancellationToken);
    }

    private static async ValueTask<Error?> RefusalAsync(HttpContext context, IAuthorizer authorizer, CancellationToken cancellationToken)
    {
        if (context.Features.Get<Person>() is not { } person) return Error.Of(ErrorCode.Unauthenticated, "session.missing");
        return (await authorizer.CheckAsync(person, AccessRequest.Platform("get", "metrics"), cancellationToken)).Error;
    }

    // A proxy on this machine that we do not know of passes on requests from anywhere.
    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
        && !context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName)
        && !context.Request.Headers.ContainsKey("Forwarded");
}
