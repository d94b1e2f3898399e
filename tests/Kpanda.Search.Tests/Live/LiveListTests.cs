using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Identity.Access;

namespace Kpanda.Search.Tests.Live;

/// <summary>Lists followed from the index to the socket.</summary>
public sealed class LiveListTests
{
    [Fact]
    public async Task OnlyVisibleRowsAreSent_TheRestIsCounted()
    {
        await using var site = await LiveListSite.StartAsync();
        var seen = new TestObject("shop", "seen") { Phase = "Failed" };
        site.Index.Put("prod", seen);
        using var tab = await site.FollowAsync("/asl/pods?phase=Failed", "prod/shop/seen");

        site.Index.Put("prod", seen with { Version = 2, Node = "n1" }, new TestObject("shop", "other") { Phase = "Failed" }, new TestObject("shop", "running"));

        var (first, second) = (await LiveListSite.ReadAsync(tab), await LiveListSite.ReadAsync(tab));
        first.GetProperty("items").EnumerateArray().Select(KeyOf).ShouldBe(["prod/shop/seen"]);
        (second.GetProperty("added").GetInt32(), second.GetProperty("modified").GetInt32(), second.GetProperty("total").GetInt32()).ShouldBe((1, 0, 2));
    }

    [Fact]
    public async Task RightsThatShrink_ResyncAndHideWhatIsOutside()
    {
        await using var site = await LiveListSite.StartAsync();
        var (mine, theirs) = (new TestObject("shop", "mine"), new TestObject("bank", "theirs"));
        site.Index.Put("prod", mine, theirs);
        using var tab = await site.FollowAsync("/asl/pods", "prod/shop/mine", "prod/bank/theirs");

        site.Grant(AccessScope.Of([], [("prod", "shop")]));

        TypeOf(await LiveListSite.ReadAsync(tab)).ShouldBe("resync");
        (await site.ReadListAsync("/asl/pods")).Select(row => row.Key).ShouldBe(["prod/shop/mine"]);
        site.Index.Put("prod", theirs with { Version = 2, Phase = "Failed" }, mine with { Version = 2, Phase = "Failed" });
        (await LiveListSite.ReadAsync(tab)).GetProperty("items").EnumerateArray().Select(KeyOf).ShouldBe(["prod/shop/mine"]);
    }

    [Fact]
    public async Task RightsThatGoAndComeBack_EmptyTheListAndFillItAgain()
    {
        await using var site = await LiveListSite.StartAsync();
        var pod = new TestObject("shop", "a");
        site.Index.Put("prod", pod);
        const string path = "/clusters/prod/namespaces/shop/pods";
        using var tab = await site.FollowAsync(path, "prod/shop/a");

        site.Grant(AccessScope.None);
        TypeOf(await LiveListSite.ReadAsync(tab)).ShouldBe("resync");
        (await site.ReadListAsync(path)).ShouldBeEmpty();
        await ShowAsync(tab, ("prod/shop/a", "1"));
        (await LiveListSite.ReadAsync(tab)).GetProperty("keys")[0].GetString().ShouldBe("prod/shop/a");
        site.Index.Put("prod", pod with { Version = 2, Phase = "Failed" });

        // Nothing of that change is told: the next thing that the tab hears is that the right has come.
        site.Grant(AccessScope.Of([], [("prod", "shop")]));
        TypeOf(await LiveListSite.ReadAsync(tab)).ShouldBe("resync");
        (await site.ReadListAsync(path)).ShouldBe([("prod/shop/a", "2")]);
        site.Index.Put("prod", pod with { Version = 3, Phase = "Running" });
        (await LiveListSite.ReadAsync(tab)).GetProperty("items").EnumerateArray().Select(KeyOf).ShouldBe(["prod/shop/a"]);
    }

