using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Lists;
using Kpanda.Search.Relations;

namespace Kpanda.Search.Tests.Relations;

public sealed class ReadRelationsTests
{
    private static readonly GroupResource Sets = new("apps", "replicasets");
    private static readonly GroupResource Services = new("", "services");

    private readonly TestIndex _index = new();
    private readonly FakeAuthorizer _authorizer = new();

    [Fact]
    public async Task Owned_StandLevelByLevel()
    {
        var set = new TestObject("shop", "cart-1");
        _index.PutJson(new("apps", "deployments"), "prod", Object("Deployment", "cart", "d"));
        _index.Put(Sets, "prod", set with { OwnerUid = "d" });
        _index.Put("prod", new TestObject("shop", "cart-1-a") { OwnerUid = set.Uid }, new TestObject("shop", "alone"));
        _index.Put("dev", new TestObject("shop", "elsewhere") { OwnerUid = set.Uid });

        var top = (await ReadAsync("deployments.apps", "cart")).Object;

        var sets = top.Groups.Single();
        (sets.Relation, sets.Segment, sets.Total).ShouldBe(("owns", "replicasets.apps", 1));
        var pods = sets.Items.Single().Groups.Single();
        (pods.Segment, pods.Total, pods.Items.Single().Name).ShouldBe(("pods", 1, "cart-1-a"));
    }

    [Fact]
    public async Task ThousandsOfChildren_AreCountedAndTheWorstShown()
    {
        _index.PutJson(Sets, "prod", Object("ReplicaSet", "cart", "s"));
        _index.Put("prod", [.. Enumerable.Range(0, 3000).Select(number => new TestObject("shop", $"cart-{number:0000}") { OwnerUid = "s", Phase = number == 2999 ? "Failed" : "Running" })]);

        var pods = (await ReadAsync("replicasets.apps", "cart")).Object.Groups.Single();

        pods.Total.ShouldBe(3000);
        pods.Items.Count.ShouldBe(8);
        pods.Items[0].Name.ShouldBe("cart-2999");
        pods.Severities.Values.Sum().ShouldBe(3000);
        pods.Severities.Keys.First().ShouldBe(pods.Items[0].Severity);
    }

    [Fact]
    public async Task Selected_AreThoseWithTheLabels()
    {
        _index.PutJson(Services, "prod", Object("Service", "cart", "x", """{"selector":{"app":"cart"}}"""));
        _index.Put("prod", new TestObject("shop", "yes") { Labels = new() { ["app"] = "cart" } }, new TestObject("shop", "no"), new TestObject("bank", "other") { Labels = new() { ["app"] = "cart" } });

        var pods = (await ReadAsync("services.core", "cart")).Object.Groups.Single();

        (pods.Relation, pods.Items.Single().Name).ShouldBe(("selects", "yes"));
    }

    [Fact]
    public async Task Named_CountThoseThatExist()
    {
        _index.PutJson(new("networking.k8s.io", "ingresses"), "prod", Object("Ingress", "cart", "i", """{"defaultBackend":{"service":{"name":"cart"}},"rules":[{"http":{"paths":[{"backend":{"service":{"name":"gone"}}}]}}]}"""));
        _index.PutJson(Services, "prod", Object("Service", "cart", "x", """{"selector":{"app":"cart"}}"""));
        _index.Put("prod", new TestObject("shop", "cart-a") { Labels = new() { ["app"] = "cart" } });

        var services = (await ReadAsync("ingresses.networking.k8s.io", "cart")).Object.Groups.Single();

        (services.Relation, services.Total).ShouldBe(("routesTo", 1));
        services.Items.Single().Groups.Single().Items.Single().Name.ShouldBe("cart-a");
    }

    [Fact]
    public async Task Circle_IsWalkedOnce()
    {
        _index.PutJson(new("", "persistentvolumeclaims"), "prod", Object("PersistentVolumeClaim", "data", "c", """{"volumeName":"v"}"""));
        _index.PutJson(new("", "persistentvolumes"), "prod", """{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"v","uid":"v","resourceVersion":"1"},"spec":{"claimRef":{"namespace":"shop","name":"data"}}}""");

        var volume = (await ReadAsync("persistentvolumeclaims.core", "data")).Object.Groups.Single(group => group.Relation == "boundTo").Items.Single();

        volume.Name.ShouldBe("v");
        volume.Groups.Single().Items.Single().Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task OwnerThatIsNotKnown_IsNamed()
    {
        _index.Put("prod", new TestObject("shop", "a") { OwnerUid = "nobody" });

        var relations = await ReadAsync("pods", "a");

        relations.Owners.Single().Known.ShouldBeFalse();
        relations.Object.Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task WithoutRights_NothingIsTold()
    {
        _index.Put("prod", new TestObject("shop", "a"));
        _authorizer.Scope = AccessScope.Of([], [("prod", "bank")]);

        (await TryAsync("pods", "a")).Error!.Code.ShouldBe(ErrorCode.PermissionDenied);
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("nonsense")]
    [InlineData("odd.example.com")]
    public async Task WhatIsNotThere_IsNotFound(string segment) => (await TryAsync(segment, "nobody")).Error!.Code.ShouldBe(ErrorCode.NotFound);

    private static string Object(string kind, string name, string uid, string spec = "{}") =>
        $$"""{"apiVersion":"v1","kind":"{{kind}}","metadata":{"namespace":"shop","name":"{{name}}","uid":"{{uid}}","resourceVersion":"1"},"spec":{{spec}}}""";

    private async Task<ObjectRelations> ReadAsync(string segment, string name) => (await TryAsync(segment, name)).Value;

    private Task<Result<ObjectRelations>> TryAsync(string segment, string name)
    {
        var reader = new ReadRelations(_index.Index, _index.Kinds, _authorizer, new RowRenderer(new ErrorVocabulary([new SearchWords()])));
        return reader.ReadAsync(new("prod", Language.English, new Person(Guid.Empty, "ada", [], false)), segment, new ObjectKey("shop", name), TestContext.Current.CancellationToken);
    }
}
