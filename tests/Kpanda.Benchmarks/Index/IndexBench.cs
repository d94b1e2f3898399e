using System.Diagnostics;
using System.Text;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Search.Store;
using Kpanda.Search.Sync;
using Kpanda.Storage;
using Kpanda.Workloads;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Benchmarks.Index;

/// <summary>
/// <c>bench index [--clusters N] [--objects N]</c>: pods of many clusters put into the index and its store without a network, then asked for. Prints what an
/// object costs, and how long questions take for a person with 200 scattered namespaces and for one who may see all.
/// </summary>
internal static class IndexBench
{
    private const int NamespacesPerCluster = 10;
    private const int Batch = 500;
    private static readonly GroupResource Pods = new("", "pods");

    public static async Task<int> RunAsync(int clusters, int objects)
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-bench-").FullName;
        try
        {
            await RunAsync(folder, clusters, objects);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, int clusters, int objects)
    {
        await using (var first = Make(folder))
        {
            await first.Store.LoadAsync(first.Index, first.Board, CancellationToken.None);
            await FillAsync(first, clusters, objects);
            await AskAsync(first.Index, clusters);
        }

        Print("store, bytes per object", Directory.GetFiles(folder, "index.db*").Sum(file => new FileInfo(file).Length) / (double)objects);
        await using var second = Make(folder);
        var watch = Stopwatch.StartNew();
        await second.Store.LoadAsync(second.Index, second.Board, CancellationToken.None);
        Print("restart, s", watch.Elapsed.TotalSeconds);
        Print("objects after restart", second.Index.Table(Pods).Count);
        Print("memory after restart, MB", Memory());
    }

    private static async Task FillAsync(Parts parts, int clusters, int objects)
    {
        var before = Memory();
        var table = parts.Index.Table(Pods);
        var gvr = new GroupVersionResource("", "v1", "pods");
        var perCluster = objects / clusters;
        var watch = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            for (var from = 0; from < perCluster; from += Batch)
            {
                var changes = new List<TableChange>(Batch);
                for (var pod = from; pod < Math.Min(from + Batch, perCluster); pod++)
                    if (ObjectReader.Read(PodJson.Make(cluster, pod, NamespacesPerCluster), table.Columns, DateTimeOffset.UnixEpoch) is { } parsed) changes.Add(TableChange.Upsert(parsed));
                await parts.Store.WriteAsync($"cluster-{cluster}", gvr, table.Apply($"cluster-{cluster}", changes, listed: true), "1", CancellationToken.None);
            }
        }

        while (parts.Bodies.PendingCount > 0) await Task.Delay(20);
        Print("objects", table.Count);
        Print("body, bytes", PodJson.Make(0, 0, NamespacesPerCluster).Length);
        Print("fill, s", watch.Elapsed.TotalSeconds);
        Print("CPU per object, µs (making the test's own JSON included)", (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / objects);
        Print("memory, MB", Memory());
        Print("memory per object, bytes", (Memory() - before) * 1024 * 1024 / objects);
    }

    private static async Task AskAsync(ResourceIndex index, int clusters)
    {
        var random = new Random(7);
        var some = AccessScope.Of([], Enumerable.Range(0, 200).Select(_ => ($"cluster-{random.Next(clusters)}", $"team-{random.Next(NamespacesPerCluster)}")));
        var page = new ResourceQuery(Pods) { Page = new PageRequest(1, 100) };
        await MeasureAsync("page of 100, 200 namespaces, by name", index, page, some);
        await MeasureAsync("page of 100, 200 namespaces, failing, by age", index, page with { States = ["Failed", "Pending"], SortBy = SortField.Created, Descending = true }, some);
        await MeasureAsync("page of 100, all, by name", index, page, AccessScope.All);
        await MeasureAsync("page of 100, all, by state", index, page with { SortBy = SortField.State, Descending = true }, AccessScope.All);
        await MeasureAsync("page 1,000 of 100, all, by name", index, page with { Page = new PageRequest(1000, 100) }, AccessScope.All);
        await MeasureAsync("part of the name, all", index, page with { NameContains = "cart-7" }, AccessScope.All);
        LabelSelector.TryParse("app=cart,tier!=web", out var labels, out _);
        await MeasureAsync("labels, all", index, page with { Labels = labels }, AccessScope.All);
        await MeasureAsync("one row, all", index, page with { Name = "cart-7-abc", Page = new PageRequest(1, 1) }, AccessScope.All);
        Time("counts by state, all", () => index.CountByState(page, AccessScope.All));
        Time("columns only: page of 100, 200 namespaces, by name", () => index.Table(Pods).Query(page, some, null));
        Time("columns only: page of 100, all, by name", () => index.Table(Pods).Query(page, AccessScope.All, null));
    }

    private static async Task MeasureAsync(string name, ResourceIndex index, ResourceQuery query, AccessScope scope)
    {
        const int Rounds = 40;
        var total = (await index.QueryAsync(query, scope, CancellationToken.None)).Total;
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            await index.QueryAsync(query, scope, CancellationToken.None);
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine($"{name,-52} p50 {times[Rounds / 2],8:F2} ms   p99 {times[^1],8:F2} ms   of {total}");
    }

    private static void Time<T>(string name, Func<T> question)
    {
        const int Rounds = 40;
        question();
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            question();
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine($"{name,-52} p50 {times[Rounds / 2],8:F2} ms   p99 {times[^1],8:F2} ms");
    }

    private static Parts Make(string folder)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStorage(new StorageOptions { DataDirectory = folder }).AddWorkloads().BuildServiceProvider();
        var database = services.GetRequiredService<IIndexDatabase>();
        var kinds = new KindRegistry(services.GetServices<KindDescriptor>());
        var bodies = new BodyStore(new BodyReader(database));
        var board = new SyncBoard(TimeProvider.System);
        var index = new ResourceIndex(kinds, bodies, board);
        return new Parts(services, index, bodies, board, new IndexStore(database, bodies, kinds, TimeProvider.System, NullLogger<IndexStore>.Instance));
    }

    private static double Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Process.GetCurrentProcess().WorkingSet64 / 1024.0 / 1024.0;
    }

    private static void Print(string name, double value) => Console.WriteLine($"{name,-52} {value,12:F1}");

    private sealed record Parts(ServiceProvider Services, ResourceIndex Index, BodyStore Bodies, SyncBoard Board, IndexStore Store) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await Services.DisposeAsync();
        }
    }
}
