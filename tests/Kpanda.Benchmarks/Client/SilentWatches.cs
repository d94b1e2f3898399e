using System.Globalization;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Client;

/// <summary>What it costs to know of 1,000 members that their watches are alive while nothing happens in them: pings in HTTP/2, questions in HTTP/1.1.</summary>
internal static class SilentWatches
{
    private const int Members = 1000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly GroupVersionResource Resource = new("", "v1", "pods");

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(KubeConnection connection, bool http2, CancellationToken cancellationToken)
    {
        var dialer = new DirectDialer(new EgressPolicy(AllowLoopback: true, AllowPrivate: true));
        var transports = Enumerable.Range(0, Members).Select(_ => new ClusterTransport(connection, dialer, new() { Http2 = http2 })).ToArray();
        var streams = new KubeStream[Members];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, Members), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (number, token) =>
            {
                var opened = await new KubeClient(transports[number], KubeIdentity.Platform).RawAsync(HttpMethod.Get, KubePath.Collection(Resource, null), [new("watch", "true")], "application/json", token);
                streams[number] = opened.TryGet(out var stream, out var failure) ? stream : throw new InvalidOperationException(failure.Message);
            });
            var reads = streams.Select(stream => stream.Body.ReadAsync(new byte[1], cancellationToken).AsTask()).ToArray();
            var use = Usage.Begin();
            await Task.Delay(Long, cancellationToken);
            use.End();
            var name = string.Create(CultureInfo.InvariantCulture, $"{Members:N0} silent members, HTTP/{(http2 ? 2 : 1.1)}");
            return
            [
                new($"{name}: watches lost", reads.Count(read => read.IsCompleted), "", 0),
                new($"{name}: CPU of one processor", use.Cpu.TotalSeconds / use.Seconds * 100, "%", null),
            ];
        }
        finally
        {
            foreach (var transport in transports) transport.Dispose();
        }
    }
}
