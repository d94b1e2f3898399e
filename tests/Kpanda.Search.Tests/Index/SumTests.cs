using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Tests.Index;

/// <summary>Sums over clusters.</summary>
public sealed class SumTests
{
    private readonly TestIndex _index = new();

    public SumTests()
    {
        _index.Put("prod", new TestObject("shop", "cart") { Cpu = 100 }, new TestObject("shop", "search") { Cpu = 100 }, new TestObject("pay", "ledger") { Cpu = 50, Phase = "Failed" });
        _index.Put("edge", new TestObject("shop", "cart") { Cpu = 7 });
    }

    private Dictionary<string, KindSum> Sum(AccessScope? scope = null, params string[] clusters) =>
        _index.Index.Table(TestIndex.Pods).SumByCluster(clusters, scope ?? AccessScope.All);

    [Fact]
    public void EachCluster_IsAddedUp()
    {
        var sums = Sum();

        sums["prod"].Amounts.ShouldBe(new Amounts(250, 0, 3));
        sums["prod"].Total.ShouldBe(3);
        sums["prod"].Of(StatusSeverity.Failing).ShouldBe(1);
        sums["edge"].Amounts.ShouldBe(new Amounts(7, 0, 1));
    }

    [Fact]
    public void NamedCluster_IsAddedUpAlone() => Sum(null, "edge").Keys.ShouldBe(["edge"]);

    [Fact]
    public void OutsideTheScope_NothingCounts()
    {
        var sums = Sum(AccessScope.Of([], [("prod", "shop")]));

        sums.Keys.ShouldBe(["prod"]);
        sums["prod"].Amounts.ShouldBe(new Amounts(200, 0, 2));
        sums["prod"].Of(StatusSeverity.Failing).ShouldBe(0);
    }

    [Fact]
    public void ChangedAndDeletedObjects_CountAsTheyAre()
    {
        _index.Put("edge", new TestObject("shop", "cart") { Cpu = 9, Version = 2 });
        Sum()["edge"].Amounts.Cpu.ShouldBe(9);

        _index.Delete("edge", "shop", "cart");
        Sum().ShouldNotContainKey("edge");
    }

    [Fact]
    public void KindWithoutAmounts_IsCountedAllTheSame()
    {
        var widgets = new GroupResource("example.com", "widgets");
        _index.Put(widgets, "prod", new TestObject("shop", "one"));

        var sum = _index.Index.Table(widgets).SumByCluster([], AccessScope.All)["prod"];

        sum.Total.ShouldBe(1);
        sum.Amounts.ShouldBe(default);
    }
}
