using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;

namespace Kpanda.Hosting.Tests.Live;

/// <summary>What a person may open, and what a tab that does not read may cost.</summary>
public sealed class LiveLimitsTests
{
    // Takes more at once than any kernel holds for a connection, so that one burst stalls a tab for certain.
    private static readonly LiveOptions Roomy = new() { MaxWaitingBytes = 128 * 1024 * 1024 };

    private const int RowBytes = 8 * 1024;
    private const int MaxHeld = 1024 * 1024;

    [Fact]
    public async Task OneTabTooMany_IsRefusedWith429AndOthersAreNot()
    {
        await using var site = await LiveSite.StartAsync(new LiveOptions { MaxChannelsPerPerson = 2 });
        using var first = await site.ConnectAsync(Ada);
        using var second = await site.ConnectAsync(Ada);

        (await site.ConnectAsync(Ada).ShouldThrowAsync<WebSocketException>()).Message.ShouldContain("429");
        using var other = await site.ConnectAsync(Bob);

        // A tab that closes makes room.
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        using var third = await UntilAsync(() => TryConnectAsync(site));
    }

    [Fact]
    public async Task OneSubscriptionTooMany_IsRefusedAndTheChannelGoesOn()
    {
        await using var site = await LiveSite.StartAsync(new LiveOptions { MaxSubscriptions = 1 });
        using var socket = await site.ConnectAsync();
        await SubscribeAsync(socket, "1");
        await ExpectAsync(socket, "subscribed");

        await SubscribeAsync(socket, "2");
        var error = await ExpectAsync(socket, "error");
        (error.GetProperty("id").GetString(), error.GetProperty("error").GetProperty("code").GetInt32()).ShouldBe(("2", (int)ErrorCode.ResourceExhausted));
        error.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("at most 1 lists");

        await LiveSite.SendAsync(socket, """{"type":"unsubscribe","id":"1"}""");
        await SubscribeAsync(socket, "3");
        await ExpectAsync(socket, "subscribed");
    }

    [Fact]
    public async Task SubscriptionsOfOnePerson_AreCountedOverAllTabs()
    {
        await using var site = await LiveSite.StartAsync(new LiveOptions { MaxSubscriptionsPerPerson = 2 });
        using var first = await site.ConnectAsync(Ada);
        using var second = await site.ConnectAsync(Ada);
        await SubscribeAsync(first, "1");
        await ExpectAsync(first, "subscribed");
        await SubscribeAsync(first, "2");
        await ExpectAsync(first, "subscribed");

        await SubscribeAsync(second, "3");
        (await ExpectAsync(second, "error")).GetProperty("error").GetProperty("code").GetInt32().ShouldBe((int)ErrorCode.ResourceExhausted);

        // Replacing one is no further one.
        await SubscribeAsync(first, "2");
        await ExpectAsync(first, "subscribed");
    }

    [Fact]
    public async Task MoreKeysThanATabMayShow_EndTheSubscriptionWithAnError()
    {
        await using var site = await LiveSite.StartAsync(new LiveOptions { MaxVisibleKeys = 2 });
        using var socket = await site.ConnectAsync();
        await SubscribeAsync(socket, "1");
        await ExpectAsync(socket, "subscribed");

        await LiveSite.SendAsync(socket, """{"type":"visible","id":"1","keys":["a","b","c"]}""");

        (await ExpectAsync(socket, "error")).GetProperty("error").GetProperty("code").GetInt32().ShouldBe((int)ErrorCode.InvalidArgument);
        await UntilAsync(() => Task.FromResult(site.Source.Closed == 1 ? "closed" : null));
    }

    [Fact]
    public async Task MoreBytesOfKeysThanATabMayHold_EndTheSubscriptionWithAnErrorThatSaysSo()
    {
        await using var site = await LiveSite.StartAsync(new LiveOptions { MaxKeyBytes = 1000 });
        using var socket = await site.ConnectAsync();
        await SubscribeAsync(socket, "1");
        await ExpectAsync(socket, "subscribed");

        await LiveSite.SendAsync(socket, JsonSerializer.Serialize(new { type = "visible", id = "1", keys = new[] { new string('k', 600) } }));

        var error = (await ExpectAsync(socket, "error")).GetProperty("error");
        error.GetProperty("code").GetInt32().ShouldBe((int)ErrorCode.ResourceExhausted);
        error.GetProperty("message").GetString()!.ShouldContain("too many to be followed live");
        error.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("keys");
    }

    [Fact]
    public async Task TabThatDoesNotRead_CostsOthersNothing()
    {
        await using var site = await LiveSite.StartAsync(Roomy);
        using var stalled = await StalledAsync(site);
        using var healthy = await site.ConnectAsync();
        await SubscribeAsync(healthy, "1", "c/n/row-0");
        await ExpectAsync(healthy, "subscribed");

        for (var round = 0; round < 50; round++)
        {
            site.Source.Push(FakeLiveSource.Change("c/n/row-0"));
            (await ExpectAsync(healthy, "upsert")).GetProperty("items").GetArrayLength().ShouldBe(1);
        }
    }

    [Fact]
    public async Task ListThatChangesAllTheTime_StarvesNoOtherListOfTheTab()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await site.ConnectAsync();
        await SubscribeAsync(socket, "busy", "c/n/busy");
        await ExpectAsync(socket, "subscribed");
        await SubscribeAsync(socket, "quiet", "c/n/quiet");
        await ExpectAsync(socket, "subscribed");

