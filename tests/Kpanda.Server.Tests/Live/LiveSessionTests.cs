using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Dapper;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Live;

/// <summary>An open page of the whole server, and what becomes of it when its person may no longer.</summary>
public sealed class LiveSessionTests
{
    private static readonly WebSocketCloseStatus SessionEnded = (WebSocketCloseStatus)4401;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignOut_ClosesTheChannel()
    {
        await using var site = await ServerSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var socket = await FollowAsync(site, client);

        (await client.PostAsync("/auth/logout", null, Token)).IsSuccessStatusCode.ShouldBeTrue();

        (await ReadAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(SessionEnded);
    }

    [Fact]
    public async Task PersonWhoIsDisabled_LosesTheChannel()
    {
        await using var site = await ServerSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var socket = await FollowAsync(site, client);

        await ChangeAsync(site, "enabled = FALSE");

        (await ReadAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(SessionEnded);
    }

    [Fact]
    public async Task PersonWhoLosesTheirRoleAndGetsItBack_ReadsTheListAgainBothTimes()
    {
        await using var site = await ServerSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var socket = await FollowAsync(site, client);

        await ChangeAsync(site, "administrator = FALSE");
        (await ReadAsync(socket)).ShouldNotBeNull().GetProperty("type").GetString().ShouldBe("resync");

        await ChangeAsync(site, "administrator = TRUE");
        (await ReadAsync(socket)).ShouldNotBeNull().GetProperty("type").GetString().ShouldBe("resync");
    }

    private static async Task ChangeAsync(ServerSite site, string change)
    {
        await using var connection = await site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        (await connection.ExecuteAsync($"UPDATE users SET {change} WHERE name = 'admin'")).ShouldBe(1);
    }

    private static async Task<ClientWebSocket> FollowAsync(ServerSite site, HttpClient client)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", client.DefaultRequestHeaders.Authorization!.ToString());
        await socket.ConnectAsync(new UriBuilder(site.HttpUrl) { Scheme = "ws", Path = "/api/v1/live" }.Uri, Token);
        var subscribe = """{"type":"subscribe","id":"1","path":"/apis/kpanda.io/v1alpha1/asl/pods"}""";
        await socket.SendAsync(Encoding.UTF8.GetBytes(subscribe), WebSocketMessageType.Text, true, Token);
        (await ReadAsync(socket)).ShouldNotBeNull().GetProperty("type").GetString().ShouldBe("subscribed");
        return socket;
    }

    /// <summary>The next message but pongs; null when the server closed.</summary>
    private static async Task<JsonElement?> ReadAsync(ClientWebSocket socket)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, deadline.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            part.EndOfMessage.ShouldBeTrue();
            var message = JsonDocument.Parse(buffer.AsMemory(0, part.Count)).RootElement.Clone();
            if (message.GetProperty("type").GetString() != "pong") return message;
        }
    }
}
