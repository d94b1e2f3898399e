namespace Kpanda.Benchmarks.Live;

/// <summary>
/// <c>bench live</c>: 200 tabs with different filters over 20,000 pods at 500 changes a second. Server, members and load are three processes; a change counts from
/// the member's acknowledgement until the tab has its row.
/// </summary>
internal static class LiveBench
{
    private const int ChangesPerSecond = 500;
    private const int Tabs = 200;
    private const int StalledTabs = 40;
    private const int PageSize = 100;
    private const int Seed = 11;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromSeconds(arguments.Number("seconds", 30));
        var changes = arguments.Number("changes", ChangesPerSecond);
        await using var fleet = await LiveFleet.StartAsync(cancellationToken);
        var (sandbox, server, pods) = (fleet.Sandbox, fleet.Server, fleet.Pods);
        Console.Error.WriteLine($"{pods.Count} pods in {LiveFleet.Clusters} clusters, seed {Seed}");

        var acknowledgements = new Acknowledgements();
        var writer = new PodWriter(fleet.Members, [.. pods.Select(pod => (pod.Cluster, pod.Key))], changes, acknowledgements);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = writer.RunAsync(writing.Token);
        try
        {
            await Task.Delay(Settling, cancellationToken);
            var without = await MeasureAsync(server, sandbox, acknowledgements, length, cancellationToken);
            var questions = PodFacts.Questions(pods, Tabs, Seed);
            var tabs = await OpenAsync(questions, server, PageSize, acknowledgements, stalls: false, cancellationToken);
            await Task.Delay(Settling, cancellationToken);
            var with = await MeasureAsync(server, sandbox, acknowledgements, length, cancellationToken);
            var stalled = await OpenAsync([.. Enumerable.Repeat("/apis/kpanda.io/v1alpha1/asl/pods", StalledTabs)], server, 1000, acknowledgements, stalls: true, cancellationToken);
            await Task.Delay(Settling, cancellationToken);
            var beside = await MeasureAsync(server, sandbox, acknowledgements, length, cancellationToken);

            await writing.CancelAsync();
            await load;
            await Task.Delay(Draining, cancellationToken);
            foreach (var tab in tabs) await tab.StopAsync();
            var figures = FiguresOf(tabs, pods.Count, changes, without, with, beside);
            foreach (var tab in tabs.Concat(stalled)) await tab.DisposeAsync();
            return figures;
        }
        finally
        {
            await writing.CancelAsync();
        }
    }

    private static async Task<List<LiveTab>> OpenAsync(
        IReadOnlyList<string> questions, ServerProcess server, int pageSize, Acknowledgements acknowledgements, bool stalls, CancellationToken cancellationToken)
    {
        var tabs = new List<LiveTab>();
        foreach (var question in questions)
        {
            var tab = new LiveTab(question, pageSize, acknowledgements);
            tabs.Add(tab);
            await tab.OpenAsync(server.Client, stalls, cancellationToken);
        }

        return tabs;
    }

    private static async Task<Phase> MeasureAsync(ServerProcess server, SandboxProcess sandbox, Acknowledgements acknowledgements, TimeSpan length, CancellationToken cancellationToken)
    {
        var (cpu, members, changes) = (server.ProcessorTime(), sandbox.ProcessorTime(), acknowledgements.Count);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (memory, heap) = (new List<double>(), new List<double>());
        while (watch.Elapsed < length)
        {
            await Task.Delay(500, cancellationToken);
            memory.Add(server.ResidentMegabytes());
            heap.Add(await server.HeapMegabytesAsync(cancellationToken));
        }

        var seconds = watch.Elapsed.TotalSeconds;
        return new((server.ProcessorTime() - cpu).TotalMilliseconds / seconds, (sandbox.ProcessorTime() - members).TotalMilliseconds / seconds, memory.Average(), heap.Min(), (acknowledgements.Count - changes) / seconds);
    }

    private static List<Figure> FiguresOf(List<LiveTab> tabs, int pods, int changes, Phase without, Phase with, Phase beside)
    {
        var byTab = tabs.Select(tab => tab.Delays()).ToList();
        var all = byTab.SelectMany(delays => delays).Where(double.IsFinite).Order().ToList();
        var worst = byTab.Where(delays => delays.Count >= 20).Select(delays => Percentile([.. delays.Order()], 0.99)).DefaultIfEmpty(double.PositiveInfinity).Max();
        return
        [
            new("pods", pods, "", null),
            new("tabs, each with its own filter", tabs.Select(tab => tab.Path).Distinct().Count(), "", null),
            new("rows on their screens", tabs.Sum(tab => tab.Rows), "", null),
            new("changes acknowledged by the members", with.ChangesPerSecond, "/s", null),
            new("changes short of what was to be written", Math.Max(0, changes - with.ChangesPerSecond), "/s", changes * 0.02),
            new("changes of visible rows", all.Count, "", null),
            new("delivery p50", Percentile(all, 0.5), "ms", null),
            new("delivery p99", Percentile(all, 0.99), "ms", 500),
            new("delivery, longest", Percentile(all, 1), "ms", null),
            new("delivery p99 of the worst tab", worst, "ms", 1000),
            new("changes of visible rows that never came", byTab.Sum(delays => delays.Count(double.IsInfinity)), "", 0),
            new("tabs that heard nothing", tabs.Count(tab => tab.Rows > 0 && tab.Upserts == 0), "", 0),
            new("messages to a tab", tabs.Average(tab => tab.Upserts + tab.Summaries), "", null),
            new("resyncs", tabs.Sum(tab => tab.Resyncs), "", null),
            new("server CPU without tabs", without.ProcessorMilliseconds, "ms/s", null),
            new("server CPU with tabs", with.ProcessorMilliseconds, "ms/s", null),
            new("server CPU per tab", (with.ProcessorMilliseconds - without.ProcessorMilliseconds) / tabs.Count, "ms/s", null),
            new("CPU of the simulated members", with.MemberMilliseconds, "ms/s", null),
            new("server memory without tabs", without.Megabytes, "MB", null),
            new("server memory with tabs", with.Megabytes, "MB", null),
            new("server memory with stalled tabs beside", beside.Megabytes, "MB", null),
            new("objects held per tab", (with.HeapMegabytes - without.HeapMegabytes) * 1024 / tabs.Count, "KB", null),
            new("objects held per stalled tab of 1,000 rows", (beside.HeapMegabytes - with.HeapMegabytes) * 1024 / StalledTabs, "KB", 1024),
        ];
    }

    private static double Percentile(List<double> sorted, double part) =>
        sorted.Count == 0 ? double.PositiveInfinity : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];

    private sealed record Phase(double ProcessorMilliseconds, double MemberMilliseconds, double Megabytes, double HeapMegabytes, double ChangesPerSecond);
}
