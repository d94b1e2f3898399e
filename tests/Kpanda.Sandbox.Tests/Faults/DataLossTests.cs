using System.Net;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Faults;

/// <summary>A cluster whose etcd was restored from a backup.</summary>
public sealed class DataLossTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_SeesOlderObjectsSmallerVersionsAndTheEndOfItsWatches()
    {
        await using var served = await ServedCluster.StartAsync();
        await served.PostAsync(Maps, """{"metadata":{"name":"kept"},"data":{"a":"1"}}""");
        await served.SendAsync(HttpMethod.Put, FaultControl.Path, """{"faults":[{"kind":"dataLoss"}]}""");
        await served.PostAsync(Maps, """{"metadata":{"name":"lost"}}""");
        await served.SendAsync(HttpMethod.Patch, Maps + "/kept", """{"data":{"a":"2"}}""", "application/merge-patch+json");
        var before = await VersionAsync(served);
        using var watch = await served.RawAsync(HttpMethod.Get, $"{Maps}?watch=true&resourceVersion={before}");
        var events = watch.Content.ReadAsStringAsync(Stop);

        (await served.SendAsync(HttpMethod.Delete, FaultControl.Path)).Code.ShouldBe(HttpStatusCode.OK);

        (await events.WaitAsync(TimeSpan.FromMinutes(2), Stop)).ShouldBeEmpty();
        (await served.GetAsync(Maps + "/lost")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await served.GetAsync(Maps + "/kept")).Body["data"]!["a"]!.ToString().ShouldBe("1");
        var after = await VersionAsync(served);
        after.ShouldBeLessThan(before);

        var (code, body) = await served.GetAsync($"{Maps}?resourceVersion={before}");
        code.ShouldBe(HttpStatusCode.GatewayTimeout);
        body["message"]!.ToString().ShouldBe($"Timeout: Too large resource version: {before}, current: {after}");
        body["details"]!["causes"]![0]!["reason"]!.ToString().ShouldBe("ResourceVersionTooLarge");

        // A watch from a version that is yet to come is told nothing, not even a bookmark.
        using var future = await served.RawAsync(HttpMethod.Get, $"{Maps}?watch=true&resourceVersion={before}&allowWatchBookmarks=true&timeoutSeconds=1");
        (await future.Content.ReadAsStringAsync(Stop)).ShouldBeEmpty();
        (await served.PostAsync(Maps, """{"metadata":{"name":"new"}}""")).Body["metadata"]!["resourceVersion"]!.ToString().ShouldBe($"{after + 1}");
    }

    [Fact]
    public void Controllers_TakeTheOlderStateForTheTruth()
    {
        using var cluster = new SteppedCluster(workers: 2);
        cluster.Apply(BuiltIn.Deployments, "metadata: {name: web}\nspec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}");
        cluster.Pass(20);
        var before = cluster.Pods("web").Select(pod => pod.Name()).ToList();
        var fault = cluster.Cluster.Faults.Begin(new Fault { Kind = FaultKind.DataLoss });
        cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!["replicas"] = 5);
        cluster.Pass(300);
        cluster.Pods("web").Count.ShouldBe(5);

        cluster.Cluster.Faults.End(fault.Id);
        cluster.Pass(60);

        cluster.Pods("web").Select(pod => pod.Name()).Order().ShouldBe(before.Order());
        cluster.Pods("web").ShouldAllBe(pod => pod.IsReady());
        cluster.Store.List(BuiltIn.Nodes).Count(node => Conditions.IsTrue(node.ToNode().ObjectAt("status"), "Ready")).ShouldBe(3);
        cluster.Apply(BuiltIn.Pods, "metadata: {name: late}\nspec: {containers: [{name: c, image: nginx}]}");
        cluster.Pass(20);
        var addresses = cluster.Pods().Select(pod => pod.TextAt("status", "podIP")).ToList();
        addresses.ShouldBeUnique();
    }

    [Fact]
    public void DefinitionsAndRoles_AreThoseOfTheOlderState()
    {
        using var cluster = new SteppedCluster();
        var fault = cluster.Cluster.Faults.Begin(new Fault { Kind = FaultKind.DataLoss });
        cluster.Apply(BuiltIn.CustomResourceDefinitions, """
            metadata: {name: widgets.example.com, namespace: ""}
            spec: {group: example.com, scope: Namespaced, names: {plural: widgets, kind: Widget, singular: widget, listKind: WidgetList}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}
            """);
        cluster.Cluster.Kinds.Find(new GroupResource("example.com", "widgets")).ShouldNotBeNull();
        var stamp = cluster.Store.LastChange(BuiltIn.ClusterRoles);

        cluster.Cluster.Faults.End(fault.Id);
        cluster.Settle();

        cluster.Cluster.Kinds.Find(new GroupResource("example.com", "widgets")).ShouldBeNull();
        cluster.Store.LastChange(BuiltIn.ClusterRoles).ShouldNotBe(stamp);
    }

    [Fact]
    public async Task StateOnDisk_IsTheOlderOneToo()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-data-loss-").FullName;
        try
        {
            var options = new SandboxOptions { Clusters = 1, DataDirectory = folder };
            await using (var simulation = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, Stop))
            {
                var faults = simulation.Fleet.Clusters[0].Faults;
                faults.Begin(new Fault { Kind = FaultKind.FullQuota, Namespace = "default" });
                faults.Begin(new Fault { Kind = FaultKind.DataLoss });
                simulation.Fleet.Clusters[0].Store.Create(BuiltIn.ConfigMaps, SteppedCluster.Parse("metadata: {name: lost, namespace: default}"));
                await simulation.Fleet.Clusters[0].SaveAsync(Path.Combine(folder, "state"), last: false, Stop);
            }

            await using var again = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, Stop);
            again.Fleet.Clusters[0].Store.Get(BuiltIn.ConfigMaps, "default", "lost").ShouldBeNull();
            again.Fleet.Clusters[0].Store.List(BuiltIn.ResourceQuotas, "default").ShouldNotContain(quota => quota.Key.Name == "sandbox-full-quota");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> VersionAsync(ServedCluster served) => long.Parse((await served.GetAsync(Maps)).Body["metadata"]!["resourceVersion"]!.ToString());
}
