using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Store;

/// <summary>
/// Does what a seed says, and checks what must hold whatever is done: versions grow, every watcher is told each change once and in order, what is owned by
/// nobody is collected, and no two services or pods have one address.
/// </summary>
public sealed class RandomOperationTests(ITestOutputHelper output)
{
    private const int Operations = 250;

    private static readonly GroupResource[] Followed = [BuiltIn.Pods, BuiltIn.ReplicaSets, BuiltIn.Deployments, BuiltIn.Jobs, BuiltIn.Services, BuiltIn.ConfigMaps, BuiltIn.Events];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IEnumerable<int> AllSeeds => Environment.GetEnvironmentVariable("KPANDA_TEST_SEED") is { Length: > 0 } seed ? [int.Parse(seed, CultureInfo.InvariantCulture)] : [1, 2, 3];

    public static TheoryData<int> Seeds => [.. AllSeeds];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WhateverIsDone_TheClusterStaysSound(int seed)
    {
        output.WriteLine($"seed {seed}");
        using var cluster = new SteppedCluster(workers: 3);
        var store = cluster.Store;
        List<long> versions = [];
        using var all = store.Subscribe(null, change => versions.Add(change.ResourceVersion));
        List<Follower> followers = [.. Followed.Select(r => new Follower(store, r))];
        var random = new Random(seed);
        for (var i = 0; i < Operations; i++)
        {
            Act(cluster, random);
            if (random.Next(40) == 0) store.ExpireWatches();
            if (random.Next(10) == 0) followers.Add(new Follower(store, Followed[random.Next(Followed.Length)]));
            followers[random.Next(followers.Count)].Read();
            AddressesDiffer(store);
        }

        foreach (var resource in (ReadOnlySpan<GroupResource>)[BuiltIn.Deployments, BuiltIn.Jobs])
        {
            foreach (var item in store.List(resource, "default")) store.Delete(resource, "default", item.Key.Name);
        }

        cluster.Pass(120);

        followers.ForEach(f => f.ShouldKnowAll());
        followers.Sum(f => f.Changes).ShouldBeGreaterThan(Operations);
        versions.Zip(versions.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
        OrphansOf(store).ShouldBeEmpty();
        cluster.Pods().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task WritersAtOnce_AreSeenInOneOrderAndGetDifferentAddresses(int seed)
    {
        output.WriteLine($"seed {seed}");
        var store = new SandboxCluster("test").Store;
        using var written = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var watchers = Enumerable.Range(0, 4).Select(i => Task.Run(() => FollowAsync(new Follower(store, i % 2 == 0 ? BuiltIn.Services : BuiltIn.ConfigMaps), written.Token), Stop)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => Write(store, new Random((seed * 100) + writer), writer), Stop)));
        await written.CancelAsync();

        foreach (var watcher in watchers) (await watcher).ShouldKnowAll();
        AddressesDiffer(store);
    }

