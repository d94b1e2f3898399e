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

        site.Authorizer.Scope = AccessScope.Of([], [("prod", "shop")]);
        (await LiveListSite.ReadAsync(tab)).GetProperty("type").GetString().ShouldBe("resync");

        site.Index.Put("prod", theirs with { Version = 2, Phase = "Failed" }, mine with { Version = 2, Phase = "Failed" });
        (await LiveListSite.ReadAsync(tab)).GetProperty("items").EnumerateArray().Select(KeyOf).ShouldBe(["prod/shop/mine"]);
    }

    [Fact]
    public async Task RightsThatAreLost_EndTheSubscription()
    {
        await using var site = await LiveListSite.StartAsync();
        using var tab = await site.FollowAsync("/clusters/prod/namespaces/shop/pods", "prod/shop/a");

        site.Authorizer.Scope = AccessScope.None;

        (await LiveListSite.ReadAsync(tab)).GetProperty("error").GetProperty("code").GetInt32().ShouldBe(7);
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

    private static string? KeyOf(JsonElement row) => row.GetProperty("kpanda").GetProperty("key").GetString();
}
