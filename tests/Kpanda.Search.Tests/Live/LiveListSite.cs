using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Tests.Live;

/// <summary>A real server with the live channel over a real index.</summary>
internal sealed class LiveListSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveListSite(WebApplication app) => _app = app;

    public required TestIndex Index { get; init; }

    public required FakeAuthorizer Authorizer { get; init; }

    public static async Task<LiveListSite> StartAsync()
    {
        var (index, authorizer) = (new TestIndex(), new FakeAuthorizer());
        var renderer = new RowRenderer(new ErrorVocabulary([new SearchWords()]));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHosting();
        builder.Services.AddSingleton(new LiveOptions { RecheckEvery = TimeSpan.FromMilliseconds(20) });
        builder.Services.AddLiveChannel();
        builder.Services.AddSingleton<ILiveSource>(new ResourceLiveSource(index.Index, authorizer, index.Kinds, new ResourceLists(index.Index, authorizer, renderer), renderer));
        var app = builder.Build();
        app.UseHosting();
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            context.Features.Set(new Person(Guid.Empty, "ada", [], false));
            return next(context);
        });
        app.MapLiveChannel();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LiveListSite(app) { Index = index, Authorizer = authorizer };
    }

    /// <summary>A tab that follows a list and has heard that it does.</summary>
    public async Task<ClientWebSocket> FollowAsync(string path, params string[] keys)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{new Uri(_app.Urls.First()).Authority}/api/v1/live"), TestContext.Current.CancellationToken);
        var message = JsonSerializer.Serialize(new { type = "subscribe", id = "1", path = "/apis/kpanda.io/v1alpha1" + path, keys });
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        (await ReadAsync(socket)).GetProperty("type").GetString().ShouldBe("subscribed");
        return socket;
    }

    /// <summary>The next message but pongs.</summary>
    public static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        var buffer = new byte[256 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
                part.MessageType.ShouldBe(WebSocketMessageType.Text);
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
    }
}
