using Kpanda.Clusters;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Lists;
using Kpanda.Search.Overview;
using Kpanda.Search.Tests.Sync;

namespace Kpanda.Search.Tests.Overview;

/// <summary>The fleet and the cluster at a glance.</summary>
public sealed class OverviewTests : IAsyncLifetime
{
    private const string Owner = "5f0a7b53-2d0f-4d43-b2b5-0a4c4bf10f01";
    private static readonly Person Ada = new(Guid.Empty, "ada", [], false);

    private readonly TestIndex _index = new();
    private readonly FakeAuthorizer _authorizer = new();
    private FakeClusters _clusters = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadOverview Overview
    {
        get
        {
            var words = new ErrorVocabulary([new SearchWords(), new Words()]);
            var renderer = new RowRenderer(words);
            return new(
                _clusters,
                _authorizer,
                new Capacities(_index.Index, _index.Kinds, _authorizer),
                new Troubles(_index.Index, _index.Kinds, _authorizer, renderer),
                new AddOns(_index.Index, _index.Kinds, _authorizer, renderer),
                renderer,
                words,
                _index.Board);
        }
    }

    public async ValueTask InitializeAsync()
    {
        _clusters = await FakeClusters.StartAsync("prod", "edge");
        _clusters.Found["prod"] = new ClusterHealth(ClusterPhases.Running, "v1.36.2", DateTimeOffset.UnixEpoch, "", new Dictionary<string, string>());
        _clusters.Found["edge"] = new ClusterHealth(ClusterPhases.Unknown, "v1.30.1", null, "fake.away", new Dictionary<string, string> { ["detail"] = "no route" });
        _index.Put(
            "prod",
            new TestObject("shop", "cart-1") { Phase = "Failed", OwnerUid = Owner, Cpu = 100 },
            new TestObject("shop", "cart-2") { Phase = "Failed", OwnerUid = Owner, Cpu = 100 },
            new TestObject("shop", "lonely") { Phase = "Failed" },
            new TestObject("pay", "ledger") { Cpu = 50 });
    }

    public ValueTask DisposeAsync() => _clusters.DisposeAsync();

    [Fact]
    public async Task ClusterThatIsAway_StandsFirstAndSaysWhy()
    {
        var overview = await Overview.FleetAsync(Ada, Language.English, Token);

        overview.Clusters.Select(cluster => cluster.Name).ShouldBe(["edge", "prod"]);
        overview.Phases.ShouldBe(new Dictionary<string, int> { ["Running"] = 1, ["Unknown"] = 1 }, ignoreOrder: true);
        overview.Versions.ShouldBe(new Dictionary<string, int> { ["v1.36.2"] = 1, ["v1.30.1"] = 1 }, ignoreOrder: true);
        var first = overview.Troubles[0];
        (first.Kind, first.Name, first.Severity, first.Message).ShouldBe(("Cluster", "edge", "warning", "Cluster edge is away: no route."));
    }

    [Fact]
    public async Task PodsOfOneOwnerThatFailAlike_AreOneEntry()
    {
        var overview = await Overview.FleetAsync(Ada, Language.Chinese, Token);

        var pods = overview.Troubles.Where(trouble => trouble.Kind == "Pod").ToList();
        pods.Select(pod => (pod.Alike, pod.Message)).ShouldBe([(1, "它失败了:Failed"), (0, "它失败了:Failed")], ignoreOrder: true);
        overview.TroubleTotal.ShouldBe(3);
    }

