using System.Diagnostics;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Microsoft.Data.Sqlite;

namespace Kpanda.Benchmarks.Index;

/// <summary>
/// <c>bench index [--clusters N] [--objects N] [--large N] [--large-pods N] [--members N] [--changes N] [--seconds N] [--kubeconfig FILE]</c>: objects of many clusters, mixed as <c>object-mix.json</c> says, put into the index and its store without a network, then asked for as
/// lists ask. What an object costs, how long questions take, and how long a restart does. Then the same with a network (<see cref="IndexOfMembers"/>); <c>--large 0</c> leaves it out, <c>--objects 0</c> the rest.
/// </summary>
internal static class IndexBench
{
    public static readonly GroupResource Pods = new("", "pods");
    private const int Batch = 500;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        try
        {
            if (arguments.Number("objects", 1) > 0) figures.AddRange(await WithoutNetworkAsync(arguments, cancellationToken));
            if (arguments.Number("large", 1) > 0) await IndexOfMembers.RunAsync(arguments, figures, cancellationToken);
            return figures;
        }
        catch
        {
            // It takes minutes: what was measured is told even where the rest fails.
            new Report("index, as far as it came,", Machine.Describe(), figures).Print(Console.Error);
            throw;
        }
    }

    private static async Task<IReadOnlyList<Figure>> WithoutNetworkAsync(BenchArguments arguments, CancellationToken cancellationToken)
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
        var mix = ObjectMix.Load(objects / clusters);
        await using (var first = IndexParts.Make(folder))
        {
            await first.Store.LoadAsync(first.Index, first.Board, cancellationToken);
            await FillAsync(first, mix, clusters, figures, cancellationToken);
            figures.AddRange(await new IndexQuestions(first, mix, clusters).AskAsync(cancellationToken));
            figures.Add(new("process memory after the questions", Memory(), "MB", 1536));
        }

        var filled = figures.First(figure => figure.Name == "objects").Value;
        figures.Add(new("store per object", Directory.GetFiles(folder, "index.db*").Sum(file => new FileInfo(file).Length) / filled, "bytes", 1536));
        figures.AddRange(await StoreParts.MeasureAsync(Path.Combine(folder, "index.db"), cancellationToken));
        await using var second = IndexParts.Make(folder);
        GC.Collect();
        var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await second.Store.LoadAsync(second.Index, second.Board, cancellationToken);
        figures.Add(new("restart until it answers", watch.Elapsed.TotalSeconds, "s", 5));
        figures.Add(new("restart until it answers, CPU", (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, "s", null));
        figures.Add(new("objects that the restart lost", filled - second.Index.Tables.Sum(table => table.Count), "", 0));
        return figures;
    }

    private static async Task FillAsync(IndexParts parts, ObjectMix mix, int clusters, List<Figure> figures, CancellationToken cancellationToken)
    {
        var before = Memory();
        var sizes = new List<int>();
        var (working, storing) = (TimeSpan.Zero, Stopwatch.StartNew());
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            foreach (var kind in mix.Kinds)
            {
                var table = parts.Index.Table(kind.Gvr.GroupResource);
                for (var from = 0; from < kind.Count; from += Batch)
                {
                    var objects = Enumerable.Range(from, Math.Min(Batch, kind.Count - from)).Select(number => kind.Make(cluster, number)).ToList();
                    if (cluster == 0 && kind.Gvr.GroupResource == Pods) sizes.AddRange(objects.Select(pod => pod.Length));
                    var started = Stopwatch.GetTimestamp();
                    var changes = objects.Select(obj => TableChange.Upsert(ObjectReader.Read(obj, table.Columns, DateTimeOffset.UnixEpoch)!)).ToList();
                    var applied = table.Apply($"cluster-{cluster}", changes, listed: true);
                    foreach (var change in applied) change.Body!.Pack();
                    working += Stopwatch.GetElapsedTime(started);
                    await parts.Store.WriteAsync($"cluster-{cluster}", Guid.Empty, kind.Gvr, applied, "1", cancellationToken);
                }
            }
        }

        while (parts.Bodies.PendingCount > 0) await Task.Delay(20, cancellationToken);
        var memory = Memory();
        var count = parts.Index.Tables.Sum(table => table.Count);
        sizes.Sort();
        figures.Add(new("objects", count, "", null));
        figures.Add(new("objects of the mix that are missing", (mix.PerCluster * clusters) - count, "", 0));
        figures.Add(new("pods", parts.Index.Table(Pods).Count, "", null));
        figures.Add(new("clusters", clusters, "", null));
        figures.Add(new("median pod", sizes[sizes.Count / 2], "bytes", null));
        figures.Add(new("fill", storing.Elapsed.TotalSeconds, "s", null));
        figures.Add(new("reading, indexing and packing, per object", working.TotalMicroseconds / count, "µs", null));
        figures.Add(new("process memory", memory, "MB", 1536));
        figures.Add(new("memory per object", (memory - before) * 1024 * 1024 / count, "bytes", null));
    }

    private static double Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Process.GetCurrentProcess().WorkingSet64 / 1024.0 / 1024.0;
    }
}
