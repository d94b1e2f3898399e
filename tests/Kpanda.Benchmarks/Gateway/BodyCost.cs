using System.Diagnostics;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>Large answers, one at a time: how fast they come beside direct ones, what a megabyte costs the server, and how far its memory grows.</summary>
internal sealed class BodyCost(GatewayFleet fleet)
{
    private const double Megabyte = 1024 * 1024;

    // The runtime compiles what is used much again and again until then: with fewer, half of what is measured is that.
    private const int WarmUp = 40;

    /// <summary>The same answer, in turns straight and through the gateway.</summary>
    public async Task<IReadOnlyList<Figure>> ListsAsync(string name, string path, int rounds, CancellationToken cancellationToken)
    {
        var (direct, gateway) = (fleet.Direct.Connect(), fleet.Gateway.Connect());
        var (straight, through) = (default(Copied), default(Copied));
        for (var round = -WarmUp; round < rounds; round++)
        {
            var a = await ReadAsync(direct, fleet.Direct.At(path), cancellationToken);
            var b = await ReadAsync(gateway, fleet.Gateway.At(path), cancellationToken);
            if (round >= 0) (straight, through) = (straight + a, through + b);
        }

        return
        [
            new($"{name}: size", through.Bytes / Megabyte / rounds, "MB", null),
            new($"{name}: direct", straight.MegabytesPerSecond, "MB/s", null),
            new($"{name}: gateway", through.MegabytesPerSecond, "MB/s", null),
            new($"{name}: throughput beside direct", through.MegabytesPerSecond / straight.MegabytesPerSecond, "", 0.8) { IsLeast = true },
            new($"{name}: CPU of the server", ProcessorPerMegabyte(straight, through), "ms per MB", null),
            new($"{name}: CPU of the member", through.Member * 1000 / (through.Bytes / Megabyte), "ms per MB", null),
            new($"{name}: CPU of the caller", through.Caller * 1000 / (through.Bytes / Megabyte), "ms per MB", null),
            new($"{name}: the most beside direct that {Environment.ProcessorCount} processors allow", straight.Seconds / straight.Bytes * through.Bytes / through.LeastSeconds, "", null),
        ];
    }

    /// <summary>One log of this many bytes, straight and then through the gateway.</summary>
    public async Task<IReadOnlyList<Figure>> LogAsync(long bytes, CancellationToken cancellationToken)
    {
        var (ns, pod, container) = fleet.Pod;
        var (direct, gateway) = (fleet.Direct.Connect(), fleet.Gateway.Connect());
        await ReadAsync(direct, fleet.Direct.At(Log(bytes / 16)), cancellationToken);
        await ReadAsync(gateway, fleet.Gateway.At(Log(bytes / 16)), cancellationToken);
        var idle = fleet.Server.BeginPeak();
        var straight = await ReadAsync(direct, fleet.Direct.At(Log(bytes)), cancellationToken);
        idle = fleet.Server.PeakMegabytes() - idle;
        var before = fleet.Server.BeginPeak();
        var through = await ReadAsync(gateway, fleet.Gateway.At(Log(bytes)), cancellationToken);
        return
        [
            new("log: bytes", through.Bytes, "", bytes) { IsLeast = true },
            new("log: direct", straight.MegabytesPerSecond, "MB/s", null),
            new("log: gateway", through.MegabytesPerSecond, "MB/s", null),
            new("log: CPU of the server", ProcessorPerMegabyte(straight, through), "ms per MB", null),
            new("log: growth of the server's memory", fleet.Server.PeakMegabytes() - before, "MB", 30),
            new("log: its growth while the log was read directly", idle, "MB", null),
        ];

        string Log(long size) => FormattableString.Invariant($"/api/v1/namespaces/{ns}/pods/{pod}/log?container={container}&limitBytes={size}");
    }

    // What the server does besides shows while nobody asks it.
    private static double ProcessorPerMegabyte(Copied direct, Copied gateway) =>
        (gateway.Processor - (direct.Processor / direct.Seconds * gateway.Seconds)) * 1000 / (gateway.Bytes / Megabyte);

    private async Task<Copied> ReadAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        var (began, cpu, ends) = (Stopwatch.GetTimestamp(), fleet.Server.ProcessorTime(), (Member: fleet.Member.ProcessorTime(), Caller: Environment.CpuUsage.TotalTime));
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read) bytes += read;
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new(bytes, took, (fleet.Server.ProcessorTime() - cpu).TotalSeconds, (fleet.Member.ProcessorTime() - ends.Member).TotalSeconds, (Environment.CpuUsage.TotalTime - ends.Caller).TotalSeconds);
    }

    // The seconds that the processes used; the caller is this one.
    private readonly record struct Copied(long Bytes, double Seconds, double Processor, double Member, double Caller)
    {
        public double MegabytesPerSecond => Bytes / Megabyte / Seconds;

        /// <summary>What it must take at least with this processor time: each of the three works on one processor at a time.</summary>
        public double LeastSeconds => Math.Max((Processor + Member + Caller) / Environment.ProcessorCount, Math.Max(Processor, Math.Max(Member, Caller)));

        public static Copied operator +(Copied a, Copied b) => new(a.Bytes + b.Bytes, a.Seconds + b.Seconds, a.Processor + b.Processor, a.Member + b.Member, a.Caller + b.Caller);
    }
}
