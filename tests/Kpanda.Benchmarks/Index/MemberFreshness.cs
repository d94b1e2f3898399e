using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Index;

/// <summary>Changes pods at their members and asks the API until it shows the change: from the member's acknowledgement on.</summary>
internal sealed class MemberFreshness(SyncedServer server, IReadOnlyDictionary<string, KubeClient> members, string prefix, IReadOnlyList<(string Cluster, ObjectKey Key)> pods)
{
    private const int Workers = 16;
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private int _next;

    /// <summary>One change after the other, each asked for at once.</summary>
    public async Task<double[]> AtRestAsync(int changes, CancellationToken cancellationToken)
    {
        var delays = new double[changes];
        for (var i = 0; i < changes; i++)
        {
            delays[i] = await OneAsync(TimeSpan.Zero, cancellationToken);
            await Task.Delay(50, cancellationToken);
        }

        return delays;
    }

    /// <summary>So many changes a second, each asked for until it is there, while others change too.</summary>
    public async Task<double[]> UnderLoadAsync(int perSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        var delays = new ConcurrentBag<double>();
        var started = Stopwatch.GetTimestamp();
        var made = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        return [.. delays];

        async Task WorkAsync()
        {
            while (true)
            {
                var due = TimeSpan.FromSeconds(Interlocked.Increment(ref made) / (double)perSecond);
                if (due > length || Stopwatch.GetElapsedTime(started) > length) return;
                var early = due - Stopwatch.GetElapsedTime(started);
                if (early > TimeSpan.Zero) await Task.Delay(early, cancellationToken);
                delays.Add(await OneAsync(TimeSpan.FromMilliseconds(5), cancellationToken));
            }
        }
    }

    private async Task<double> OneAsync(TimeSpan between, CancellationToken cancellationToken)
    {
        var (cluster, key, version) = await ChangeAsync(cancellationToken);
        var acknowledged = Stopwatch.GetTimestamp();
        while (true)
        {
            var shown = await server.VersionAsync(prefix + cluster, key.Namespace, key.Name, cancellationToken);
            if (shown >= version) return Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds;
            if (Stopwatch.GetElapsedTime(acknowledged) > TimeSpan.FromSeconds(30)) return double.PositiveInfinity;
            await Task.Delay(between, cancellationToken);
        }
    }

    private async Task<(string Cluster, ObjectKey Key, long Version)> ChangeAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _next);
        var patch = Encoding.UTF8.GetBytes("{\"metadata\":{\"annotations\":{\"bench.kpanda.io/change\":\"" + number.ToString(CultureInfo.InvariantCulture) + "\"}}}");
        for (var turn = number; ; turn++)
        {
            // A fixed permutation, so that changes go to all clusters. Pods of Jobs may have gone by now: then it is another's turn.
            var (cluster, key) = pods[(int)(turn * 7919L % pods.Count)];
            var answer = await members[cluster].PatchAsync(Pods, key, PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken);
            if (answer.TryGet(out var pod, out var failure))
            {
                using var document = pod.Parse();
                return (cluster, key, long.Parse(document.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture));
            }

            if (!failure.IsNotFound) throw new InvalidOperationException($"{cluster}/{key} could not be changed: {failure}");
        }
    }
}
