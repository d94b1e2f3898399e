using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Sync;

/// <summary>Random changes at the members while watches break, expire, and repeat themselves, and while the server restarts: after settling the index equals the members.</summary>
public sealed class FaultTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Kinds = ["configmaps", "pods", "services"];
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task WhateverHappens_TheIndexEqualsTheMembersAfterwards(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var clusters = await FakeClusters.StartAsync("one", "two");
        for (var run = 0; run < 3; run++)
        {
            await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);
            for (var step = 0; step < 300; step++)
            {
                var member = clusters[random.Next(2) == 0 ? "one" : "two"];
                Change(member, random);
                if (random.Next(60) == 0) member.CutWatches();
                if (random.Next(150) == 0) member.Compact();
                if (random.Next(40) == 0) member.Duplicates = !member.Duplicates;
                if (step % 25 == 0) await Task.Yield();
            }

            foreach (var cluster in new[] { "one", "two" })
                foreach (var kind in Kinds) await SettledAsync(sync, clusters, cluster, kind);

            // What happens while nobody looks.
            for (var i = 0; i < 20; i++) Change(clusters["one"], random);
            if (run == 1) clusters["one"].Compact();
        }
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
