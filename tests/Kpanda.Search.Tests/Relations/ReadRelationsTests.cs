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

    [Theory]
    [InlineData("services.core", "services", "networking.k8s.io", "ingresses", """{"defaultBackend":{"service":{"name":"cart"}}}""", "routedFrom")]
    [InlineData("services.core", "services", "monitoring.coreos.com", "servicemonitors", """{"selector":{"matchLabels":{"app":"cart"}}}""", "selectedBy")]
    [InlineData("deployments.apps", "apps/deployments", "autoscaling", "horizontalpodautoscalers", """{"scaleTargetRef":{"kind":"Deployment","name":"cart"}}""", "scaledBy")]
    [InlineData("deployments.apps", "apps/deployments", "", "services", """{"selector":{"app":"cart"}}""", "selectedBy")]
    [InlineData("deployments.apps", "apps/deployments", "policy", "poddisruptionbudgets", """{"selector":{"matchLabels":{"app":"cart"}}}""", "selectedBy")]
    [InlineData("deployments.apps", "apps/deployments", "networking.k8s.io", "networkpolicies", """{"podSelector":{}}""", "selectedBy")]
    [InlineData("configmaps.core", "configmaps", "apps", "deployments", """{"template":{"spec":{"containers":[{"envFrom":[{"configMapRef":{"name":"cart"}}]}]}}}""", "usedBy")]
    [InlineData("configmaps.core", "configmaps", "", "pods", """{"volumes":[{"configMap":{"name":"cart"}}]}""", "usedBy")]
    [InlineData("secrets.core", "secrets", "networking.k8s.io", "ingresses", """{"tls":[{"secretName":"cart"}]}""", "usedBy")]
    [InlineData("persistentvolumeclaims.core", "persistentvolumeclaims", "apps", "statefulsets", """{"template":{"spec":{"volumes":[{"persistentVolumeClaim":{"claimName":"cart"}}]}}}""", "usedBy")]
    [InlineData("serviceaccounts.core", "serviceaccounts", "batch", "cronjobs", """{"jobTemplate":{"spec":{"template":{"spec":{"serviceAccountName":"cart"}}}}}""", "usedBy")]
    public async Task WhatMeansAnObject_IsTold(string segment, string resource, string group, string other, string spec, string relation)
    {
        string[] parts = resource.Contains('/', StringComparison.Ordinal) ? resource.Split('/') : ["", resource];
        _index.PutJson(new(parts[0], parts[1]), "prod", """{"apiVersion":"v1","kind":"X","metadata":{"namespace":"shop","name":"cart","uid":"x","resourceVersion":"1","labels":{"app":"cart"}},"spec":{"template":{"metadata":{"labels":{"app":"cart"}}}}}""");
        var pointing = Object("Y", "pointing", "y", spec);
        _index.PutJson(new(group, other), "prod", pointing, Object("Y", "other", "z", spec.Replace("cart", "else", StringComparison.Ordinal)));
        _index.PutJson(new(group, other), "dev", pointing);
        _index.PutJson(new(group, other), "prod", pointing.Replace("shop", "bank", StringComparison.Ordinal));

        var found = (await ReadAsync(segment, "cart")).Object.Groups.Single(one => one.Relation == relation && one.Segment.Split('.')[0] == other);

        // A policy that selects every pod means those of the other one as well.
        found.Items.Select(item => (item.Namespace, item.Name)).ShouldBe(spec.Contains("{}", StringComparison.Ordinal) ? [("shop", "other"), ("shop", "pointing")] : [("shop", "pointing")]);
        found.Total.ShouldBe(found.Items.Count);
    }

    [Fact]
    public async Task Binding_IsToldOfRoleAndAccount()
    {
        _index.PutJson(new("", "serviceaccounts"), "prod", Object("ServiceAccount", "bot", "a"));
        _index.PutJson(new("rbac.authorization.k8s.io", "roles"), "prod", Object("Role", "edit", "r"));
        _index.PutJson(new("rbac.authorization.k8s.io", "rolebindings"), "prod",
            """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"namespace":"shop","name":"b","uid":"b","resourceVersion":"1"},"roleRef":{"kind":"Role","name":"edit"},"subjects":[{"kind":"ServiceAccount","name":"bot","namespace":"shop"}]}""");

        foreach (var (segment, name) in new[] { ("serviceaccounts.core", "bot"), ("roles.rbac.authorization.k8s.io", "edit") })
            (await ReadAsync(segment, name)).Object.Groups.Single().ShouldSatisfyAllConditions(group => group.Relation.ShouldBe("grantedBy"), group => group.Items.Single().Name.ShouldBe("b"));
        (await ReadAsync("rolebindings.rbac.authorization.k8s.io", "b")).Object.Groups.Select(group => group.Relation).ShouldBe(["grants", "grantsTo"]);
    }

    [Fact]
    public async Task WhatMayNotBeListed_IsNotTold()
    {
        _index.PutJson(Services, "prod", Object("Service", "cart", "x"));
        _index.PutJson(new("apiregistration.k8s.io", "apiservices"), "prod",
            """{"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"v1.carts","uid":"y","resourceVersion":"1"},"spec":{"service":{"namespace":"shop","name":"cart"}}}""");
        (await ReadAsync("services.core", "cart")).Object.Groups.Single().Relation.ShouldBe("routedFrom");

        _authorizer.Scope = AccessScope.Of([], [("prod", "shop")]);

        (await ReadAsync("services.core", "cart")).Object.Groups.ShouldBeEmpty();
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
