using System.Collections.Concurrent;

namespace Kpanda.Kube.Transport;

/// <summary>
/// The HTTP stacks of the process. Every stack looks after its connections by timers of its own, so a stack for each of a thousand members would wake processors thousands of times a second for
/// nothing; members share one for each patience instead. Each <see cref="MemberWay"/> stands for a host of its own in it, so no connection ever serves two members, and the connection is made by
/// the member's own transport.
/// </summary>
internal static class HttpStacks
{
    // As many as there are different options in the process; they live as long as it does.
    private static readonly ConcurrentDictionary<(TimeSpan Connect, TimeSpan PingAfter, TimeSpan PingTimeout, int Window), HttpMessageInvoker> Made = new();

    /// <summary>The stack for calls.</summary>
    public static HttpMessageInvoker ForCalls(TransportOptions options) => Of(options.ConnectTimeout, options.PingAfter, options.PingTimeout, options.CallWindowBytes);

    /// <summary>The stack for streams, whose connections must sooner be found dead.</summary>
    public static HttpMessageInvoker ForStreams(TransportOptions options) => Of(options.ConnectTimeout, options.StreamPingAfter, options.StreamPingTimeout, options.StreamWindowBytes);

    private static HttpMessageInvoker Of(TimeSpan connect, TimeSpan pingAfter, TimeSpan pingTimeout, int window) => Made.GetOrAdd((connect, pingAfter, pingTimeout, window), static key => new HttpMessageInvoker(new SocketsHttpHandler
    {
        InitialHttp2StreamWindowSize = key.Window,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PreAuthenticate = false,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = key.Connect * 2,
        KeepAlivePingDelay = key.PingAfter,
        KeepAlivePingTimeout = key.PingTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(30),
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        RequestHeaderEncodingSelector = static (name, _) => HeaderLines.For(name),
        ConnectCallback = static (context, cancellationToken) => ((MemberRequest)context.InitialRequestMessage).Transport.ConnectAsync(context.InitialRequestMessage.Version, cancellationToken),
    }));
}