    private static async Task<Follower> FollowAsync(Follower follower, CancellationToken written)
    {
        while (!written.IsCancellationRequested)
        {
            try
            {
                await follower.Read().WaitAsync(written);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return follower;
    }

    private static void Write(ObjectStore store, Random random, int writer)
    {
        for (var i = 0; i < 200; i++)
        {
            var name = $"w{(random.Next(2) == 0 ? writer : 9)}-{random.Next(20)}";
            switch (random.Next(5))
            {
                case 0:
                    store.Delete(BuiltIn.Services, "default", name);
                    break;
                case 1:
                    store.Delete(BuiltIn.ConfigMaps, "default", name);
                    break;
                case 2:
                    store.Create(BuiltIn.Services, Service(name));
                    break;
                case 3:
                    store.Create(BuiltIn.ConfigMaps, new JsonObject { ["metadata"] = Metadata(name) });
                    break;
                default:
                    store.Update(BuiltIn.ConfigMaps, "default", name, map => Counted(map, i));
                    break;
            }
        }
    }

    private static void Act(SteppedCluster cluster, Random random)
    {
        var store = cluster.Store;
        var name = $"app-{random.Next(6)}";
        switch (random.Next(10))
        {
            case 0 or 1:
                store.Create(BuiltIn.Deployments, Deployment(name, random.Next(4)));
                break;
            case 2:
                store.Update(BuiltIn.Deployments, "default", name, item => Scaled(item, random.Next(5)));
                break;
            case 3:
                store.Update(BuiltIn.Deployments, "default", name, item => Relabelled(item, random.Next(1000)));
                break;
            case 4:
                store.Delete(BuiltIn.Deployments, "default", name, new DeleteRequest { Propagation = random.Next(2) == 0 ? Propagation.Background : Propagation.Foreground });
                break;
            case 5:
                if (cluster.Pods() is { Count: > 0 } pods) store.Delete(BuiltIn.Pods, "default", pods[random.Next(pods.Count)].Name());
                break;
            case 6:
                if (store.Create(BuiltIn.Services, Service(name)).Outcome != StoreOutcome.Written) store.Delete(BuiltIn.Services, "default", name);
                break;
            case 7:
                if (store.Create(BuiltIn.ConfigMaps, new JsonObject { ["metadata"] = Metadata(name) }).Outcome != StoreOutcome.Written)
                    store.Update(BuiltIn.ConfigMaps, "default", name, map => Counted(map, random.Next()));
                break;
            case 8:
                if (store.Create(BuiltIn.Jobs, Job(name)).Outcome != StoreOutcome.Written) store.Delete(BuiltIn.Jobs, "default", name);
                break;
            default:
                cluster.Pass(random.Next(30));
                break;
        }

        cluster.Settle();
    }

    private static void AddressesDiffer(ObjectStore store)
    {
        var services = store.List(BuiltIn.Services).Select(s => s.ToNode().Child("spec")).ToList();
        services.Select(s => s.Text("clusterIP")).Where(a => a is not (null or "None")).ShouldBeUnique();
        services.SelectMany(s => s.Each("ports")).Select(p => p.Number("nodePort")).Where(p => p is > 0).ShouldBeUnique();
        store.List(BuiltIn.Pods).Select(p => p.ToNode()).Where(p => p.TextAt("status", "phase") is "Running" && p.BoolAt("spec", "hostNetwork") != true)
            .Select(p => p.TextAt("status", "podIP")).Where(a => a is not null).ShouldBeUnique();
    }

    private static List<string> OrphansOf(ObjectStore store)
    {
        var objects = store.Resources().SelectMany(r => store.List(r)).ToList();
        var uids = objects.Select(o => o.Uid).ToHashSet(StringComparer.Ordinal);
        return [.. objects.Where(o => o.ToNode().Child("metadata").Each("ownerReferences").ToList() is { Count: > 0 } owners && owners.All(r => !uids.Contains(r.Text("uid") ?? "")))
            .Select(o => $"{o.Resource} {o.Key}")];
    }

    private static JsonObject Metadata(string name) => new() { ["name"] = name, ["namespace"] = "default" };

    private static JsonObject Service(string name) => new()
    {
        ["metadata"] = Metadata(name),
        ["spec"] = new JsonObject { ["type"] = "NodePort", ["selector"] = new JsonObject { ["app"] = name }, ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }) },
    };

    private static JsonObject Template(string app, string restart) => new()
    {
        ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = app } },
        ["spec"] = new JsonObject { ["restartPolicy"] = restart, ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = restart == "Never" ? "busybox" : "nginx:1.27" }) },
    };

    private static JsonObject Deployment(string name, int replicas) => new()
    {
        ["metadata"] = Metadata(name),
        ["spec"] = new JsonObject { ["replicas"] = replicas, ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } }, ["template"] = Template(name, "Always") },
    };

    private static JsonObject Job(string name) => new() { ["metadata"] = Metadata(name), ["spec"] = new JsonObject { ["template"] = Template(name, "Never") } };

    private static JsonObject Scaled(JsonObject item, int replicas)
    {
        item["spec"]!["replicas"] = replicas;
        return item;
    }

    private static JsonObject Relabelled(JsonObject item, int revision)
    {
        item["spec"]!["template"]!["metadata"]!["labels"]!["revision"] = revision.ToString(CultureInfo.InvariantCulture);
        return item;
    }

    private static JsonObject Counted(JsonObject map, int count)
    {
        map["data"] = new JsonObject { ["count"] = count.ToString(CultureInfo.InvariantCulture) };
        return map;
    }
}
