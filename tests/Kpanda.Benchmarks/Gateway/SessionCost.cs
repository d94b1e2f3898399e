using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Kpanda.Benchmarks.Index;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>Many open exec sessions, each with a <c>cat</c> that says what it hears: memory of one, and the time until a line has come back, beside direct ones.</summary>
internal sealed class SessionCost(GatewayFleet fleet)
{
    private const int Typists = 16;
    private const byte Input = 0;
    private const byte Output = 1;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int count, int lines, CancellationToken cancellationToken)
    {
        List<ClientWebSocket> direct = [], gateway = [];
        try
        {
            await OpenAsync(fleet.Direct, direct, count, cancellationToken);
            var memory = fleet.Server.ResidentMegabytes();
            var opening = await OpenAsync(fleet.Gateway, gateway, count, cancellationToken);
            await Task.Delay(Settling, cancellationToken);
            var withMemory = fleet.Server.ResidentMegabytes();
            List<double> straight = [], through = [];
            for (var round = -1; round < lines; round++)
            {
                var (a, b) = (await TypeAsync(direct, round, cancellationToken), await TypeAsync(gateway, round, cancellationToken));
                if (round < 0) continue;
                straight.AddRange(a);
                through.AddRange(b);
            }

            var (own, other) = (new Sample([.. through]), new Sample([.. straight]));
            return
            [
                new($"{count} exec sessions: opening one, p50", new Sample([.. opening]).At(0.5), "ms", null),
                new($"{count} exec sessions: memory of the server for one", (withMemory - memory) * 1024 / count, "KB", null),
                new($"{count} exec sessions: echo p50", own.At(0.5), "ms", null),
                new($"{count} exec sessions: echo p99", own.At(0.99), "ms", null),
                new($"{count} exec sessions: echo added p50", own.At(0.5) - other.At(0.5), "ms", null),
                new($"{count} exec sessions: echo added p99", own.At(0.99) - other.At(0.99), "ms", null),
            ];
        }
        finally
        {
            foreach (var session in direct.Concat(gateway)) session.Dispose();
        }
    }

    private async Task<IReadOnlyCollection<double>> OpenAsync(ApiWay way, List<ClientWebSocket> sessions, int count, CancellationToken cancellationToken)
    {
        var (ns, pod, container) = fleet.Pod;
        var times = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Typists, CancellationToken = cancellationToken }, async (_, token) =>
        {
            var began = Stopwatch.GetTimestamp();
            var session = await way.SwitchAsync($"/api/v1/namespaces/{ns}/pods/{pod}/exec?container={container}&command=cat&stdin=true&stdout=true", token);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            lock (sessions) sessions.Add(session);
        });
        return times;
    }

    // As many at once as there are typists; each goes through sessions of their own.
    private static async Task<IReadOnlyCollection<double>> TypeAsync(List<ClientWebSocket> sessions, int round, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(sessions.Chunk((sessions.Count + Typists - 1) / Typists).Select(async own =>
        {
            foreach (var session in own) times.Add(await EchoAsync(session, $"line {round} of a session\n", cancellationToken));
        }));
        return times;
    }

    private static async Task<double> EchoAsync(ClientWebSocket session, string line, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await session.SendAsync((byte[])[Input, .. Encoding.ASCII.GetBytes(line)], WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        var buffer = new byte[1024];
        var echo = "";
        while (echo.Length < line.Length)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await session.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close || buffer[0] > Output) throw new InvalidOperationException($"A session ended: {Encoding.UTF8.GetString(buffer, 0, length)}");
            if (length > 0 && buffer[0] == Output) echo += Encoding.ASCII.GetString(buffer, 1, length - 1);
        }

        return echo == line ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException($"A session said '{echo}' to '{line}'.");
    }
}
