using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Logs;

/// <summary>
/// Writes the logs that simulated containers would have written. Nothing is stored: a line depends on the pod, the run and its number alone, so that
/// every reader sees the same. Like a kubelet's, the log of a run keeps only its end.
/// </summary>
public sealed class SimulatedLogs(SandboxCluster cluster) : IPodLogs
{
    private const int Kept = 2000;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc />
    public async IAsyncEnumerable<PodLogLine> Read(PodLogRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pod = request.Pod.ToNode();
        if (ContainerRun.Find(pod, request.Container, request.Previous) is not { } run)
            yield break;
        var writer = new RunWriter(pod, request.Container, run);
        var opened = cluster.Time.GetUtcNow();
        var number = Math.Max(0, writer.CountUntil(run.Ended ?? opened) - Kept);
        var seen = request.Pod;
        while (true)
        {
            var line = writer.At(number);
            if (run.Ended is { } end && line.Time > end)
                break;
            if (!request.Follow && run.Ended is null && line.Time > writer.End)
                yield break;
            var wait = line.Time - cluster.Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                if (!request.Follow)
                    yield break;
                await Task.Delay(wait, cluster.Time, cancel);
            }
            if (run.Ended is null && line.Time > opened)
            {
                // What ends by itself writes nothing after its end, however late that is told.
                while (StillRuns(request, run, ref seen) && line.Time > writer.End)
                    await Task.Delay(BetweenLooks, cluster.Time, cancel);
                if (!StillRuns(request, run, ref seen))
                {
                    if (EndOf(request, run) is not { } ended)
                        yield break;
                    writer = new RunWriter(pod, request.Container, ended);
                    break;
                }
            }
            yield return line;
            number++;
        }
        foreach (var line in writer.Last())
            yield return line;
    }

    // A pod that is still the same object is not looked into.
    private bool StillRuns(PodLogRequest request, ContainerRun run, ref StoredObject seen)
    {
        var pod = cluster.Store.Get(BuiltIn.Pods, request.Pod.Key.Namespace, request.Pod.Key.Name);
        if (ReferenceEquals(pod, seen))
            return true;
        if (pod is null || pod.Uid != request.Pod.Uid || ContainerRun.Find(pod.ToNode(), request.Container, previous: false) is not { Ended: null } now || now.Started != run.Started)
            return false;
        seen = pod;
        return true;
    }

    private ContainerRun? EndOf(PodLogRequest request, ContainerRun run)
    {
        var pod = cluster.Store.Get(BuiltIn.Pods, request.Pod.Key.Namespace, request.Pod.Key.Name);
        if (pod is null || pod.Uid != request.Pod.Uid)
            return null;
        var node = pod.ToNode();
        return new[] { false, true }.Select(previous => ContainerRun.Find(node, request.Container, previous)).FirstOrDefault(one => one is { Ended: not null } && one.Started == run.Started);
    }

    /// <summary>The lines of one run, by number.</summary>
    private sealed class RunWriter
    {
        private readonly LogStyle _style;
        private readonly LogLoad _load;
        private readonly ContainerRun _run;
        private readonly string _app;
        private readonly string _address;
        private readonly ulong _seed;
        private readonly DateTimeOffset _began;

        public RunWriter(JsonObject pod, string container, ContainerRun run)
        {
            var image = ContainerRuntime.SpecOf(pod, container).TextAt("image") ?? "";
            _load = LogLoad.Of(pod);
            _style = LogStyles.Of(image);
            if (_load.PerSecond is { } rate) _style = _style with { Interval = TimeSpan.FromSeconds(1 / rate) };
            _run = run;
            _app = container;
            _address = pod.TextAt("status", "podIP") ?? "";
            _began = run.Started.AddMilliseconds(20 + (_style.First.Length * 37));
            var spec = ContainerRuntime.SpecOf(pod, container);
            End = spec is not null && ContainerBehaviour.Of(pod, spec).RunsFor is { } time ? run.Started + time : DateTimeOffset.MaxValue;
            _seed = SafeNames.Hash64($"{pod.Uid()}/{container}/{run.Number}");
        }

        /// <summary>When the run ends by itself.</summary>
        public DateTimeOffset End { get; }

        public long CountUntil(DateTimeOffset time) => Math.Max(0, (long)((time - _began) / _style.Interval)) + _style.First.Length;

        public PodLogLine At(long number)
        {
            var random = new Random(unchecked((int)(_seed ^ ((ulong)number * 0x9E3779B97F4A7C15UL)) ^ (int)(_seed >> 32)));
            var time = TimeOf(number, random);
            var moment = new LogMoment(time, number, _app, _address, random);
            return new(time, _load.Fill(number < _style.First.Length ? _style.First[number](moment) : _style.Line(moment), number));
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
            : _began + (_style.Interval * (number - _style.First.Length + 1 - (random.NextDouble() * 0.9)));
    }
}