    [Fact]
    public async Task MuchTroubleInOneCluster_DoesNotHideThatOfAnother()
    {
        _index.Put("prod", [.. Enumerable.Range(0, 150).Select(number => new TestObject("shop", $"noisy-{number}") { Phase = "Failed" })]);
        foreach (var cluster in (string[])["a", "z"]) _index.Put(cluster, new TestObject("shop", "quiet") { Phase = "Failed" });

        var overview = await Overview.FleetAsync(Ada, Language.English, Token);

        var pods = overview.Troubles.Where(trouble => trouble.Kind == "Pod").ToList();
        pods.Where(pod => pod.Name == "quiet").Select(pod => pod.Cluster).ShouldBe(["a", "z"], ignoreOrder: true);
        pods.Count(pod => pod.Cluster == "prod").ShouldBe(27);
        // The cluster that is away, the quiet ones, and 153 of which two are one where both were looked at.
        overview.TroubleTotal.ShouldBeInRange(155, 156);
    }

    [Fact]
    public async Task PlacesAreSharedByClustersAndKindOfTrouble_TheWorstFirst()
    {
        foreach (var cluster in (string[])["a", "b", "c"])
            _index.Put(cluster, [.. Enumerable.Range(0, 40).Select(number => new TestObject("shop", $"{cluster}-{number}") { Phase = "Failed" })]);

        var overview = await Overview.FleetAsync(Ada, Language.English, Token);

        var counts = overview.Troubles.Where(trouble => trouble.Kind == "Pod").CountBy(trouble => trouble.Cluster).ToDictionary();
        foreach (var cluster in (string[])["a", "b", "c"]) counts[cluster].ShouldBeInRange(8, 10);
        counts["prod"].ShouldBe(2);
    }

    [Fact]
    public async Task WhatPodsAskFor_IsAddedUp()
    {
        var overview = await Overview.FleetAsync(Ada, Language.English, Token);

        overview.Capacity.Cpu.Requested.ShouldBe(250);
        overview.Clusters.Single(cluster => cluster.Name == "prod").Pods.Failing.ShouldBe(3);
        overview.Workloads.ShouldHaveSingleItem().ShouldBe(new KindHealth("pods", 4, 1, 0, 0, 0, 3));
    }

    [Fact]
    public async Task OutsideTheScope_NothingIsSeenOrCounted()
    {
        _authorizer.Scope = AccessScope.Of([], [("prod", "pay")]);

        var overview = await Overview.FleetAsync(Ada, Language.English, Token);

        overview.Clusters.Select(cluster => cluster.Name).ShouldBe(["prod"]);
        overview.Troubles.ShouldBeEmpty();
        overview.Capacity.Cpu.Requested.ShouldBe(50);
    }

    [Fact]
    public async Task OneCluster_IsSeenAlone()
    {
        var result = await Overview.ClusterAsync("prod", Ada, Language.English, Token);

        result.TryGet(out var overview, out _).ShouldBeTrue();
        overview!.Cluster.Version.ShouldBe("v1.36.2");
        overview.Troubles.ShouldAllBe(trouble => trouble.Cluster == "prod");
        overview.AddOns.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("edge")]
    public async Task ClusterThatDoesNotExistForThePerson_IsNotFound(string name)
    {
        _authorizer.Scope = AccessScope.Of(["prod"], []);

        (await Overview.ClusterAsync(name, Ada, Language.English, Token)).Error!.Code.ShouldBe(ErrorCode.NotFound);
    }

    [Fact]
    public void AddOns_AreKnownByOneNameEach()
    {
        var names = AddOnRule.All.SelectMany(rule => rule.Workloads).ToList();
        names.ShouldBeUnique();
        AddOnRule.All.ShouldAllBe(rule => rule.Workloads.Count + rule.Groups.Count > 0);
    }

    private sealed class Words : IErrorWords
    {
        public IReadOnlyDictionary<string, string> English { get; } =
            new Dictionary<string, string> { ["fake.failed"] = "It failed: {phase}", ["fake.away"] = "Cluster {cluster} is away: {detail}." };

        public IReadOnlyDictionary<string, string> Chinese { get; } =
            new Dictionary<string, string> { ["fake.failed"] = "它失败了:{phase}", ["fake.away"] = "集群 {cluster} 不可用:{detail}。" };
    }
}
