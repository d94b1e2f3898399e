using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Load;
using Kpanda.Sandbox.Seed;

namespace Kpanda.Sandbox.Tests.Load;

public sealed class ChurnTests
{
    [Fact]
    public void SameSeed_MakesTheSameChanges_AnotherSeedOthers()
    {
        var changes = Changes(3);
        changes.ShouldBe(Changes(3));
        changes.ShouldNotBe(Changes(4));
        changes.Select(change => change.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal).ShouldBe(["lose", "make", "scale", "touch"]);
        changes.ShouldAllBe(change => !change.Contains("kube-system", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatWasMade_GoesAgain()
    {
        var cluster = Seeded("one", 1);
        var before = cluster.Store.Count(BuiltIn.ConfigMaps);
        var churn = new Churn([cluster], 1);
        for (var i = 0; i < 12_000; i++) churn.Next();
        cluster.Store.Count(BuiltIn.ConfigMaps).ShouldBeInRange(before + 900, before + 1_000);
        churn.Changes.ShouldBe(12_000);
    }

    [Fact]
    public async Task SimulationWithChurn_Changes()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 2, ChurnPerSecond = 500 }, TimeProvider.System, null, stop);
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var first = simulation.Fleet.Clusters[0].Store.Subscribe(BuiltIn.ConfigMaps, change => { if (change.Object.Key.Name.StartsWith("churn-", StringComparison.Ordinal)) changed.TrySetResult(); });
        await changed.Task.WaitAsync(TimeSpan.FromMinutes(2), stop);
    }

    private static List<string> Changes(int seed)
    {
        var churn = new Churn([Seeded("one", 1), Seeded("two", 2)], seed);
        return [.. Enumerable.Range(0, 500).Select(_ => churn.Next())];
    }

    private static SandboxCluster Seeded(string name, int seed)
    {
        var cluster = new SandboxCluster(name, new SandboxClusterOptions { Time = new SteppedTime() });
        SandboxSeeder.Seed(cluster, new SeedOptions(seed));
        return cluster;
    }
}
