using System.Diagnostics;
using System.Globalization;
using Kpanda.Kube;
using Kpanda.Kube.Reflect;

namespace Kpanda.Benchmarks.Client;

/// <summary>Counts what arrives and notes how old it is; keeps nothing else.</summary>
internal sealed class CountingSink : IReflectorSink
{
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CountingSink(int events)
    {
        Latencies = new double[events];
        if (events == 0) _done.SetResult();
    }

    public int Objects { get; private set; }

    public int Events { get; private set; }

    /// <summary>Milliseconds from the member's sending to here, one for each event.</summary>
    public double[] Latencies { get; }

    public Task Listed => _listed.Task;

    public Task Done => _done.Task;

    public ValueTask OnListStartedAsync(CancellationToken cancellationToken) => default;

    public ValueTask OnPageAsync(IReadOnlyList<KubeObject> items, CancellationToken cancellationToken)
    {
        Objects += items.Count;
        return default;
    }

    public ValueTask OnListedAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        _listed.TrySetResult();
        return default;
    }

    public ValueTask OnEventsAsync(IReadOnlyList<ReflectedEvent> events, CancellationToken cancellationToken)
    {
        for (var index = 0; index < events.Count; index++)
        {
            var change = events[index];
            if (change.Type == WatchEventType.Bookmark || Events == Latencies.Length) continue;
            Latencies[Events++] = Stopwatch.GetElapsedTime(long.Parse(change.ResourceVersion, CultureInfo.InvariantCulture)).TotalMilliseconds;
        }

        if (Events == Latencies.Length) _done.TrySetResult();
        return default;
    }

    public ValueTask OnStateAsync(ReflectorState state, CancellationToken cancellationToken) =>
        state.Failure is { } failure ? throw new InvalidOperationException($"{failure.Phase}: {failure.Message}") : default;
}
