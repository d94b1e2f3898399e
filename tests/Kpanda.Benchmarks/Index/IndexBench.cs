using System.Diagnostics;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Microsoft.Data.Sqlite;

namespace Kpanda.Benchmarks.Index;

/// <summary>
/// <c>bench index [--clusters N] [--objects N]</c>: pods of many clusters put into the index and its store without a network, then asked for as lists ask. What an object
/// costs, how long questions take, and how long a restart does.
/// </summary>
internal static class IndexBench
{
    public const int NamespacesPerCluster = 10;
    public static readonly GroupResource Pods = new("", "pods");
    private const int Batch = 500;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var (clusters, objects) = (arguments.Number("clusters", 1000), arguments.Number("objects", 1_000_000));
        var folder = Directory.CreateTempSubdirectory("kpanda-bench-").FullName;
        try
        {
            return await RunAsync(folder, clusters, objects, cancellationToken);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> RunAsync(string folder, int clusters, int objects, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        await using (var first = IndexParts.Make(folder))
        {
            await first.Store.LoadAsync(first.Index, first.Board, cancellationToken);
            await FillAsync(first, clusters, objects, figures, cancellationToken);
            figures.AddRange(await new IndexQuestions(first, clusters).AskAsync(cancellationToken));
            figures.Add(new("process memory after the questions", Memory(), "MB", 1536));
        }

        figures.Add(new("store per object", Directory.GetFiles(folder, "index.db*").Sum(file => new FileInfo(file).Length) / (double)objects, "bytes", 1536));
        await using var second = IndexParts.Make(folder);
        var watch = Stopwatch.StartNew();
        await second.Store.LoadAsync(second.Index, second.Board, cancellationToken);
        figures.Add(new("restart until it answers", watch.Elapsed.TotalSeconds, "s", 5));
        figures.Add(new("objects after the restart", second.Index.Table(Pods).Count, "", null));
        return figures;
    }

    private static async Task FillAsync(IndexParts parts, int clusters, int objects, List<Figure> figures, CancellationToken cancellationToken)
    {
        var before = Memory();
        var table = parts.Index.Table(Pods);
        var gvr = new GroupVersionResource("", "v1", "pods");
        var perCluster = objects / clusters;
        var watch = Stopwatch.StartNew();
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            for (var from = 0; from < perCluster; from += Batch)
            {
                var changes = new List<TableChange>(Batch);
                for (var pod = from; pod < Math.Min(from + Batch, perCluster); pod++)
                    if (ObjectReader.Read(PodJson.Make(cluster, pod, NamespacesPerCluster), table.Columns, DateTimeOffset.UnixEpoch) is { } parsed) changes.Add(TableChange.Upsert(parsed));
                await parts.Store.WriteAsync($"cluster-{cluster}", gvr, table.Apply($"cluster-{cluster}", changes, listed: true), "1", cancellationToken);
            }
        }

        while (parts.Bodies.PendingCount > 0) await Task.Delay(20, cancellationToken);
        var memory = Memory();
        figures.Add(new("objects", table.Count, "", null));
        figures.Add(new("clusters", clusters, "", null));
        figures.Add(new("body", PodJson.Make(0, 0, NamespacesPerCluster).Length, "bytes", null));
        figures.Add(new("fill", watch.Elapsed.TotalSeconds, "s", null));
        figures.Add(new("process memory", memory, "MB", 1536));
        figures.Add(new("memory per object", (memory - before) * 1024 * 1024 / objects, "bytes", null));
    }

    private static double Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Process.GetCurrentProcess().WorkingSet64 / 1024.0 / 1024.0;
    }
}
