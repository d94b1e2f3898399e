using Kpanda.Kube.Transport;
using Kpanda.Kube.Wire;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Reflect;

/// <summary>One run of a <see cref="ResourceReflector"/>: the loop and what it remembers.</summary>
internal sealed class ReflectorRun(TimeProvider time, ReflectorOptions options, KubeClient client, GroupVersionResource resource, IReflectorSink sink)
{
    private const int SmallestPage = 10;

    // A watch that ends sooner than this without a single event was no watch: the next one has to wait like after a failure.
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(1);

    private string? _position;
    private int _failures;
    private bool _isLive;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(string? resumeFrom, CancellationToken cancellationToken)
    {
        _position = resumeFrom;
        while (true)
        {
            var failure = _position is null ? await ListAsync(cancellationToken) : null;
            if (_position is not null) failure = await WatchAsync(cancellationToken);
            if (failure is null) continue;
            if (failure.IsExpired)
            {
                _position = null;
                // The usual case after a long break: list at once. Only a second one in a row waits.
                if (_failures++ == 0) continue;
            }

            await TellAsync(new ReflectorState(false, failure), cancellationToken);
            await WaitAsync(failure, cancellationToken);
        }
    }

    /// <summary>Lists the whole collection; null, and a position to watch from, where that succeeded.</summary>
    private async Task<KubeFailure?> ListAsync(CancellationToken cancellationToken)
    {
        _isLive = false;
        await sink.OnListStartedAsync(cancellationToken);
        var selection = new KubeListOptions { LabelSelector = options.LabelSelector, FieldSelector = options.FieldSelector, Limit = options.PageSize };
        while (true)
        {
            var result = await client.ListAsync(resource, options.Namespace, selection, cancellationToken);
            if (!result.TryGet(out var page, out var failure))
            {
                // Objects so large that a page of them passes the limit: ask for fewer at a time.
                if (failure is not { Phase: FailurePhase.Protocol, HttpStatus: 0 } || selection.Limit <= SmallestPage) return failure;
                selection = selection with { Limit = Math.Max(SmallestPage, selection.Limit / 8) };
                continue;
            }

            await sink.OnPageAsync(page.Items, cancellationToken);
            if (page.Continue is null)
            {
                await sink.OnListedAsync(page.ResourceVersion, cancellationToken);
                _position = page.ResourceVersion;
                return null;
            }

            selection = selection with { Continue = page.Continue };
        }
    }

    /// <summary>Watches from the position until the stream ends; null where it ended in order.</summary>
    private async Task<KubeFailure?> WatchAsync(CancellationToken cancellationToken)
    {
        var asked = options.WatchFor * (1 + Random.Shared.NextDouble());
        var selection = new KubeListOptions
        {
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            TimeoutSeconds = (int)Math.Max(1, asked.TotalSeconds),
        };
        using var overdue = new CancellationTokenSource(asked + options.Overdue, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        try
        {
            var opened = await client.OpenWatchAsync(resource, options.Namespace, _position!, selection, ends.Token);
            if (!opened.TryGet(out var watch, out var failure)) return failure;
            await using var open = watch;
            return await FollowAsync(watch, ends.Token, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null; // The member forgot to end it, or is gone without a word: ask again from the same place.
        }
    }

    private async Task<KubeFailure?> FollowAsync(WatchReader watch, CancellationToken ends, CancellationToken cancellationToken)
    {
        await TellAsync(ReflectorState.Live, cancellationToken);
        var began = time.GetTimestamp();
        var anything = false;
        while (true)
        {
            var (more, failure) = await ReadAsync(watch, ends);
            if (watch.Events.Count > 0)
            {
                await sink.OnEventsAsync(watch.Events, cancellationToken);
                _position = watch.Events[^1].ResourceVersion;
                anything = true;
            }

            if (anything || time.GetElapsedTime(began) > ShortestWatch) _failures = 0;
            if (failure is not null) return failure;
            if (more) continue;
            return _failures == 0 && (anything || time.GetElapsedTime(began) > ShortestWatch) ? null : EndedAtOnce;
        }
    }

    private static KubeFailure EndedAtOnce { get; } = new(FailurePhase.Http, FailureSide.Member, "The member ends its watches as soon as they begin.");

    private async ValueTask<(bool More, KubeFailure? Failure)> ReadAsync(WatchReader watch, CancellationToken cancellationToken)
    {
        try
        {
            var more = await watch.ReadAsync(cancellationToken);
            return (more, watch.Failure);
        }
        catch (Exception exception) when (FailureReader.IsNetwork(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (false, client.Transport.Broken(exception));
        }
    }

    private async ValueTask TellAsync(ReflectorState state, CancellationToken cancellationToken)
    {
        if (state.IsLive && _isLive) return;
        _isLive = state.IsLive;
        await sink.OnStateAsync(state, cancellationToken);
    }

    private async Task WaitAsync(KubeFailure failure, CancellationToken cancellationToken)
    {
        var wait = options.FirstRetry * Math.Pow(2, Math.Min(_failures++, 16));
        if (wait > options.LongestRetry) wait = options.LongestRetry;
        wait *= 0.5 + (Random.Shared.NextDouble() / 2);
        if (failure.RetryAfter is { } asked && asked > wait) wait = asked < options.LongestRetry ? asked : options.LongestRetry;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(wait, time, stop.Token);
        // Only a way that was closed opens with a sign of life; a refusal stays a refusal.
        var isAway = failure.HttpStatus == 0 && failure.Phase is not FailurePhase.Protocol and not FailurePhase.Policy;
        await (isAway ? Task.WhenAny(pause, client.Transport.NextLifeSign) : pause);
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
