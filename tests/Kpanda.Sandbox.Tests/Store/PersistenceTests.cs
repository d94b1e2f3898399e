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
        await before.SaveAsync(_folder, TestContext.Current.CancellationToken);

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
        await before.SaveAsync(_folder, TestContext.Current.CancellationToken);

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

    private static JsonObject ConfigMap(string name) => new() { ["kind"] = "ConfigMap", ["apiVersion"] = "v1", ["metadata"] = Meta(name) };

    private static JsonObject Meta(string name) => new() { ["name"] = name, ["namespace"] = "default" };
}
