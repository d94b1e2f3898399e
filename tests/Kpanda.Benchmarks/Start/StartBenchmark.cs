using System.Diagnostics;
using System.Text.Json;

namespace Kpanda.Benchmarks.Start;

/// <summary>From nothing to three running clusters: time, idle memory, the weight of the first page, and how long it takes to go.</summary>
internal static class StartBenchmark
{
    private const int Clusters = 3;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        // The first start reads programs from the disk; what people see every day is a later one.
        await using (await ServerProcess.StartAsync(cancellationToken)) { }

        var watch = Stopwatch.StartNew();
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        await server.SignInAsync(cancellationToken);
        while (await RunningAsync(server, cancellationToken) < Clusters) await Task.Delay(20, cancellationToken);
        var running = watch.Elapsed;

        var page = await FirstPage.MeasureAsync(server.Client, cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        var memory = server.ResidentMegabytes();
        var stop = await server.StopAsync();
        return
        [
            new("start to ready", server.StartTime.TotalSeconds, "s", 3),
            new("start to three running clusters, signed in", running.TotalSeconds, "s", null),
            new("idle memory after settling", memory, "MB", 300),
            new("first page, compressed", page.Kilobytes, "KB", 600),
            new("stop to exit", stop.TotalSeconds, "s", 2),
            new("first page, files", page.Files, "", null),
        ];
    }

    private static async Task<int> RunningAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        using var list = JsonDocument.Parse(await server.Client.GetStringAsync("/apis/kpanda.io/v1alpha1/clusters?pageSize=100", cancellationToken));
        return list.RootElement.TryGetProperty("items", out var items)
            ? items.EnumerateArray().Count(cluster => cluster.GetProperty("status").TryGetProperty("phase", out var phase) && phase.ValueEquals("Running"))
            : 0;
    }
}
