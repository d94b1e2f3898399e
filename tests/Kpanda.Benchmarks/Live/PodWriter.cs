using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Live;

/// <summary>Changes pods at the members, so many a second, whatever comes of it: a slow member makes the next change late, never fewer of them.</summary>
internal sealed class PodWriter(IReadOnlyDictionary<string, KubeClient> members, IReadOnlyList<(string Cluster, ObjectKey Key)> pods, int perSecond, Acknowledgements acknowledgements)
{
    private const int Workers = 96;
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private int _next;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(started, cancellationToken)));
    }

    private async Task WorkAsync(long started, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var number = Interlocked.Increment(ref _next);
                var early = TimeSpan.FromSeconds(number / (double)perSecond) - Stopwatch.GetElapsedTime(started);
                if (early > TimeSpan.Zero) await Task.Delay(early, cancellationToken);
                await ChangeAsync(number, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }
    }

    private async Task ChangeAsync(int number, CancellationToken cancellationToken)
    {
        var patch = Encoding.UTF8.GetBytes("{\"metadata\":{\"annotations\":{\"bench.kpanda.io/change\":\"" + number.ToString(CultureInfo.InvariantCulture) + "\"}}}");
        string cluster;
        ObjectKey key;
        KubeObject? pod;
        for (var turn = number; ; turn++)
        {
            // A fixed permutation: every pod has its turn, and neighbours in a list have theirs far apart. Pods of Jobs may have gone by now: then it is another's.
            (cluster, key) = pods[(int)(turn * 7919L % pods.Count)];
            var answer = await members[cluster].PatchAsync(Pods, key, PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken);
            if (answer.TryGet(out pod, out var failure)) break;
            if (!failure.IsNotFound) throw new InvalidOperationException($"{cluster}/{key} could not be changed: {failure}");
        }

        using var document = pod.Parse();
        var version = document.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
        acknowledgements.Add($"{cluster}/{key.Namespace}/{key.Name}", long.Parse(version, CultureInfo.InvariantCulture));
    }
}
