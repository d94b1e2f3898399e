using System.Diagnostics;
using System.Text;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>Many watches through the gateway: connections to the member, memory, and whether each hears of a change.</summary>
internal sealed class WatchCost(GatewayFleet fleet)
{
    private const int OpenedAtOnce = 16;
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        var direct = fleet.Direct.Connect();
        await SendAsync(direct, HttpMethod.Post, Maps, "0", cancellationToken);
        var port = fleet.Member.Connection.Server.Port;
        var (memory, heap, without) = (fleet.Server.ResidentMegabytes(), await fleet.Server.HeapMegabytesAsync(cancellationToken), fleet.Server.ConnectionsTo(port));
        var client = fleet.Gateway.Connect();
        var watches = new StreamReader[count];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellationToken }, async (number, token) =>
            {
                // A watch begins with the object as it is.
                watches[number] = new StreamReader(await client.GetStreamAsync(fleet.Gateway.At(Maps + "?watch=1&fieldSelector=metadata.name%3Dbench"), token));
                await NextAsync(watches[number], token);
            });
            await Task.Delay(Settling, cancellationToken);
            var (withMemory, withHeap, connections) = (fleet.Server.ResidentMegabytes(), await fleet.Server.HeapMegabytesAsync(cancellationToken), fleet.Server.ConnectionsTo(port));
            var began = Stopwatch.GetTimestamp();
            var heard = Task.WhenAll(watches.Select(watch => NextAsync(watch, cancellationToken)));
            await SendAsync(direct, HttpMethod.Put, Maps + "/bench", "1", cancellationToken);
            var events = await heard;
            return
            [
                new($"{count} watches: connections to the member, with the platform's own", connections, "", 20),
                new($"{count} watches: connections to the member without them", without, "", null),
                new($"{count} watches: memory of the server", withMemory - memory, "MB", 100),
                new($"{count} watches: objects held", withHeap - heap, "MB", null),
                new($"{count} watches: without the change", events.Count(line => !line.StartsWith("{\"type\":\"MODIFIED\"", StringComparison.Ordinal)), "", 0),
                new($"{count} watches: until all had the change", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms", null),
            ];
        }
        finally
        {
            foreach (var watch in watches) watch?.Dispose();
        }
    }

    private static async Task<string> NextAsync(StreamReader watch, CancellationToken cancellationToken) =>
        await watch.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("A watch ended.");

    private async Task SendAsync(HttpClient client, HttpMethod method, string path, string count, CancellationToken cancellationToken)
    {
        var body = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"bench"},"data":{"count":"{{{count}}}"}}""";
        using var request = new HttpRequestMessage(method, fleet.Direct.At(path)) { Content = new StringContent(body, Encoding.UTF8, "application/json"), Version = client.DefaultRequestVersion };
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
