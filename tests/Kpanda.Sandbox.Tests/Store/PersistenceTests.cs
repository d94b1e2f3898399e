using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Store;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-sandbox-state-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SavedStore_ComesBackWithTheSameBytesAndVersions()
    {
        var before = new SandboxCluster("one");
        before.Store.Create(BuiltIn.ConfigMaps, ConfigMap("a"));
        before.Store.Create(BuiltIn.ConfigMaps, ConfigMap("b"));
        before.Store.Delete(BuiltIn.ConfigMaps, "default", "a");
        await before.SaveAsync(_folder, last: true, TestContext.Current.CancellationToken);

        var after = SandboxCluster.Load("one", new SandboxClusterOptions(), _folder).ShouldNotBeNull();

        after.Store.Version.ShouldBe(before.Store.Version);
        foreach (var resource in before.Store.Resources())
        {
            after.Store.List(resource).Select(o => Encoding.UTF8.GetString(o.Json.Span))
                .ShouldBe(before.Store.List(resource).Select(o => Encoding.UTF8.GetString(o.Json.Span)), resource.ToString());
        }
    }

    [Fact]
    public async Task WatchOfAKindThatDidNotChange_GoesOnAfterARestart_AndAnOlderOneDoesNot()
    {
        var before = new SandboxCluster("one");
        before.Store.Create(BuiltIn.ConfigMaps, ConfigMap("a"));
        var known = before.Store.Version;
        before.Store.Create(BuiltIn.Secrets, new JsonObject { ["kind"] = "Secret", ["apiVersion"] = "v1", ["metadata"] = Meta("s") });
        await before.SaveAsync(_folder, last: true, TestContext.Current.CancellationToken);

        var after = SandboxCluster.Load("one", new SandboxClusterOptions(), _folder).ShouldNotBeNull();

        after.Store.OldestVersion(BuiltIn.ConfigMaps).ShouldBeLessThanOrEqualTo(known);
        after.Store.OldestVersion(BuiltIn.Secrets).ShouldBeGreaterThan(known);
    }

    [Fact]
    public async Task RestartedSimulation_KeepsObjectsAndToken()
    {
        var options = new SandboxOptions { Clusters = 1, DataDirectory = _folder };
        string token;
        await using (var first = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, TestContext.Current.CancellationToken))
        {
            var cluster = first.Fleet.Clusters.ShouldHaveSingleItem();
            token = cluster.Tokens.AdminToken;
            cluster.Store.Create(BuiltIn.ConfigMaps, ConfigMap("mine"));
        }

        await using var second = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, TestContext.Current.CancellationToken);
        var again = second.Fleet.Clusters.ShouldHaveSingleItem();
        again.Tokens.AdminToken.ShouldBe(token);
        again.Store.Get(BuiltIn.ConfigMaps, "default", "mine").ShouldNotBeNull();
    }

    [Fact]
    public async Task DamagedState_IsMadeAnew()
    {
        var options = new SandboxOptions { Clusters = 1, DataDirectory = _folder };
        await using (await SandboxSimulation.StartAsync(options, TimeProvider.System, null, TestContext.Current.CancellationToken))
        {
        }

        var file = Directory.EnumerateFiles(_folder, "*.state", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[..20_000], TestContext.Current.CancellationToken);

        await using var second = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, TestContext.Current.CancellationToken);

        second.Fleet.Clusters.ShouldHaveSingleItem().Store.Count(BuiltIn.Pods).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task KindOfASavedDefinition_IsServedAgainWithItsObjects()
    {
        var widgets = new Kpanda.KubeModel.GroupResource("example.com", "widgets");
        var before = new SandboxCluster("one");
        before.Store.Create(BuiltIn.CustomResourceDefinitions, Definition());
        before.Store.Create(widgets, new JsonObject { ["kind"] = "Widget", ["apiVersion"] = "example.com/v1", ["metadata"] = Meta("w") });
        await before.SaveAsync(_folder, last: true, TestContext.Current.CancellationToken);

        var after = SandboxCluster.Load("one", new SandboxClusterOptions(), _folder).ShouldNotBeNull();

        after.Kinds.Find(widgets).ShouldNotBeNull().Kind.ShouldBe("Widget");
        after.Store.Get(widgets, "default", "w").ShouldNotBeNull();
        after.Store.Create(widgets, new JsonObject { ["kind"] = "Widget", ["apiVersion"] = "example.com/v1", ["metadata"] = Meta("v") }).Outcome.ShouldBe(StoreOutcome.Written);
        after.Store.Delete(BuiltIn.CustomResourceDefinitions, "", "widgets.example.com");
        after.Kinds.Find(widgets).ShouldBeNull();
    }

    [Fact]
    public async Task StateOfAClusterThatWasNotStopped_LetsNoOldWatchGoOn()
    {
        var before = new SandboxCluster("one");
        before.Store.Create(BuiltIn.ConfigMaps, ConfigMap("a"));
        await before.SaveAsync(_folder, last: false, TestContext.Current.CancellationToken);
        before.Store.Create(BuiltIn.ConfigMaps, ConfigMap("lost"));
        var known = before.Store.Version;

        var after = SandboxCluster.Load("one", new SandboxClusterOptions(), _folder).ShouldNotBeNull();

        after.Store.OldestVersion(BuiltIn.ConfigMaps).ShouldBeGreaterThan(known);
        after.Store.Create(BuiltIn.ConfigMaps, ConfigMap("b"));
        after.Store.Version.ShouldBeGreaterThan(known);
    }

    [Fact]
    public async Task Heartbeats_AreNotWorthSaving()
    {
        var time = new SteppedTime();
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, DataDirectory = _folder }, time, null, TestContext.Current.CancellationToken);
        var store = simulation.Fleet.Clusters[0].Store;
        var lease = store.List(BuiltIn.Leases)[0];
        var version = store.LastChangeBut(BuiltIn.Leases);

        store.Update(BuiltIn.Leases, lease.Key.Namespace, lease.Key.Name, item =>
        {
            item["spec"]!["renewTime"] = "2026-03-02T10:07:30.000000Z";
            return item;
        });
        store.LastChangeBut(BuiltIn.Leases).ShouldBe(version);
        store.Create(BuiltIn.ConfigMaps, ConfigMap("a"));
        store.LastChangeBut(BuiltIn.Leases).ShouldBe(store.Position);
    }

    [Fact]
    public async Task EveryNamespace_HasTheAuthorityOfItsServer()
    {
        var options = new SandboxOptions { Clusters = 1, AuthorityPem = "-----BEGIN CERTIFICATE-----\n…" };
        await using var simulation = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, TestContext.Current.CancellationToken);

        var store = simulation.Fleet.Clusters[0].Store;
        foreach (var ns in store.List(BuiltIn.Namespaces))
            store.Get(BuiltIn.ConfigMaps, ns.Key.Name, "kube-root-ca.crt").ShouldNotBeNull().ToNode()["data"]!["ca.crt"]!.GetValue<string>().ShouldBe(options.AuthorityPem);
    }

    private static JsonObject Definition() => JsonNode.Parse("""
        {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1","metadata":{"name":"widgets.example.com"},
         "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"},
                 "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}
        """)!.AsObject();

    private static JsonObject ConfigMap(string name) => new() { ["kind"] = "ConfigMap", ["apiVersion"] = "v1", ["metadata"] = Meta(name) };

    private static JsonObject Meta(string name) => new() { ["name"] = name, ["namespace"] = "default" };
}
