using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;

namespace Kpanda.Hosting.Tests.Live;

/// <summary>Rights are asked again when somebody says that they have changed, not when a timer comes round.</summary>
public sealed class LiveRightsTests
{
    private static readonly Guid Ada = new("00000000-0000-0000-0000-00000000000a");

    // A timer that never comes while the test runs.
    private static readonly LiveOptions ByEventAlone = new() { RecheckEvery = TimeSpan.FromDays(1), RecheckPause = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task RightsOfThePerson_AreAskedAtOnceAndTheSubscriptionEnds()
    {
        await using var site = await LiveSite.StartAsync(ByEventAlone);
        using var socket = await SubscribedAsync(site);
        site.Source.Refusal = Error.Of(ErrorCode.PermissionDenied, "denied");

        site.Rights.Tell(Ada);

        (await NextAsync(socket)).GetProperty("error").GetProperty("code").GetInt32().ShouldBe((int)ErrorCode.PermissionDenied);
    }

    [Fact]
    public async Task RightsOfEverybody_AreAskedOfEverybody()
    {
        await using var site = await LiveSite.StartAsync(ByEventAlone);
        using var socket = await SubscribedAsync(site);
        site.Source.Refusal = Error.Of(ErrorCode.PermissionDenied, "denied");

        site.Rights.TellAll();

        TypeOf(await NextAsync(socket)).ShouldBe("error");
    }

    [Fact]
    public async Task RightsThatChangeWhileAListIsOpened_AreAskedOnceMore()
    {
        await using var site = await LiveSite.StartAsync(ByEventAlone);
        using var socket = await SubscribedAsync(site);
        site.Source.WhileOpening = async () =>
        {
            site.Rights.Tell(Ada);
            while (site.Source.Rechecks == 0) await Task.Delay(1, TestContext.Current.CancellationToken);
            site.Source.Refusal = Error.Of(ErrorCode.PermissionDenied, "denied");
        };

        await LiveSite.SendAsync(socket, """{"type":"subscribe","id":"2","path":"/things"}""");

        JsonElement told;
        do told = await NextAsync(socket);
        while (TypeOf(told) != "error");
        told.GetProperty("id").GetString().ShouldBe("2");
    }

    [Fact]
    public async Task FeedThatWantsToBeAskedAgain_IsAsked()
    {
        await using var site = await LiveSite.StartAsync(ByEventAlone);
        using var socket = await SubscribedAsync(site);
        site.Source.Refusal = Error.Of(ErrorCode.PermissionDenied, "denied");

        site.Source.Recheck();

        TypeOf(await NextAsync(socket)).ShouldBe("error");
    }

    [Fact]
    public async Task RightsOfSomebodyElse_AreNoReasonToAsk()
    {
        await using var site = await LiveSite.StartAsync(ByEventAlone);
        using var socket = await SubscribedAsync(site);

        site.Rights.Tell(Guid.CreateVersion7());
        await PingAsync(socket);

        site.Source.Rechecks.ShouldBe(0);
    }

    [Fact]
    public async Task TabThatIsClosed_IsToldNothingMore()
    {
        await using var site = await LiveSite.StartAsync(ByEventAlone);
        using (var socket = await SubscribedAsync(site)) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        while (site.Source.Closed == 0) await Task.Delay(1, TestContext.Current.CancellationToken);

        site.Rights.Tell(Ada);

        site.Source.Rechecks.ShouldBe(0);
    }

    [Fact]
    public async Task PageThatSaysItIsLookedAt_CountsAsAUseOfItsSession()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await SubscribedAsync(site);

        await PingAsync(socket);
        await PingAsync(socket);

        site.Uses.ShouldBe(2);
    }

    // What comes after a pong was handled after the ping: the reader takes messages in order.
    private static async Task PingAsync(ClientWebSocket socket)
    {
        await LiveSite.SendAsync(socket, """{"type":"ping"}""");
        await LiveSite.SendAsync(socket, """{"type":"subscribe","id":"after","path":"/nothing"}""");
        (await NextAsync(socket)).GetProperty("id").GetString().ShouldBe("after");
    }

    private static async Task<ClientWebSocket> SubscribedAsync(LiveSite site)
    {
        var socket = await site.ConnectAsync(options => options.SetRequestHeader("X-Person", Ada.ToString()));
        await LiveSite.SendAsync(socket, """{"type":"subscribe","id":"1","path":"/things"}""");
        TypeOf(await NextAsync(socket)).ShouldBe("subscribed");
        return socket;
    }

    private static async Task<JsonElement> NextAsync(ClientWebSocket socket) => (await LiveSite.ReadAsync(socket)).ShouldNotBeNull();

    private static string? TypeOf(JsonElement message) => message.GetProperty("type").GetString();
}
