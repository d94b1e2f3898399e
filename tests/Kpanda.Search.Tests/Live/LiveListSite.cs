using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Sessions;
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
    private const string Prefix = ListEndpoints.Prefix;

    private readonly WebApplication _app;

    private LiveListSite(WebApplication app) => _app = app;

    public required TestIndex Index { get; init; }

    public required FakeAuthorizer Authorizer { get; init; }

    /// <summary>Gives everybody other rights, and says so.</summary>
    public void Grant(AccessScope scope)
    {
        Authorizer.Scope = scope;
        _app.Services.GetRequiredService<RightsChanges>().TellAll();
    }

    public static async Task<LiveListSite> StartAsync()
    {
        var (index, authorizer) = (new TestIndex(), new FakeAuthorizer());
        var renderer = new RowRenderer(new ErrorVocabulary([new SearchWords()]));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHosting();
        // Nothing is noticed by a timer here.
        builder.Services.AddSingleton(new LiveOptions { RecheckEvery = TimeSpan.FromDays(1), RecheckPause = TimeSpan.FromMilliseconds(1) });
        builder.Services.AddLiveChannel();
        var lists = new ResourceLists(index.Index, authorizer, renderer);
        builder.Services.AddSingleton(lists).AddPersonOfRequest();
        builder.Services.AddSingleton<ILiveSource>(new ResourceLiveSource(index.Index, authorizer, index.Kinds, [new KindPaths(index.Kinds)], lists, renderer));
        var app = builder.Build();
        app.UseHosting();
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            context.Features.Set(new Person(Guid.Empty, "ada", [], false));
            return next(context);
        });
        app.MapLiveChannel();
        ListEndpoints.Map(app, index.Kinds);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LiveListSite(app) { Index = index, Authorizer = authorizer };
    }

    /// <summary>A tab that follows a list and has heard that it does.</summary>
    public async Task<ClientWebSocket> FollowAsync(string path, params string[] keys)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{new Uri(_app.Urls.First()).Authority}/api/v1/live"), TestContext.Current.CancellationToken);
        await SendAsync(socket, new { type = "subscribe", id = "1", path = Prefix + path, keys });
        (await ReadAsync(socket)).GetProperty("type").GetString().ShouldBe("subscribed");
        return socket;
    }

    public static Task SendAsync(ClientWebSocket socket, object message) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The list as a page reads it over HTTP: the rows with their versions.</summary>
    public async Task<IReadOnlyList<(string Key, string Version)>> ReadListAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
        var answer = await client.GetFromJsonAsync<JsonElement>(Prefix + path, TestContext.Current.CancellationToken);
        return [.. answer.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("kpanda").GetProperty("key").GetString()!).Select(key => (key, VersionOf(key)))];
    }

    // The form of the test's own kind has no version in its rows; the index has it.
    private string VersionOf(string key) =>
        key.Split('/') is [var cluster, var ns, var name] ? $"{Index.Index.Table(TestIndex.Pods).Find(cluster, new(ns, name))!.Value.Version}" : "";

    /// <summary>The next message but pongs.</summary>
    public static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
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
