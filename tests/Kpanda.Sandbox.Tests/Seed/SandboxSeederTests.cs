using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Seed;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Sandbox.Tests.Seed;

public sealed class SandboxSeederTests
{
    [Theory]
    [InlineData("prod-shanghai", 1)]
    [InlineData("staging", 2)]
    [InlineData("edge-01", 3)]
    public void SeededCluster_IsSettled_SoThatNothingHappensWhenItsControllersStart(string name, int seed)
    {
        var time = new SteppedTime();
        var cluster = new SandboxCluster(name, new SandboxClusterOptions { Time = time });
        SandboxSeeder.Seed(cluster, new SeedOptions(seed));
        var before = Snapshot(cluster);
        var work = new Queue<Action>();
        using var delays = new DelayQueue(time);
        using var runner = new ControllerRunner(
            cluster.Store, ControllerSet.For(new ControlPlane(cluster, new Random(1)), TimeSpan.FromMinutes(1)), time, delays, TimeSpan.Zero, work.Enqueue, NullLogger.Instance);
        while (work.TryDequeue(out var next))
            next();

        var after = Snapshot(cluster);
        var changed = after.Where(entry => !entry.Key.StartsWith("leases", StringComparison.Ordinal) && before.GetValueOrDefault(entry.Key) != entry.Value)
            .Select(entry => $"{entry.Key}: {Difference(before.GetValueOrDefault(entry.Key), entry.Value)}").ToList();
        changed.ShouldBeEmpty();
        after.Count.ShouldBe(before.Count);
    }

    [Fact]
    public void SameSeed_MakesTheSameNames_AnotherSeedOthers()
    {
        Names(5).ShouldBe(Names(5));
        Names(5).ShouldNotBe(Names(6));

        static List<string> Names(int seed)
        {
            var cluster = new SandboxCluster("prod", new SandboxClusterOptions { Time = new SteppedTime() });
            SandboxSeeder.Seed(cluster, new SeedOptions(seed));
            return [.. cluster.Store.List(BuiltIn.Pods).Select(pod => $"{pod.Key} {pod.Uid}")];
        }
    }

    [Fact]
    public void SeededCluster_HasSomethingWrongToShow_AndMostlyWorks()
    {
        var pods = Enumerable.Range(1, 5).SelectMany(seed =>
        {
            var cluster = new SandboxCluster("prod", new SandboxClusterOptions { Time = new SteppedTime() });
            SandboxSeeder.Seed(cluster, new SeedOptions(seed));
            return cluster.Store.List(BuiltIn.Pods).Select(pod => pod.ToNode());
        }).ToList();

        pods.Count(pod => pod.IsReady()).ShouldBeGreaterThan(pods.Count * 7 / 10);
        var reasons = pods.SelectMany(pod => pod.ObjectsAt("status", "containerStatuses")).Select(entry => entry.TextAt("state", "waiting", "reason")).OfType<string>().ToHashSet();
        reasons.ShouldContain("ImagePullBackOff");
        reasons.ShouldContain("CrashLoopBackOff");
        pods.Select(pod => Conditions.Find(pod.ObjectAt("status"), "PodScheduled").TextAt("reason")).ShouldContain("Unschedulable");
        var crashing = pods.First(pod => pod.ObjectsAt("status", "containerStatuses").Any(entry => entry.TextAt("state", "waiting", "reason") == "CrashLoopBackOff"));
        crashing.ObjectsAt("status", "containerStatuses").Single().IntAt("restartCount")!.Value.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void SeededObjects_RefersOnlyToWhatIsThere()
    {
        var cluster = new SandboxCluster("prod", new SandboxClusterOptions { Time = new SteppedTime() });
        SandboxSeeder.Seed(cluster, new SeedOptions(3));
        var uids = cluster.Store.Resources().SelectMany(resource => cluster.Store.List(resource)).ToLookup(item => item.Uid);
        uids.ShouldAllBe(group => group.Count() == 1);
        foreach (var item in cluster.Store.Resources().SelectMany(resource => cluster.Store.List(resource)))
            item.OwnerUids.ShouldAllBe(owner => uids.Contains(owner), item.Key.ToString());
        var addresses = cluster.Store.List(BuiltIn.Pods).Select(pod => pod.ToNode()).Where(pod => pod.BoolAt("spec", "hostNetwork") != true)
            .Select(pod => pod.TextAt("status", "podIP")).OfType<string>().ToList();
        addresses.Distinct().Count().ShouldBe(addresses.Count);
    }

    [Fact]
    public void AskedForPods_AreThere()
    {
        var cluster = new SandboxCluster("load", new SandboxClusterOptions { Time = new SteppedTime() });
        SandboxSeeder.Seed(cluster, new SeedOptions(3) { Pods = 1000, Nodes = 6 });
        cluster.Store.Count(BuiltIn.Pods).ShouldBeInRange(1000, 1030);
        cluster.Store.Count(BuiltIn.Nodes).ShouldBe(6);
        cluster.Store.List(BuiltIn.Pods).Select(pod => pod.ToNode()).Count(pod => pod.NodeName() is null).ShouldBeLessThan(5);
    }

    [Fact]
    public void SeededCluster_ServesSnapshotsOfItsVolumes()
    {
        var cluster = new SandboxCluster("prod", new SandboxClusterOptions { Time = new SteppedTime() });
        SandboxSeeder.Seed(cluster, new SeedOptions(3));
        var served = cluster.Kinds.All.Where(kind => kind.Gvr.Group == "snapshot.storage.k8s.io").Select(kind => $"{kind.Gvr.Resource} {kind.Kind} {kind.Namespaced}").Order(StringComparer.Ordinal);
        served.ShouldBe(["volumesnapshotclasses VolumeSnapshotClass False", "volumesnapshotcontents VolumeSnapshotContent False", "volumesnapshots VolumeSnapshot True"]);
        var ofClass = cluster.Store.List(new("snapshot.storage.k8s.io", "volumesnapshotclasses")).ShouldHaveSingleItem().ToNode();
        var driver = ofClass.TextAt("driver");
        cluster.Store.List(BuiltIn.StorageClasses).Select(item => item.ToNode().TextAt("provisioner")).Distinct().ShouldBe([driver]);
        cluster.Store.List(BuiltIn.CustomResourceDefinitions).Select(item => Conditions.IsTrue(item.ToNode().ObjectAt("status"), "Established")).ShouldBe([true, true, true]);
    }

    [Fact]
    public async Task Defaults_StartThreeNamedClusters()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions(), TimeProvider.System, null, stop);
        simulation.Fleet.Clusters.Select(cluster => cluster.Name).ShouldBe(["edge-01", "prod-shanghai", "staging"]);
    }

    private static Dictionary<string, string> Snapshot(SandboxCluster cluster) =>
        cluster.Store.Resources().SelectMany(resource => cluster.Store.List(resource))
            .ToDictionary(item => $"{item.Resource} {item.Key}", item => Text(item.ToNode()));

    private static string Difference(string? before, string after)
    {
        if (before is null)
            return "is new";
        var start = 0;
        while (start < Math.Min(before.Length, after.Length) && before[start] == after[start])
            start++;
        return $"…{before[Math.Max(0, start - 60)..Math.Min(before.Length, start + 60)]}… became …{after[Math.Max(0, start - 60)..Math.Min(after.Length, start + 60)]}…";
    }

    private static string Text(JsonObject item)
    {
        item["metadata"]!.AsObject().Remove("resourceVersion");
        return item.ToJsonString();
    }
}
