using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Hosting.Tests.Live;

/// <summary>A real server with the live channel and one source, and a session that a test can end.</summary>
internal sealed class LiveSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly FakeSession _session;

    private LiveSite(WebApplication app, FakeLiveSource source, CancellationTokenSource ended, FakeSession session) => (_app, Source, Session, _session) = (app, source, ended, session);

    public FakeLiveSource Source { get; }

    public CancellationTokenSource Session { get; }

    /// <summary>How often somebody's session counted as used.</summary>
    public int Uses => _session.Uses;

    public RightsChanges Rights => _app.Services.GetRequiredService<RightsChanges>();

    public Uri Url => new(_app.Urls.First());

    public static async Task<LiveSite> StartAsync(LiveOptions? options = null)
    {
        var source = new FakeLiveSource();
        var ended = new CancellationTokenSource();
        var session = new FakeSession();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHosting();
        if (options is not null) builder.Services.AddSingleton(options);
        builder.Services.AddLiveChannel();
        builder.Services.AddSingleton<ILiveSource>(source);
        var app = builder.Build();
        app.UseHosting();
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            context.Features.Set<ISessionLifetime>(new Lifetime(session, Guid.TryParse(context.Request.Headers["X-Person"], out var person) ? person : Guid.Empty, ended.Token));
            return next(context);
        });
        app.MapLiveChannel();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LiveSite(app, source, ended, session);
    }

    public async Task<ClientWebSocket> ConnectAsync(Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        await socket.ConnectAsync(new Uri($"ws://{Url.Authority}/api/v1/live"), TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>A tab whose machine takes hardly anything that it does not read.</summary>
    public async Task<ClientWebSocket> ConnectStalledAsync()
    {
        var socket = new ClientWebSocket();
        using var handler = new SocketsHttpHandler { ConnectCallback = ConnectSmallAsync };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await socket.ConnectAsync(new Uri($"ws://{Url.Authority}/api/v1/live"), invoker, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async ValueTask<Stream> ConnectSmallAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The next message but pongs; null when the server closed.</summary>
    public static async Task<JsonElement?> ReadAsync(ClientWebSocket socket)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        var buffer = new byte[1024 * 1024];
        while (true)
        {
            var length = 0;
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), deadline.Token);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                length += part.Count;
            }
            while (!part.EndOfMessage);

            var message = JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone();
            if (message.GetProperty("type").GetString() != "pong") return message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Session.Dispose();
    }

    private sealed class FakeSession
    {
        private int _uses;

        public int Uses => Volatile.Read(ref _uses);

        public void Use() => Interlocked.Increment(ref _uses);
    }

    private sealed record Lifetime(FakeSession Session, Guid Owner, CancellationToken Ended) : ISessionLifetime
    {
        public Guid Id => Guid.Empty;

        public Task UseAsync(CancellationToken cancellationToken)
        {
            Session.Use();
            return Task.CompletedTask;
        }
    }
}
