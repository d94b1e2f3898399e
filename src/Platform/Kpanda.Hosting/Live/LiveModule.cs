using System.Net.WebSockets;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Hosting.Live;

/// <summary>The live channel (docs/design/live-channel.md). Its host must call <c>UseWebSockets</c>.</summary>
public static class LiveModule
{
    /// <summary>Adds the channel; modules add <see cref="ILiveSource"/>s.</summary>
    public static IServiceCollection AddLiveChannel(this IServiceCollection services)
    {
        services.TryAddSingleton(new LiveOptions());
        services.AddSingleton<LiveHub>();
        services.AddErrorWords<LiveWords>();
        return services;
    }

    /// <summary>Maps <c>GET /api/v1/live</c>.</summary>
    public static IEndpointRouteBuilder MapLiveChannel(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/live", OpenAsync).WithName("OpenLiveChannel").WithTags("Live").ExcludeFromDescription();
        return routes;
    }

    private static async Task OpenAsync(HttpContext context, LiveHub hub)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ErrorResponse.WriteAsync(context, Error.Of(ErrorCode.InvalidArgument, LiveWords.NoWebSocket), StatusCodes.Status426UpgradeRequired);
            return;
        }

        // Browsers send cookies with WebSocket requests of any page: only our own may open a channel. Scripts send a token and no origin.
        if (!SameOrigin.Is(context.Request))
        {
            await ErrorResponse.WriteAsync(context, Error.Of(ErrorCode.PermissionDenied, LiveWords.ForeignOrigin));
            return;
        }

        var session = context.Features.Get<ISessionLifetime>();
        var owner = session?.Owner ?? Guid.Empty;
        if (!hub.Enter(owner).TryGet(out var person, out var refusal))
        {
            await ErrorResponse.WriteAsync(context, refusal);
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { DangerousEnableCompression = false });
            await hub.RunAsync(socket, context, session, person);
        }
        finally
        {
            hub.Leave(owner);
        }
    }
}