        // Something waits for the busy list whenever the sender looks, until the quiet one has been heard.
        using var heard = new CancellationTokenSource();
        var flood = Task.Run(
            async () =>
            {
                while (!heard.IsCancellationRequested)
                {
                    site.Source.Push(FakeLiveSource.Change("c/n/busy"));
                    await Task.Yield();
                }
            },
            TestContext.Current.CancellationToken);
        site.Source.Push(FakeLiveSource.Change("c/n/quiet"));
        JsonElement message;
        do message = (await LiveSite.ReadAsync(socket)).ShouldNotBeNull();
        while (message.GetProperty("id").GetString() != "quiet" || message.GetProperty("type").GetString() != "upsert");
        await heard.CancelAsync();
        await flood;
    }

    [Fact]
    public async Task RowsReadInAnOlderVersion_ComeAfterTheSubscription()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await site.ConnectAsync();

        await LiveSite.SendAsync(socket, """{"type":"subscribe","id":"1","path":"/things","keys":["a","b"],"versions":["1","2"]}""");
        await ExpectAsync(socket, "subscribed");
        (await ExpectAsync(socket, "upsert")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()).ShouldBe(["a"]);

        await LiveSite.SendAsync(socket, """{"type":"visible","id":"1","keys":["c"],"versions":["1"]}""");
        (await ExpectAsync(socket, "upsert")).GetProperty("items")[0].GetProperty("key").GetString().ShouldBe("c");
    }

    [Fact]
    public async Task TabThatDoesNotRead_HoldsLessThanAMegabyteAndResyncsWhenItReadsAgain()
    {
        await using var site = await LiveSite.StartAsync();
        using var socket = await site.ConnectStalledAsync();
        var keys = Enumerable.Range(0, 200).Select(i => $"c/n/row-{i}").ToArray();
        await SubscribeAsync(socket, "1", keys);
        await ExpectAsync(socket, "subscribed");

        // Far more than the kernel holds for a connection, a little at a time: what is still held by then is held by the tab.
        var pushed = new List<WeakReference<LiveChange>>();
        for (var round = 0; round < 200; round++)
        {
            PushAll(site, keys[..20], pushed);
            await Task.Yield();
        }

        PushAll(site, keys, pushed);
        await UntilAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Task.FromResult(pushed.Sum(change => change.TryGetTarget(out var alive) ? alive.Weight : 0) <= MaxHeld ? "bounded" : null);
        });

        JsonElement message;
        do message = (await LiveSite.ReadAsync(socket)).ShouldNotBeNull();
        while (message.GetProperty("type").GetString() != "resync");
        site.Source.Push(LiveChange.Removed(keys[0]));
        do message = (await LiveSite.ReadAsync(socket)).ShouldNotBeNull();
        while (message.GetProperty("type").GetString() != "remove");
    }

    [Fact]
    public async Task TabThatDoesNotRead_LosesItsFeedAtOnceWhenRightsAreLost()
    {
        await using var site = await LiveSite.StartAsync(Roomy with { RecheckEvery = TimeSpan.FromMilliseconds(20) });
        using var socket = await StalledAsync(site);

        site.Source.Refusal = Error.Of(ErrorCode.PermissionDenied, "denied");

        await UntilAsync(() => Task.FromResult(site.Source.Closed == 1 ? "closed" : null));
    }

    [Fact]
    public async Task TabThatDoesNotRead_IsCutOffWhenTheSessionEnds()
    {
        await using var site = await LiveSite.StartAsync(Roomy);
        using var socket = await StalledAsync(site);

        await site.Session.CancelAsync();

        await UntilAsync(() => Task.FromResult(site.Source.Closed == 1 ? "closed" : null));
    }

    [Fact]
    public async Task TabThatTakesNothingForTooLong_IsCutOff()
    {
        await using var site = await LiveSite.StartAsync(Roomy with { RecheckEvery = TimeSpan.FromMilliseconds(20), MaxStall = TimeSpan.FromMilliseconds(200) });
        using var socket = await StalledAsync(site);

        await UntilAsync(() => Task.FromResult(site.Source.Closed == 1 ? "closed" : null));
    }

    private static void Ada(ClientWebSocketOptions options)
    {
        options.SetRequestHeader("X-Person", "00000000-0000-0000-0000-00000000000a");
        options.CollectHttpResponseDetails = true;
    }

    private static void Bob(ClientWebSocketOptions options) => options.SetRequestHeader("X-Person", "00000000-0000-0000-0000-00000000000b");

    private static async Task<ClientWebSocket?> TryConnectAsync(LiveSite site)
    {
        try
        {
            return await site.ConnectAsync(Ada);
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    private static Task SubscribeAsync(ClientWebSocket socket, string id, params string[] keys) =>
        LiveSite.SendAsync(socket, JsonSerializer.Serialize(new { type = "subscribe", id, path = "/things", keys }));

    private static async Task<JsonElement> ExpectAsync(ClientWebSocket socket, string type)
    {
        var message = (await LiveSite.ReadAsync(socket)).ShouldNotBeNull();
        message.GetProperty("type").GetString().ShouldBe(type);
        return message;
    }

    /// <summary>A tab with 64 MB on their way to it.</summary>
    private static async Task<ClientWebSocket> StalledAsync(LiveSite site)
    {
        var socket = await site.ConnectStalledAsync();
        var keys = Enumerable.Range(0, 64).Select(i => $"c/n/row-{i}").ToArray();
        await SubscribeAsync(socket, "1", keys);
        await ExpectAsync(socket, "subscribed");
        foreach (var key in keys) site.Source.Push(FakeLiveSource.Large(key, 1024 * 1024));
        return socket;
    }

    private static void PushAll(LiveSite site, string[] keys, List<WeakReference<LiveChange>> pushed)
    {
        foreach (var key in keys)
        {
            var change = FakeLiveSource.Large(key, RowBytes);
            pushed.Add(new(change));
            site.Source.Push(change);
        }
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T?>> question)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            if (await question() is { } answer) return answer;
            await Task.Delay(10, deadline.Token);
        }
    }
}
