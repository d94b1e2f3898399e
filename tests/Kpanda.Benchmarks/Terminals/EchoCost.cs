using System.Collections.Concurrent;
using System.Diagnostics;
using Kpanda.Benchmarks.Gateway;
using Kpanda.Benchmarks.Index;

namespace Kpanda.Benchmarks.Terminals;

/// <summary>Many open terminals: memory and processor time of each, and how long a typed letter takes to be shown, beside shells that are opened straight at the member.</summary>
internal sealed class EchoCost(GatewayFleet fleet, BrowserPage page)
{
    private const int Typists = 16;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int count, int rounds, TimeSpan turn, CancellationToken cancellationToken)
    {
        List<ShellLine> direct = [], terminals = [];
        try
        {
            var (ns, pod, container) = fleet.Pod;
            var memberBefore = fleet.Member.ResidentMegabytes();
            await OpenAsync(direct, count, async token => new ShellLine(
                await fleet.Direct.SwitchAsync($"/api/v1/namespaces/{ns}/pods/{pod}/exec?container={container}&command=sh&stdin=true&stdout=true&tty=true", token), isNative: true), cancellationToken);
            await Task.Delay(Settling, cancellationToken);
            var (before, memberWith) = (fleet.Server.ResidentMegabytes(), fleet.Member.ResidentMegabytes());
            var opening = await OpenAsync(terminals, count, token => page.TerminalAsync(fleet.Pod, token), cancellationToken);
            await Task.Delay(Settling, cancellationToken);
            var with = fleet.Server.ResidentMegabytes();

            var idle = fleet.Server.ProcessorTime();
            await Task.Delay(turn, cancellationToken);
            idle = fleet.Server.ProcessorTime() - idle;

            List<double> straight = [], through = [];
            var (server, member) = (TimeSpan.Zero, TimeSpan.Zero);
            for (var round = -1; round < rounds; round++)
            {
                var letter = (char)('b' + round);
                var a = await TypeAsync(direct, letter, cancellationToken);
                var (serverBefore, memberTime) = (fleet.Server.ProcessorTime(), fleet.Member.ProcessorTime());
                var b = await TypeAsync(terminals, letter, cancellationToken);
                if (round < 0) continue;
                straight.AddRange(a);
                through.AddRange(b);
                server += fleet.Server.ProcessorTime() - serverBefore;
                member += fleet.Member.ProcessorTime() - memberTime;
            }

            var (own, other) = (new Sample([.. through]), new Sample([.. straight]));
            return
            [
                new($"{count} terminals: opening one, p50", new Sample([.. opening]).At(0.5), "ms", null),
                new($"{count} terminals: memory of the server for one", (with - before) * 1024 / count, "KB", null),
                new($"{count} shells: memory of the member for one", (memberWith - memberBefore) * 1024 / count, "KB", null),
                new($"{count} terminals: processor of the server, idle", idle.TotalMilliseconds / turn.TotalSeconds, "ms/s", null),
                new("a letter: processor of the server", server.TotalMicroseconds / through.Count, "µs", null),
                new("a letter: processor of the member", member.TotalMicroseconds / through.Count, "µs", null),
                new($"{count} terminals: echo p50", own.At(0.5), "ms", null),
                new($"{count} terminals: echo p99", own.At(0.99), "ms", null),
                new($"{count} terminals: echo added p50", own.At(0.5) - other.At(0.5), "ms", null),
                new($"{count} terminals: echo added p99", own.At(0.99) - other.At(0.99), "ms", 50),
            ];
        }
        finally
        {
            foreach (var line in direct.Concat(terminals)) line.Dispose();
        }
    }

    private static async Task<IReadOnlyCollection<double>> OpenAsync(List<ShellLine> lines, int count, Func<CancellationToken, Task<ShellLine>> open, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Typists, CancellationToken = cancellationToken }, async (_, token) =>
        {
            var began = Stopwatch.GetTimestamp();
            var line = await open(token);
            lock (lines) lines.Add(line);
            await line.PromptAsync(token);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        });
        return times;
    }

    // As many at once as there are typists; each goes through terminals of their own.
    private static async Task<IReadOnlyCollection<double>> TypeAsync(List<ShellLine> lines, char letter, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(lines.Chunk((lines.Count + Typists - 1) / Typists).Select(async own =>
        {
            foreach (var line in own) times.Add(await line.EchoAsync(letter, cancellationToken));
        }));
        return times;
    }
}
