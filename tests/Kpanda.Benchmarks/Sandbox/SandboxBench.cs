using System.Diagnostics;
using Kpanda.KubeModel;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;

namespace Kpanda.Benchmarks.Sandbox;

/// <summary>
/// <c>bench sandbox</c>: how fast 1,000 simulated clusters with a million objects start and what they weigh, how many requests a second one API server answers, how many events a second
/// it hands to the watches of one object, and whether 20,000 watches over all clusters are told everything while a seeded generator changes them (<c>--clusters</c>, <c>--pods</c> in
/// each, <c>--fan-out</c> and <c>--watches</c>, <c>--changes</c> a second, <c>--seconds</c> for each part, <c>--seed</c>). All in one process, over its own HTTP server without a network.
/// </summary>
internal static class SandboxBench
{
    private const double MostGigabytesOfAMillion = 10;
    private const int Clients = 8;
    private const int Changes = 100;
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(60);
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var clusters = arguments.Number("clusters", 1_000);
        var length = TimeSpan.FromSeconds(arguments.Number("seconds", 10));
        var seed = arguments.Number("seed", 1);
        var options = new SandboxOptions { Clusters = clusters, Nodes = 3, Pods = arguments.Number("pods", 720), Seed = seed };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var used = Environment.CpuUsage.TotalTime;
        await using var simulation = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, cancellationToken);
        var start = clock.Elapsed;
        used = Environment.CpuUsage.TotalTime - used;
        var fleet = simulation.Fleet.Clusters;
        var objects = fleet.Sum(c => (long)c.Store.Resources().Sum(r => c.Store.Count(r)));
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)objects;
        Console.Error.WriteLine($"{clusters} clusters, {objects} objects after {start.TotalSeconds:0.0} s");

        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), cancellationToken);
        using var client = new SandboxClient(host);
        var asked = fleet[0];
        await RestAsync(cancellationToken);
        var settled = clock.Elapsed;
        Console.Error.WriteLine($"controllers at rest after {settled.TotalSeconds:0.0} s");
        await client.WriteAsync(asked, HttpMethod.Post, Maps, """{"metadata":{"name":"bench"},"data":{"count":"0"}}""", cancellationToken);
        var gets = await RateAsync(length, (_, _) => client.GetAsync(asked, Maps + "/bench", cancellationToken), cancellationToken);
        var lists = await RateAsync(length, (_, _) => client.GetAsync(asked, "/api/v1/pods?limit=100", cancellationToken), cancellationToken);
        var creates = await RateAsync(length, (number, turn) => client.WriteAsync(asked, HttpMethod.Post, Maps, $$$"""{"metadata":{"name":"bench-{{{number}}}-{{{turn}}}"},"data":{"a":"1"}}""", cancellationToken), cancellationToken);
        Console.Error.WriteLine($"requests done after {clock.Elapsed.TotalSeconds:0.0} s");
        var fan = arguments.Number("fan-out", 1_000);
        var events = await FanOutAsync(client, asked, fan, cancellationToken);
        Console.Error.WriteLine($"fan-out done after {clock.Elapsed.TotalSeconds:0.0} s");
        var watched = await new WatchFleet(fleet, client).MeasureAsync(arguments.Number("watches", 20_000), seed, arguments.Number("changes", 1_000), length, cancellationToken);
        return
        [
            new($"start of {clusters} clusters", start.TotalSeconds, "s", null),
            new("start of one cluster", start.TotalMilliseconds / clusters, "ms", null),
            new("processor time of one cluster's start", used.TotalMilliseconds / clusters, "ms", null),
            new("until its controllers have looked at everything", settled.TotalSeconds, "s", null),
            new("objects", objects, "", null),
            new("memory of one object", bytes, "bytes", null),
            new("memory of 1,000,000 objects", bytes / 1_000, "GB", MostGigabytesOfAMillion),
            new("gets", gets, "/s", null),
            new("lists of up to 100 pods", lists, "/s", null),
            new("creates", creates, "/s", null),
            new($"events of one object to {fan} watches", events, "/s", null),
            .. watched,
            new("largest size of the process", Process.GetCurrentProcess().PeakWorkingSet64 / 1e9, "GB", null),
            new("the whole benchmark", clock.Elapsed.TotalSeconds, "s", null),
        ];
    }

    // The controllers look at what was seeded some seconds after the start. What is measured then would be theirs.
    private static async Task RestAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(FirstLook, cancellationToken);
        for (var waited = TimeSpan.Zero; waited < LongestLook; waited += Look)
        {
            var before = Environment.CpuUsage.TotalTime;
            await Task.Delay(Look, cancellationToken);
            if (Environment.CpuUsage.TotalTime - before < Look * 0.3) return;
        }
    }

    private static async Task<double> RateAsync(TimeSpan length, Func<int, int, Task> request, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RepeatAsync(client), cancellationToken)));
        return done.Sum() / clock.Elapsed.TotalSeconds;

        async Task<int> RepeatAsync(int client)
        {
            var number = 0;
            while (clock.Elapsed < length) await request(client, number++);
            return number;
        }
    }

    private static async Task<double> FanOutAsync(SandboxClient client, SandboxCluster cluster, int count, CancellationToken cancellationToken)
    {
        var last = System.Text.Encoding.UTF8.GetBytes($"\"count\":\"{Changes}\"");
        var from = $"{Maps}?watch=1&fieldSelector=metadata.name%3Dbench&resourceVersion={cluster.Store.Version}";
        var watches = await Task.WhenAll(Enumerable.Range(0, count).Select(async number => new CountedWatch(await client.FollowAsync(cluster, from, cancellationToken), $"{number} of one object")));
        var reading = watches.Select(watch => watch.ReadUntilAsync(last, cancellationToken)).ToList();
        var clock = Stopwatch.StartNew();
        for (var i = 1; i <= Changes; i++) await client.WriteAsync(cluster, HttpMethod.Put, Maps + "/bench", $$$"""{"metadata":{"name":"bench"},"data":{"count":"{{{i}}}"}}""", cancellationToken);
        await Task.WhenAll(reading);
        return watches.Sum(watch => watch.Events) / clock.Elapsed.TotalSeconds;
    }
}
