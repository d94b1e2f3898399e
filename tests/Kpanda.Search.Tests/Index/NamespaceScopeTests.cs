using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Index;

/// <summary>Namespace objects have no namespace, but who may see single namespaces of a cluster may see these objects.</summary>
public sealed class NamespaceScopeTests
{
    private static readonly GroupResource Namespaces = new("", "namespaces");
    private readonly TestIndex _test = new();

    public NamespaceScopeTests()
    {
        foreach (var cluster in new[] { "prod", "test" }) _test.PutJson(Namespaces, cluster, Namespace("bank", 1), Namespace("shop", 2), Namespace("shop-test", 3));
    }

    [Fact]
    public async Task SingleNamespaces_AreOpenByTheirNames_AndNothingElseIsCounted()
    {
        var scope = AccessScope.Of([], [("prod", "shop"), ("prod", "gone"), ("test", "bank")]);
        var query = new ResourceQuery(Namespaces);

        var page = await _test.AskAsync(query, scope);

        page.Items.Select(item => (item.Cluster, item.Key.Name)).ShouldBe([("test", "bank"), ("prod", "shop")]);
        page.Total.ShouldBe(2);
        _test.Index.CountByState(query, scope).Values.Sum().ShouldBe(2);
        _test.Index.Table(Namespaces).SumByCluster([], scope).ToDictionary(pair => pair.Key, pair => pair.Value.Total).ShouldBe(new Dictionary<string, int> { ["prod"] = 1, ["test"] = 1 }, ignoreOrder: true);
        (await _test.NamesAsync(query with { Clusters = ["prod"] }, scope)).ShouldBe(["shop"]);
        (await _test.NamesAsync(query with { NameContains = "shop" }, scope)).ShouldBe(["shop"]);
    }

    [Fact]
    public async Task ClustersAsAWhole_AreOpenBesides()
    {
        var scope = AccessScope.Of(["test"], [("prod", "shop")]);

        var page = await _test.AskAsync(new ResourceQuery(Namespaces), scope);

        page.Items.Select(item => (item.Cluster, item.Key.Name)).ShouldBe([("test", "bank"), ("prod", "shop"), ("test", "shop"), ("test", "shop-test")]);
    }

    [Fact]
    public void WhoFollows_IsToldOfTheirOwn()
    {
        var told = new List<string>();
        using var followed = _test.Index.Subscribe(new ResourceQuery(Namespaces), AccessScope.Of([], [("prod", "shop"), ("prod", "new")]), change => told.Add($"{change.Kind} {change.Cluster} {change.Key.Name}"));
        followed.Total.ShouldBe(1);

        _test.PutJson(Namespaces, "prod", Namespace("new", 4), Namespace("other", 5));
        _test.PutJson(Namespaces, "test", Namespace("new", 4));

        told.ShouldBe(["Added prod new"]);
        followed.Total.ShouldBe(2);
    }

    private static string Namespace(string name, int version) =>
        $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}","uid":"00000000-0000-4000-8000-00000000000{{{version}}}","resourceVersion":"{{{version}}}","creationTimestamp":"2026-01-01T00:00:00Z"}}""";
}
