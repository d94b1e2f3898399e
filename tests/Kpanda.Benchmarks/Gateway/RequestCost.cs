using System.Diagnostics;
using Kpanda.Benchmarks.Index;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>
/// A question asked by 16 callers, each with a connection of its own, in turns straight and through the gateway, so that both see the same load of the machine: once at a
/// rate that leaves the machine room, once as fast as answers come.
/// </summary>
internal sealed class RequestCost(GatewayFleet fleet, TimeSpan turn, int turns)
{
    private const int Callers = 16;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(string name, string path, int perSecond, CancellationToken cancellationToken)
    {
        var direct = new Side(fleet.Direct, path);
        var gateway = new Side(fleet.Gateway, path);
        List<Figure> figures = [];
        // Code is compiled and connections are open before anything is measured.
        foreach (var side in (Side[])[direct, gateway]) await side.AskAsync(fleet.Server, turn, 0, cancellationToken);
        foreach (var rate in (int[])[perSecond, 0])
        {
            direct.Clear();
            gateway.Clear();
            for (var i = 0; i < turns; i++)
            {
                await direct.AskAsync(fleet.Server, turn, rate, cancellationToken);
                await gateway.AskAsync(fleet.Server, turn, rate, cancellationToken);
            }

            var label = rate > 0 ? $"{name}, {Callers} callers, {rate}/s" : $"{name}, {Callers} callers, as fast as it goes";
            var (straight, through) = (new Sample([.. direct.Times]), new Sample([.. gateway.Times]));
            figures.Add(new($"{label}: direct p50", straight.At(0.5), "ms", null));
            figures.Add(new($"{label}: direct p99", straight.At(0.99), "ms", null));
            figures.Add(new($"{label}: added p50", through.At(0.5) - straight.At(0.5), "ms", rate > 0 ? 1 : null));
            figures.Add(new($"{label}: added p99", through.At(0.99) - straight.At(0.99), "ms", rate > 0 ? 3 : null));
            figures.Add(new($"{label}: direct", direct.Times.Count / direct.Seconds, "/s", null));
            figures.Add(new($"{label}: gateway", gateway.Times.Count / gateway.Seconds, "/s", null));
            // What the server does besides shows while nobody asks it.
            var besides = direct.Processor / direct.Seconds * gateway.Seconds;
            figures.Add(new($"{label}: CPU of the server", (gateway.Processor - besides) * 1000 / gateway.Times.Count, "ms per request", null));
        }

        return figures;
    }

    private sealed class Side(ApiWay way, string path)
    {
        private readonly HttpClient[] _callers = [.. Enumerable.Range(0, Callers).Select(_ => way.Connect())];

        /// <summary>Milliseconds of each answer.</summary>
        public List<double> Times { get; } = [];

        /// <summary>Of all turns.</summary>
        public double Seconds { get; private set; }

        /// <summary>Seconds that the server's process used meanwhile, whoever was asked.</summary>
        public double Processor { get; private set; }

        public void Clear()
        {
            Times.Clear();
            (Seconds, Processor) = (0, 0);
        }

        public async Task AskAsync(ServerProcess server, TimeSpan length, int perSecond, CancellationToken cancellationToken)
        {
            var (began, cpu) = (Stopwatch.GetTimestamp(), server.ProcessorTime());
            var times = await Task.WhenAll(_callers.Select((caller, number) => Task.Run(() => RepeatAsync(caller, number, began, length, perSecond, cancellationToken), cancellationToken)));
            Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            Processor += (server.ProcessorTime() - cpu).TotalSeconds;
            foreach (var one in times) Times.AddRange(one);
        }

        private async Task<List<double>> RepeatAsync(HttpClient caller, int number, long began, TimeSpan length, int perSecond, CancellationToken cancellationToken)
        {
            var times = new List<double>();
            for (var i = 0; Stopwatch.GetElapsedTime(began) < length; i++)
            {
                // Callers take turns: a slow answer makes the caller's next question late, not another's.
                var early = perSecond == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(((i * Callers) + number) / (double)perSecond) - Stopwatch.GetElapsedTime(began);
                if (early > TimeSpan.Zero) await Task.Delay(early, cancellationToken);
                var sent = Stopwatch.GetTimestamp();
                using var answer = await caller.GetAsync(way.At(path), cancellationToken);
                _ = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return times;
        }
    }
}
