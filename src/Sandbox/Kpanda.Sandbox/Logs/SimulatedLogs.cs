using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Logs;

/// <summary>
/// Writes the logs that simulated containers would have written. Nothing is stored: a line depends on the pod, the run and its number alone, so that
/// every reader sees the same. Like a kubelet's, the log of a run keeps only its end.
/// </summary>
public sealed class SimulatedLogs(SandboxCluster cluster) : IPodLogs
{
    private const int Kept = 2000;

    /// <inheritdoc />
    public async IAsyncEnumerable<PodLogLine> Read(PodLogRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pod = request.Pod.ToNode();
        if (ContainerRun.Find(pod, request.Container, request.Previous) is not { } run)
            yield break;
        var writer = new RunWriter(pod, request.Container, run);
        var opened = cluster.Time.GetUtcNow();
        var number = Math.Max(0, writer.CountUntil(run.Ended ?? opened) - Kept);
        while (true)
        {
            var line = writer.At(number);
            if (run.Ended is { } end && line.Time > end)
                break;
            var wait = line.Time - cluster.Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                if (!request.Follow)
                    yield break;
                await Task.Delay(wait, cluster.Time, cancel);
            }
            if (run.Ended is null && line.Time > opened && !StillRuns(request, run))
                yield break;
            yield return line;
            number++;
        }
        foreach (var line in writer.Last())
            yield return line;
    }

    private bool StillRuns(PodLogRequest request, ContainerRun run)
    {
        var pod = cluster.Store.Get(BuiltIn.Pods, request.Pod.Key.Namespace, request.Pod.Key.Name);
        return pod is not null && pod.Uid == request.Pod.Uid && ContainerRun.Find(pod.ToNode(), request.Container, previous: false) is { Ended: null } now && now.Started == run.Started;
    }

    /// <summary>The lines of one run, by number.</summary>
    private sealed class RunWriter
    {
        private readonly LogStyle _style;
        private readonly ContainerRun _run;
        private readonly string _app;
        private readonly string _address;
        private readonly ulong _seed;

        public RunWriter(JsonObject pod, string container, ContainerRun run)
        {
            var image = ContainerRuntime.SpecOf(pod, container).TextAt("image") ?? "";
            _style = LogStyles.Of(image);
            _run = run;
            _app = container;
            _address = pod.TextAt("status", "podIP") ?? "";
            _seed = SafeNames.Hash64($"{pod.Uid()}/{container}/{run.Number}");
        }

        public long CountUntil(DateTimeOffset time) => Math.Max(0, (long)((time - _run.Started) / _style.Interval)) + _style.First.Length;

        public PodLogLine At(long number)
        {
            var random = new Random(unchecked((int)(_seed ^ ((ulong)number * 0x9E3779B97F4A7C15UL)) ^ (int)(_seed >> 32)));
            var time = TimeOf(number, random);
            var moment = new LogMoment(time, number, _app, _address, random);
            return new(time, number < _style.First.Length ? _style.First[number](moment) : _style.Line(moment));
        }

        /// <summary>What the run says when it ends: nothing when it ends well.</summary>
        public IEnumerable<PodLogLine> Last()
        {
            if (_run.ExitCode is 0 or 137 || _run.Ended is not { } end)
                yield break;
            foreach (var line in _style.Last)
                yield return new(end, line(new LogMoment(end, 0, _app, _address, new Random((int)_seed))));
        }

        // A start takes milliseconds; later lines come at their interval, each somewhat early, never out of order.
        private DateTimeOffset TimeOf(long number, Random random) => number < _style.First.Length
            ? _run.Started.AddMilliseconds(20 + (number * 37))
            : _run.Started + (_style.Interval * (number - _style.First.Length + 1 - (random.NextDouble() * 0.9)));
    }
}