    [Fact]
    public async Task RightToOneObjectThatGoes_EndsTheSubscription()
    {
        await using var site = await LiveListSite.StartAsync();
        site.Index.Put("prod", new TestObject("shop", "a"));
        using var tab = await site.FollowAsync("/clusters/prod/namespaces/shop/pods/a", "prod/shop/a");

        site.Grant(AccessScope.None);

        (await LiveListSite.ReadAsync(tab)).GetProperty("error").GetProperty("code").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task WhatChangesBetweenTheListAndItsRowsOnTheScreen_IsCaughtUpWith()
    {
        await using var site = await LiveListSite.StartAsync();
        var (stays, changes, goes) = (new TestObject("shop", "stays"), new TestObject("shop", "changes"), new TestObject("shop", "goes"));
        site.Index.Put("prod", stays, changes, goes);
        using var tab = await site.FollowAsync("/asl/pods");
        var read = await site.ReadListAsync("/asl/pods");
        read.Count.ShouldBe(3);

        // The page is on its way to the screen: nobody has said yet that these rows are seen, so they are only counted.
        site.Index.Put("prod", changes with { Version = 2, Phase = "Failed" });
        site.Index.Delete("prod", "shop", "goes");
        await ShowAsync(tab, [.. read]);

        var (upserts, removed) = (new List<string?>(), new List<string?>());
        while (upserts.Count + removed.Count < 2)
        {
            var message = await LiveListSite.ReadAsync(tab);
            if (TypeOf(message) == "upsert") upserts.AddRange(message.GetProperty("items").EnumerateArray().Select(KeyOf));
            if (TypeOf(message) == "remove") removed.AddRange(message.GetProperty("keys").EnumerateArray().Select(key => key.GetString()));
        }

        upserts.ShouldBe(["prod/shop/changes"]);
        removed.ShouldBe(["prod/shop/goes"]);
    }

    [Fact]
    public async Task TabThatComesBack_HearsOnlyWhatChangedMeanwhile()
    {
        await using var site = await LiveListSite.StartAsync();
        var pods = Enumerable.Range(0, 50).Select(i => new TestObject("shop", $"pod-{i:00}")).ToArray();
        site.Index.Put("prod", pods);
        IReadOnlyList<(string Key, string Version)> shown;
        using (var first = await site.FollowAsync("/asl/pods"))
        {
            shown = await site.ReadListAsync("/asl/pods?pageSize=50");
            await ShowAsync(first, [.. shown]);
            first.Abort();
        }

        site.Index.Put("prod", pods[7] with { Version = 2, Phase = "Failed" });
        site.Index.Delete("prod", "shop", "pod-30");
        using var second = await site.FollowAsync("/asl/pods");
        await ShowAsync(second, [.. shown]);

        (await LiveListSite.ReadAsync(second)).GetProperty("items").EnumerateArray().Select(KeyOf).ShouldBe(["prod/shop/pod-07"]);
        (await LiveListSite.ReadAsync(second)).GetProperty("keys").EnumerateArray().Select(key => key.GetString()).ShouldBe(["prod/shop/pod-30"]);
    }

    [Fact]
    public async Task RowsWhoseStateChanges_AreCountedForListsInTheOrderOfStates()
    {
        await using var site = await LiveListSite.StartAsync();
        var pod = new TestObject("shop", "below-the-fold");
        site.Index.Put("prod", pod);
        using var tab = await site.FollowAsync("/asl/pods?sortBy=state");

        site.Index.Put("prod", pod with { Version = 2, Phase = "Failed" });

        var changed = await LiveListSite.ReadAsync(tab);
        (changed.GetProperty("moved").GetInt32(), changed.GetProperty("modified").GetInt32()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task ListThatNamesAnotherObject_FollowsWhatThisBecomes()
    {
        await using var site = await LiveListSite.StartAsync();
        var old = new TestObject("shop", "cart");
        site.Index.Put(FakeDescriptor.Deployments, "prod", old);
        site.Index.Put("prod", new TestObject("shop", "of-old") { OwnerUid = old.Uid });
        const string path = "/clusters/prod/namespaces/shop/pods?deployment=cart";
        using var tab = await site.FollowAsync(path);
        (await site.ReadListAsync(path)).Select(row => row.Key).ShouldBe(["prod/shop/of-old"]);

        // Deleted and made again under the same name: another object, other pods.
        var again = new TestObject("shop", "cart") { Version = 2 };
        site.Index.Put(FakeDescriptor.Deployments, "prod", again);
        await UntilAsync(tab, "resync");

        site.Index.Put("prod", new TestObject("shop", "of-new") { OwnerUid = again.Uid });
        (await UntilAsync(tab, "changed")).GetProperty("total").GetInt32().ShouldBe(1);
        (await site.ReadListAsync(path)).Select(row => row.Key).ShouldBe(["prod/shop/of-new"]);
    }

    [Fact]
    public async Task TabsWithTheSameQuery_AreMatchedOnceAndBothTold()
    {
        await using var site = await LiveListSite.StartAsync();
        using var one = await site.FollowAsync("/asl/pods?namespace=shop&namespace=bank", "prod/shop/a");
        using var two = await site.FollowAsync("/asl/pods?namespace=bank&namespace=shop&pageSize=50", "prod/shop/a");
        site.Index.Index.Table(TestIndex.Pods).FollowerCount.ShouldBe(1);

        site.Index.Put("prod", new TestObject("shop", "a"));

        foreach (var tab in new[] { one, two }) (await LiveListSite.ReadAsync(tab)).GetProperty("items").EnumerateArray().Select(KeyOf).ShouldBe(["prod/shop/a"]);
    }

    private static Task ShowAsync(ClientWebSocket tab, params (string Key, string Version)[] rows) =>
        LiveListSite.SendAsync(tab, new { type = "visible", id = "1", keys = rows.Select(row => row.Key), versions = rows.Select(row => row.Version) });

    private static async Task<JsonElement> UntilAsync(ClientWebSocket tab, string type)
    {
        while (true)
            if (await LiveListSite.ReadAsync(tab) is var message && TypeOf(message) == type) return message;
    }

    private static string? TypeOf(JsonElement message) => message.GetProperty("type").GetString();

    private static string? KeyOf(JsonElement row) => row.GetProperty("kpanda").GetProperty("key").GetString();
}
