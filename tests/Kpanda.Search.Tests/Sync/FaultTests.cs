using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Query;
using Microsoft.Data.Sqlite;

namespace Kpanda.Search.Tests.Sync;

/// <summary>
/// Random changes at the members while watches break, expire, repeat themselves and come out of order, a member flaps, the disk is full, the clock jumps, and the server
/// restarts or is killed: after settling the index equals the members.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Kinds = ["configmaps", "pods", "services"];
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Two seeds always, so that a failure repeats; as many of chance as <c>KPANDA_FAULT_RUNS</c> says, for long runs.</summary>
    public static TheoryData<int> Seeds()
    {
        var seeds = new TheoryData<int>(11, 12);
        var more = int.TryParse(Environment.GetEnvironmentVariable("KPANDA_FAULT_RUNS"), out var runs) ? runs : 0;
        for (var run = 0; run < more; run++) seeds.Add(Random.Shared.Next());
        return seeds;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task WhateverHappens_TheIndexEqualsTheMembersAfterwards(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var time = new JumpingTime();
        await using var clusters = await FakeClusters.StartAsync("one", "two");
        var folder = Path.Combine(_folder, "first");
        Directory.CreateDirectory(folder);
        for (var run = 0; run < 4; run++)
        {
            string? image = null;
            await using (var sync = await RunningSync.StartAsync(clusters, folder: folder, time: time))
            {
                await RunningSync.UntilAsync(() => sync.Board.Find("one") is not null && sync.Board.Find("two") is not null, "the store is loaded");
                for (var step = 0; step < 300; step++)
                {
                    var member = clusters[random.Next(2) == 0 ? "one" : "two"];
                    Change(member, random);
                    Fault(member, sync, clusters, time, random);
                    if (image is null && run % 2 == 1 && random.Next(150) == 0) image = Killed(folder, run);
                    if (step % 25 == 0) await Task.Yield();
                }

                sync.Disk.IsFull = false;
                clusters.Away.Clear();
                foreach (var cluster in new[] { "one", "two" })
                    foreach (var kind in Kinds) await SettledAsync(sync, clusters, cluster, kind);
            }

            folder = image ?? folder;

            // What happens while nobody looks.
            for (var i = 0; i < 20; i++) Change(clusters["one"], random);
            if (run == 1) clusters["one"].Compact();
        }
    }

    private static void Fault(FakeMember member, RunningSync sync, FakeClusters clusters, JumpingTime time, Random random)
    {
        switch (random.Next(240))
        {
            case < 4:
                member.CutWatches();
                break;
            case < 6:
                // A storm: everything that watches is told to list anew, again and again.
                for (var i = 0; i < 3; i++) member.Compact();
                break;
            case < 12:
                member.Duplicates = !member.Duplicates;
                break;
            case < 18:
                member.Reorders = !member.Reorders;
                break;
            case < 24:
                if (!clusters.Away.TryRemove("two", out _)) clusters.Away["two"] = true;
                clusters["two"].CutWatches();
                break;
            case < 26:
                sync.Disk.IsFull = !sync.Disk.IsFull;
                break;
            case < 30:
                time.Jump(TimeSpan.FromHours(random.Next(-100, 100)));
                break;
        }
    }

    /// <summary>What is on the disk at this moment, as a server that is killed leaves it: the transactions that were committed, whatever the index knows beyond them.</summary>
    private string Killed(string folder, int run)
    {
        var image = Directory.CreateDirectory(Path.Combine(_folder, $"killed-{run}")).FullName;
        using var source = new SqliteConnection($"Data Source={Path.Combine(folder, "index.db")};Pooling=False");
        using var copy = new SqliteConnection($"Data Source={Path.Combine(image, "index.db")};Pooling=False");
        source.Open();
        copy.Open();
        source.BackupDatabase(copy);
        return image;
    }

    private static void Change(FakeMember member, Random random)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var name = $"object-{random.Next(40)}";
        if (random.Next(4) == 0) member.Delete(kind, "default", name);
        else member.Put(kind, "default", name, obj => obj["spec"] = random.Next(1000));
    }

    private static Task SettledAsync(RunningSync sync, FakeClusters clusters, string cluster, string kind)
    {
        var query = new ResourceQuery(new GroupResource("", kind)) { Clusters = [cluster], Page = new(1, 1000) };
        return RunningSync.UntilAsync(
            async () =>
            {
                var page = await sync.Index.QueryAsync(query, AccessScope.All, TestContext.Current.CancellationToken);
                var indexed = page.Items.ToDictionary(item => item.Key, item => item.Body.GetProperty("spec").GetInt32());
                return Same(clusters[cluster].Values(kind), indexed);
            },
            $"{kind} of {cluster} equal the member");
    }

    private static bool Same(Dictionary<ObjectKey, int> member, Dictionary<ObjectKey, int> index) =>
        member.Count == index.Count && member.All(pair => index.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
