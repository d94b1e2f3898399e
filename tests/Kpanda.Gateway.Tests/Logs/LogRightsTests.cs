using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Kpanda.Gateway.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Tests.Logs;

/// <summary>A log that goes on ends with what it was opened with.</summary>
public sealed class LogRightsTests
{
    private const string Download = "/api/v1/logs/download?cluster=m&namespace=shop&pod=cart&container=main";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RightThatGoes_EndsTheLog_AndItsCallAtTheMember()
    {
        var ended = new TaskCompletionSource();
        await using var member = await FakeMember.StartAsync(context => WriteAsync(context, ended));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = TimeSpan.FromHours(1) });
        using var socket = await FollowAsync(site);
        (await ReadAsync(socket)).GetProperty("type").GetString().ShouldBe("lines");

        site.Authorizer.Allows = (_, asked) => asked.Subresource != "log";
        site.Rights.Tell(GatewaySite.Jane.Id);

        (await EndAsync(socket)).ShouldBe("rights");
        await ended.Task.WaitAsync(Patience, Token);
        site.Authorizer.Asked.ShouldContain(asked => asked.Verb == "get" && asked.Subresource == "log" && asked.Namespace == "shop" && asked.Name == "cart");
        site.Audit.Begun.Single().Subresource.ShouldBe("log");
    }

    [Fact]
    public async Task RightThatGoesUntold_EndsTheLogAtTheNextLook()
    {
        await using var member = await FakeMember.StartAsync(context => WriteAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = TimeSpan.FromMilliseconds(100) });
        using var socket = await FollowAsync(site);
        await ReadAsync(socket);

        site.Authorizer.Allows = (_, _) => false;

        (await EndAsync(socket)).ShouldBe("rights");
    }

    [Fact]
    public async Task RightThatGoes_CutsTheDownload()
    {
        await using var member = await FakeMember.StartAsync(context => WriteAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = TimeSpan.FromHours(1) });
        using var client = site.NewClient();
        using var answer = await client.GetAsync(Download, HttpCompletionOption.ResponseHeadersRead, Token);
        await using var body = await answer.Content.ReadAsStreamAsync(Token);
        (await body.ReadAsync(new byte[100], Token)).ShouldBeGreaterThan(0);

        site.Authorizer.Allows = (_, _) => false;
        site.Rights.Tell(GatewaySite.Jane.Id);

        // Cut, not ended: a part does not look like the whole.
        await Should.ThrowAsync<IOException>(() => body.CopyToAsync(Stream.Null, Token).WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task WhoMayNot_IsRefused_AndOnRecord()
    {
        await using var member = await FakeMember.StartAsync(context => WriteAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member);
        site.Authorizer.Allows = (_, asked) => asked.Subresource != "log";
        using var socket = await FollowAsync(site);
        using var client = site.NewClient();

        (await EndAsync(socket)).ShouldBe("refused");
        using var answer = await client.GetAsync(Download, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        member.Requests.ShouldBeEmpty();
        site.Audit.Recorded.ShouldAllBe(record => record.Status == 403);
        site.Audit.Recorded.Count.ShouldBe(2);
    }

    [Fact]
    public async Task LogThatCannotBeRecorded_IsNotOpened()
    {
        await using var member = await FakeMember.StartAsync(context => WriteAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member);
        site.Audit.Fails = true;
        using var socket = await FollowAsync(site);

        (await EndAsync(socket)).ShouldBe("refused");

        member.Requests.ShouldBeEmpty();
    }

    // A member with one pod that writes for ever.
    private static async Task WriteAsync(HttpContext context, TaskCompletionSource ended)
    {
        if (!context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(FakeIndex.Pod);
            return;
        }

        try
        {
            for (var number = 0; ; number++)
            {
                await context.Response.WriteAsync($"2026-01-31T12:00:{number / 1000 % 60:00}.{number % 1000:000}Z line {number}\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(5, context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            ended.TrySetResult();
        }
    }

    private static async Task<ClientWebSocket> FollowAsync(GatewaySite site)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(site.Address) { Scheme = "ws", Path = "/api/v1/logs/socket" }.Uri, Token);
        var question = new { cluster = "m", @namespace = "shop", pod = "cart", containers = new[] { "main" }, follow = true };
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(question), WebSocketMessageType.Text, true, Token);
        return socket;
    }

    private static async Task<string> EndAsync(ClientWebSocket socket)
    {
        while (true)
        {
            var message = await ReadAsync(socket);
            if (message.GetProperty("type").GetString() == "ended") return message.GetProperty("reason").GetString()!;
        }
    }

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer, Token).WaitAsync(Patience, Token);
            text.Write(buffer.AsSpan(0, got.Count));
            if (got.EndOfMessage) return JsonDocument.Parse(Encoding.UTF8.GetString(text.ToArray())).RootElement;
        }
    }
}
