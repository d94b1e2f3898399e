using Kpanda.Kube;
using Kpanda.Kube.Reflect;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Client;

/// <summary>
/// <c>bench client</c>: what the Kubernetes client costs. 50,000 pods of 4.5 KB listed in pages and as a watch-list, then a watch of 5,000 events a second for
/// twenty seconds, then as many events as it takes, and the signs of life of 1,000 members in whose watches nothing happens. Over HTTPS and HTTP/2 from a member in another process; nothing is kept, as the index keeps bodies elsewhere.
/// </summary>
internal static class ClientBenchmark
{
    private const int Pods = 50_000;
    private const int Rate = 5_000;
    private const int Events = 20 * Rate;
    private static readonly GroupVersionResource Resource = new("", "v1", "pods");

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var member = await MemberProcess.StartAsync(Pods, cancellationToken);
        // Code is compiled and connections are open before anything is measured.
        await FollowAsync(member.Client, watchList: false, events: 2000, rate: 0, cancellationToken);
        await FollowAsync(member.Client, watchList: true, events: 2000, rate: 0, cancellationToken);
        List<Figure> figures = [];
        foreach (var watchList in new[] { false, true })
        {
            var name = watchList ? "watch-list" : "list";
            var use = Usage.Begin();
            var sink = await FollowAsync(member.Client, watchList, events: 0, rate: 0, cancellationToken);
            use.End();
            figures.Add(new($"{name}: objects", sink.Objects, "", null));
            figures.Add(new($"{name}: objects per second", sink.Objects / use.Seconds, "/s", null));
            figures.Add(new($"{name}: CPU per object", use.Cpu.TotalMicroseconds / sink.Objects, "µs", null));
            figures.Add(new($"{name}: allocated per object", (double)use.Allocated / sink.Objects, "B", null));
            figures.Add(new($"{name}: peak memory above base", use.PeakMegabytes, "MB", 60));
        }

        figures.AddRange(await WatchAsync(member.Client, Rate, "watch of 5,000/s", cancellationToken));
        figures.AddRange(await WatchAsync(member.Client, 0, "watch as fast as it goes", cancellationToken));
        figures.AddRange(await SilentWatches.MeasureAsync(member.Connection, http2: true, cancellationToken));
        figures.AddRange(await SilentWatches.MeasureAsync(member.Connection, http2: false, cancellationToken));
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> WatchAsync(KubeClient client, int rate, string name, CancellationToken cancellationToken)
    {
        var sink = new CountingSink(Events);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var options = new ReflectorOptions { LabelSelector = $"count={Events},rate={rate}" };
        var use = Usage.Begin();
        var run = new ResourceReflector(TimeProvider.System, options).RunAsync(client, Resource, "1", sink, stop.Token);
        await Task.WhenAny(sink.Done, run);
        use.End();
        await StopAsync(run, stop);
        Array.Sort(sink.Latencies);
        return
        [
            new($"{name}: events lost", Events - sink.Events, "", 0),
            new($"{name}: events per second", sink.Events / use.Seconds, "/s", null),
            new($"{name}: CPU per event", use.Cpu.TotalMicroseconds / sink.Events, "µs", null),
            new($"{name}: CPU of one processor", use.Cpu.TotalSeconds / use.Seconds * 100, "%", null),
            new($"{name}: allocated per event", (double)use.Allocated / sink.Events, "B", 1024),
            new($"{name}: latency p50", sink.Latencies[sink.Events / 2], "ms", null),
            new($"{name}: latency p99", sink.Latencies[sink.Events * 99 / 100], "ms", null),
            new($"{name}: peak memory above base", use.PeakMegabytes, "MB", 60),
        ];
    }

    /// <summary>Lists everything, then takes some events.</summary>
    private static async Task<CountingSink> FollowAsync(KubeClient client, bool watchList, int events, int rate, CancellationToken cancellationToken)
    {
        var sink = new CountingSink(events);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var options = new ReflectorOptions { WatchList = watchList, LabelSelector = $"count={events},rate={rate}" };
        var run = new ResourceReflector(TimeProvider.System, options).RunAsync(client, Resource, null, sink, stop.Token);
        await Task.WhenAny(Task.WhenAll(sink.Listed, sink.Done), run);
        await StopAsync(run, stop);
        return sink;
    }

    private static async Task StopAsync(Task run, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        try
        {
            await run;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
    }
}
