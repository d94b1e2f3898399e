using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;

namespace Kpanda.Benchmarks.Sandbox;

/// <summary>
/// <c>bench sandbox</c>: how fast 1,000 simulated clusters start, what an object weighs, how many requests a second one API server answers, and how many events a
/// second it hands to its watches (<c>--clusters</c>, <c>--pods</c> in each, <c>--watches</c>, <c>--seconds</c>). All in one process, over its own HTTP server without a network.
/// </summary>
internal static class SandboxBench
{
    private const double MostBytesPerObject = 10_000;
    private const int Clients = 8;
    private const int Changes = 100;
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var clusters = arguments.Number("clusters", 1_000);
        var length = TimeSpan.FromSeconds(arguments.Number("seconds", 10));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = clusters, Nodes = 3, Pods = arguments.Number("pods", 0) is > 0 and var pods ? pods : null }, TimeProvider.System, null, cancellationToken);
        var start = clock.Elapsed;
        var objects = simulation.Fleet.Clusters.Sum(c => (long)c.Store.Resources().Sum(r => c.Store.Count(r)));
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)objects;
        Console.Error.WriteLine($"{clusters} clusters, {objects} objects");

        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), cancellationToken);
        using var http = Client(host, simulation.Fleet.Clusters[0]);
        await SendAsync(http, HttpMethod.Post, Maps, """{"metadata":{"name":"bench"},"data":{"count":"0"}}""", cancellationToken);
        var reads = await RateAsync(length, (_, _) => http.GetByteArrayAsync(Maps + "/bench", cancellationToken), cancellationToken);
        var lists = await RateAsync(length, (_, _) => http.GetByteArrayAsync("/api/v1/pods?limit=100", cancellationToken), cancellationToken);
        var writes = await RateAsync(length, (client, number) => SendAsync(http, HttpMethod.Post, Maps, $$$"""{"metadata":{"name":"bench-{{{client}}}-{{{number}}}"},"data":{"a":"1"}}""", cancellationToken), cancellationToken);
        var watches = arguments.Number("watches", 1_000);
        var events = await FanOutAsync(http, watches, cancellationToken);
        return
        [
            new("start of the clusters", start.TotalSeconds, "s", null),
            new("start of one cluster", start.TotalMilliseconds / clusters, "ms", null),
            new("memory of one object", bytes, "bytes", MostBytesPerObject),
            new("gets", reads, "/s", null),
            new("lists of up to 100 pods", lists, "/s", null),
            new("creates", writes, "/s", null),
            new($"events to {watches} watches", events, "/s", null),
        ];
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

    private static async Task<double> FanOutAsync(HttpClient http, int count, CancellationToken cancellationToken)
    {
        var watches = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => OpenAsync(http, cancellationToken)));
        var clock = Stopwatch.StartNew();
        var reading = watches.Select(reader => Task.Run(() => ReadAsync(reader, cancellationToken), cancellationToken)).ToList();
        for (var i = 1; i <= Changes; i++) await SendAsync(http, HttpMethod.Put, Maps + "/bench", $$$"""{"metadata":{"name":"bench"},"data":{"count":"{{{i}}}"}}""", cancellationToken);
        await Task.WhenAll(reading);
        var rate = (double)count * Changes / clock.Elapsed.TotalSeconds;
        foreach (var reader in watches) reader.Dispose();
        return rate;
    }

    private static async Task<StreamReader> OpenAsync(HttpClient http, CancellationToken cancellationToken)
    {
        // The watch begins with the object as it is.
        var reader = new StreamReader(await http.GetStreamAsync(Maps + "?watch=1&fieldSelector=metadata.name%3Dbench", cancellationToken));
        await reader.ReadLineAsync(cancellationToken);
        return reader;
    }

    private static async Task ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Changes; i++)
        {
            if (await reader.ReadLineAsync(cancellationToken) is null) throw new InvalidOperationException("a watch ended");
        }
    }

    private static async Task SendAsync(HttpClient http, HttpMethod method, string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = Json(body) };
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static HttpClient Client(SandboxHost host, SandboxCluster cluster)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = async (_, cancel) => await host.Connector.ConnectAsync(cancel) };
        var http = new HttpClient(new BelowPath(cluster.Name) { InnerHandler = handler }) { BaseAddress = new Uri("http://sandbox"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cluster.Tokens.AdminToken);
        return http;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    // A cluster's API server is below the path with its name.
    private sealed class BelowPath(string name) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri($"http://sandbox/{name}{request.RequestUri!.PathAndQuery}");
            request.Version = HttpVersion.Version11;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
