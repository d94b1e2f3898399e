using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;

namespace Kpanda.Hosting.Tests.Live;

public sealed class LiveChannelTests
{
    private const string Subscribe = """{"type":"subscribe","id":"1","path":"/things?a=b","keys":["c/n/seen"]}""";

    [Fact]
    public async Task VisibleRow_ArrivesAndInvisibleOnesAreCounted()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await SubscribedAsync(site);

        site.Source.Push(FakeLiveSource.Change("c/n/seen"));
        site.Source.Push(FakeLiveSource.Change("c/n/other", LiveChangeKind.Added));

        var messages = new List<JsonElement> { await NextAsync(socket), await NextAsync(socket) };
        var upsert = messages.Single(message => TypeOf(message) == "upsert");
        upsert.GetProperty("id").GetString().ShouldBe("1");
        upsert.GetProperty("items")[0].GetProperty("key").GetString().ShouldBe("c/n/seen");
        var changed = messages.Single(message => TypeOf(message) == "changed");
        (changed.GetProperty("added").GetInt32(), changed.GetProperty("modified").GetInt32(), changed.GetProperty("total").GetInt32()).ShouldBe((1, 0, 42));
    }

    [Fact]
    public async Task VisibleRowThatGoes_IsRemovedByKey()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await SubscribedAsync(site);

        site.Source.Push(LiveChange.Removed("c/n/seen"));

        var message = await NextAsync(socket);
        TypeOf(message).ShouldBe("remove");
        message.GetProperty("keys")[0].GetString().ShouldBe("c/n/seen");
    }

    [Fact]
    public async Task UnknownPath_IsAnErrorAndTheChannelGoesOn()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await site.ConnectAsync();

        await LiveSite.SendAsync(socket, """{"type":"subscribe","id":"9","path":"/nothing"}""");
        var error = await NextAsync(socket);
        (TypeOf(error), error.GetProperty("id").GetString(), error.GetProperty("error").GetProperty("code").GetInt32()).ShouldBe(("error", "9", 5));

        await LiveSite.SendAsync(socket, Subscribe);
        TypeOf(await NextAsync(socket)).ShouldBe("subscribed");
    }

    [Fact]
    public async Task RightsThatAreLost_EndTheSubscription()
    {
        await using var site = await LiveSite.StartAsync(new LiveOptions { RecheckEvery = TimeSpan.FromMilliseconds(20) });
        using var socket = await SubscribedAsync(site);

        site.Source.Refusal = Error.Of(ErrorCode.PermissionDenied, "denied");

        var error = await NextAsync(socket);
        (TypeOf(error), error.GetProperty("error").GetProperty("code").GetInt32()).ShouldBe(("error", 7));
        await LiveSite.SendAsync(socket, """{"type":"ping"}""");
        site.Source.Push(FakeLiveSource.Change("c/n/seen"));
        site.Source.Refusal = null;
        await LiveSite.SendAsync(socket, Subscribe);
        TypeOf(await NextAsync(socket)).ShouldBe("subscribed");
        site.Source.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task SessionThatEnds_ClosesTheChannelWith4401()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await SubscribedAsync(site);

        await site.Session.CancelAsync();

        (await LiveSite.ReadAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe((WebSocketCloseStatus)4401);
    }

    [Fact]
    public async Task ServerThatStops_SaysBye()
    {
        var site = await LiveSite.StartAsync();
        using var socket = await SubscribedAsync(site);

        var stopping = site.DisposeAsync();

        var bye = await NextAsync(socket);
        (TypeOf(bye), bye.GetProperty("reason").GetString()).ShouldBe(("bye", "restart"));
        (await LiveSite.ReadAsync(socket)).ShouldBeNull();
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await stopping;
    }

    [Fact]
    public async Task MessageThatIsNoJson_ClosesTheChannel()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await site.ConnectAsync();

        await LiveSite.SendAsync(socket, "hello");

        (await LiveSite.ReadAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("", true)]
    public async Task ForeignPage_CannotOpenTheChannel(string origin, bool opens)
    {
        await using var site = await LiveSite.StartAsync();
        var connecting = site.ConnectAsync(options =>
        {
            if (origin.Length > 0) options.SetRequestHeader("Origin", origin);
            options.CollectHttpResponseDetails = true;
        });

        if (opens) (await connecting).Dispose();
        else (await connecting.ShouldThrowAsync<WebSocketException>()).Message.ShouldContain("403");
    }

    [Fact]
    public async Task CookieWithoutAnOrigin_IsNotTrusted()
    {
        await using var site = await LiveSite.StartAsync();

        var failure = await site.ConnectAsync(options => options.Cookies = Cookies(site.Url)).ShouldThrowAsync<WebSocketException>();

        failure.Message.ShouldContain("403");
    }

    [Fact]
    public async Task OwnPage_MayOpenTheChannelWithItsCookie()
    {
        await using var site = await LiveSite.StartAsync();

        using var socket = await site.ConnectAsync(options =>
        {
            options.Cookies = Cookies(site.Url);
            options.SetRequestHeader("Origin", site.Url.GetLeftPart(UriPartial.Authority));
        });

        socket.State.ShouldBe(WebSocketState.Open);
    }

    private static CookieContainer Cookies(Uri url)
    {
        var cookies = new CookieContainer();
        cookies.Add(url, new Cookie("session", "x"));
        return cookies;
    }

    private static async Task<ClientWebSocket> SubscribedAsync(LiveSite site)
    {
        var socket = await site.ConnectAsync();
        await LiveSite.SendAsync(socket, Subscribe);
        TypeOf(await NextAsync(socket)).ShouldBe("subscribed");
        return socket;
    }

    private static async Task<JsonElement> NextAsync(ClientWebSocket socket) => (await LiveSite.ReadAsync(socket)).ShouldNotBeNull();

    private static string? TypeOf(JsonElement message) => message.GetProperty("type").GetString();
}
