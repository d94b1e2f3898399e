using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Index;

public sealed class QueryTests
{
    private static readonly ResourceQuery All = new(TestIndex.Pods);

    [Fact]
    public async Task Scope_HidesOtherNamespacesFromRowsAndTotals()
    {
        var index = new TestIndex();
        index.Put("prod", new TestObject("shop", "a"), new TestObject("bank", "b"));
        index.Put("dev", new TestObject("shop", "c"));
        var scope = AccessScope.Of([], [("prod", "shop")]);

        var page = await index.AskAsync(All, scope);

        page.Total.ShouldBe(1);
        page.Items.Single().Key.ShouldBe(new ObjectKey("shop", "a"));
        index.Index.CountByState(All, scope).ShouldBe(new Dictionary<string, int> { ["Running"] = 1 });
    }

    [Fact]
    public async Task NoRights_AnswersNothing()
    {
        var index = new TestIndex();
        index.Put("prod", new TestObject("shop", "a"));

        (await index.AskAsync(All, AccessScope.None)).Total.ShouldBe(0);
        index.Index.CountByState(All, AccessScope.None).ShouldBeEmpty();
    }

    [Fact]
    public async Task Labels_SelectByEveryRequirement()
    {
        var index = new TestIndex();
        index.Put(
            "prod",
            new TestObject("shop", "a") { Labels = new() { ["app"] = "cart", ["tier"] = "web" } },
            new TestObject("shop", "b") { Labels = new() { ["app"] = "cart" } },
            new TestObject("shop", "c"));
        LabelSelector.TryParse("app=cart,!tier", out var selector, out _).ShouldBeTrue();

        (await index.NamesAsync(All with { Labels = selector })).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Fields_MatchOneOfSeveralValuesAndCanBeNegated()
    {
        var index = new TestIndex();
        index.Put(
            "prod",
            new TestObject("shop", "a") { Node = "n1", Images = ["nginx:1", "proxy:2"] },
            new TestObject("shop", "b") { Node = "n2", Images = ["nginx:1"] },
            new TestObject("shop", "c"));

        (await index.NamesAsync(All with { Fields = [FieldCondition.Equal("spec.nodeName", "n1")] })).ShouldBe(["a"]);
        (await index.NamesAsync(All with { Fields = [FieldCondition.Equal("spec.containers[].image", "proxy:2")] })).ShouldBe(["a"]);
        (await index.NamesAsync(All with { Fields = [FieldCondition.Equal("spec.nodeName", "n1") with { Negated = true }] })).ShouldBe(["b", "c"]);
        (await index.NamesAsync(All with { Fields = [FieldCondition.Equal("spec.nodeName", "")] })).ShouldBe(["c"]);
    }

    [Fact]
    public async Task Contains_LooksIntoNameAndSearchedFieldsWithoutCase()
    {
        var index = new TestIndex();
        index.Put("prod", new TestObject("shop", "Cart-1") { Ip = "10.1.2.3" }, new TestObject("shop", "pay-1") { Ip = "10.9.9.9" });

        (await index.NamesAsync(All with { Contains = "CART" })).ShouldBe(["Cart-1"]);
        (await index.NamesAsync(All with { Contains = "10.9" })).ShouldBe(["pay-1"]);
        (await index.NamesAsync(All with { NameContains = "10.9" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Owner_IsFoundAtAnyDepthAcrossKinds()
    {
        var index = new TestIndex();
        var (deployment, set) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());
        index.Put(new GroupResource("apps", "replicasets"), "prod", new TestObject("shop", "cart-abc") { Uid = set, OwnerUid = deployment });
        index.Put("prod", new TestObject("shop", "cart-abc-1") { OwnerUid = set }, new TestObject("shop", "other"));

        (await index.NamesAsync(All with { OwnerUid = deployment })).ShouldBe(["cart-abc-1"]);
        (await index.NamesAsync(All with { OwnerUid = set })).ShouldBe(["cart-abc-1"]);
    }

    [Fact]
    public void OwnerThatIsToldAfterWhatItOwns_BringsItToWhoFollowsTheWholeFamily()
    {
        var index = new TestIndex();
        var replicaSets = new GroupResource("apps", "replicasets");
        var (deployment, set) = (Guid.CreateVersion7().ToString(), new TestObject("shop", "cart-abc"));
        var told = new List<(ResourceChangeKind Kind, string Name)>();
        using var followed = index.Index.Subscribe(All with { OwnerUid = deployment }, AccessScope.All, change => told.Add((change.Kind, change.Key.Name)));
        index.Put("prod", new TestObject("shop", "cart-abc-1") { OwnerUid = set.Uid }, new TestObject("shop", "other"));
        (told.Count, followed.Total).ShouldBe((0, 0));

        index.Put(replicaSets, "prod", set with { OwnerUid = deployment });

        told.ShouldBe([(ResourceChangeKind.Added, "cart-abc-1")]);
        followed.Total.ShouldBe(1);
    }

    [Fact]
    public void ObjectThatKeepsItsOwner_LeavesFamiliesAsTheyAre()
    {
        var index = new TestIndex();
        var pod = new TestObject("shop", "cart-abc-1") { OwnerUid = Guid.CreateVersion7().ToString() };
        index.Put("prod", pod);
        var table = index.Index.Table(TestIndex.Pods);
        var before = table.OwnershipVersion;

        index.Put("prod", pod with { Version = 2, Phase = "Failed" });
        table.OwnershipVersion.ShouldBe(before);

        index.Put("prod", pod with { Version = 3, Uid = Guid.CreateVersion7().ToString() });
        table.OwnershipVersion.ShouldNotBe(before);
    }

    [Fact]
    public async Task Sort_IsTotalInEachDirection()
    {
        var index = new TestIndex();
        index.Put("b", new TestObject("x", "same"), new TestObject("y", "same") { Phase = "Failed" });
        index.Put("a", new TestObject("x", "same") { Phase = "Pending" });

        async Task<string[]> Order(SortField field, bool descending) =>
            [.. (await index.AskAsync(All with { SortBy = field, Descending = descending })).Items.Select(item => $"{item.Cluster}/{item.Key.Namespace}")];

        (await Order(SortField.Name, false)).ShouldBe(["a/x", "b/x", "b/y"]);
        (await Order(SortField.Name, true)).ShouldBe(["b/y", "b/x", "a/x"]);
        (await Order(SortField.State, true)).ShouldBe(["b/y", "a/x", "b/x"]);
        (await Order(SortField.Namespace, true)).ShouldBe(["b/y", "b/x", "a/x"]);
    }

    [Fact]
    public async Task SortByANumber_IsNotByItsDigits()
    {
        var index = new TestIndex();
        index.Put("prod", new TestObject("shop", "a") { Cpu = 1000 }, new TestObject("shop", "b") { Cpu = 90 }, new TestObject("shop", "c") { Cpu = -5 }, new TestObject("shop", "d") { Cpu = 200 });

        (await index.NamesAsync(All with { SortPath = "cpu" })).ShouldBe(["c", "b", "d", "a"]);
        (await index.NamesAsync(All with { SortPath = "cpu", Descending = true })).ShouldBe(["a", "d", "b", "c"]);
    }

    [Fact]
    public async Task SortByChange_ComparesWhatManagersOfFieldsNoted()
    {
        var index = new TestIndex();
        var day = DateTimeOffset.UnixEpoch.AddDays(20000);
        index.Put(
            "prod",
            new TestObject("shop", "old") { Created = day.AddHours(5) },
            new TestObject("shop", "new") { Created = day, ManagedAt = [day.AddHours(1), day.AddHours(9)] },
            new TestObject("shop", "quiet") { Created = day });

        (await index.AskAsync(All with { SortBy = SortField.Changed, Descending = true })).Items.Select(item => item.Key.Name).ShouldBe(["new", "old", "quiet"]);
        var page = await index.AskAsync(All with { SortBy = SortField.Changed, Page = new PageRequest(1, 1) });
        var after = await index.AskAsync(All with { SortBy = SortField.Changed, After = page.Next, Page = new PageRequest(1, 2) });
        after.Items.Select(item => item.Key.Name).ShouldBe(["old", "new"]);
    }

    [Fact]
    public async Task PageBeyondTheEnd_IsEmptyWithTheRightTotal()
    {
        var index = new TestIndex();
        index.Put("prod", new TestObject("shop", "a"), new TestObject("shop", "b"));

        var page = await index.AskAsync(All with { Page = new PageRequest(3, 1) });

        page.Items.ShouldBeEmpty();
        page.Total.ShouldBe(2);
    }

    [Fact]
    public async Task OlderEvent_DoesNotUndoANewerOne()
    {
        var index = new TestIndex();
        var uid = Guid.CreateVersion7().ToString();
        index.Put("prod", new TestObject("shop", "a") { Uid = uid, Version = 9, Phase = "Failed" });
        index.Put("prod", new TestObject("shop", "a") { Uid = uid, Version = 8, Phase = "Running" });

        index.Index.CountByState(All, AccessScope.All).ShouldBe(new Dictionary<string, int> { ["Failed"] = 1 });
        (await index.AskAsync(All)).Total.ShouldBe(1);
    }

    [Fact]
    public void FieldPath_ReadsTheNamesOfAMap()
    {
        using var pod = System.Text.Json.JsonDocument.Parse("""{"spec":{"containers":[{"resources":{"limits":{"cpu":"1","nvidia.com/gpu":"2"}}},{"resources":{"limits":{"memory":"1Gi"}}}]}}""");

        FieldPath.Parse("spec.containers[].resources.limits{}").Read(pod.RootElement).Split(FieldPath.Separator).ShouldBe(["cpu", "nvidia.com/gpu", "memory"]);
    }

    [Fact]
    public async Task NamesThatAreRuledOut_AreLeftOut()
    {
        var index = new TestIndex();
        index.Put("a", new TestObject("shop", "cart"), new TestObject("shop", "till"));

        (await index.NamesAsync(new ResourceQuery(TestIndex.Pods) { Fields = [new FieldCondition(FieldCondition.NamePath, ["cart"]) { Negated = true }] })).ShouldBe(["till"]);
        (await index.NamesAsync(new ResourceQuery(TestIndex.Pods) { Fields = [FieldCondition.Equal(FieldCondition.NamePath, "cart")] })).ShouldBe(["cart"]);
    }
}
