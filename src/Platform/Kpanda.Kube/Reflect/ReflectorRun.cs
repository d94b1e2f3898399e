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

    private static readonly KubeFailure EndedAtOnce = new(FailurePhase.Protocol, FailureSide.Member, "The member ends its watches as soon as they begin.");

    private readonly BackOff _backOff = new(time, options, client.Transport.Life);
    private string? _position;
    private bool _isLive;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(string? resumeFrom, CancellationToken cancellationToken)
    {
        _position = resumeFrom;
        using var backOff = _backOff;
        while (true)
        {
            backOff.Attempt();
            var failure = await StepAsync(cancellationToken);
            if (failure is null) continue;
            if (failure.IsExpired)
            {
                _position = null;
                // The usual case after a long break: list at once. Only a second one in a row waits.
                if (backOff.Failures++ == 0) continue;
            }

            await TellAsync(new ReflectorState(false, failure), cancellationToken);
            await backOff.WaitAsync(failure, cancellationToken);
        }
    }

    private async Task<KubeFailure?> StepAsync(CancellationToken cancellationToken)
    {
        if (_position is not null) return await WatchAsync(null, cancellationToken);
        _isLive = false;
        await sink.OnListStartedAsync(cancellationToken);
        return options.WatchList && client.Transport.ServesWatchList(resource.Group)
            ? await WatchAsync(new InitialEvents(sink, options.PageSize), cancellationToken)
            : await ListAsync(cancellationToken);
    }

    /// <summary>Lists the whole collection; null, and a position to watch from, where that succeeded.</summary>
    private async Task<KubeFailure?> ListAsync(CancellationToken cancellationToken)
    {
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

            _backOff.Reached();
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

    /// <summary>Watches from the position, or from the very beginning with <paramref name="initial"/>, until the stream ends; null where it ended in order.</summary>
    private async Task<KubeFailure?> WatchAsync(InitialEvents? initial, CancellationToken cancellationToken)
    {
        var asked = options.WatchFor * (1 + Random.Shared.NextDouble());
        var selection = new KubeListOptions
        {
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            TimeoutSeconds = (int)Math.Max(1, asked.TotalSeconds),
        };
        // One timer for both: tens of thousands of watches are open, and every timer that waits is looked at again and again.
        var overdue = new Deadline(time, asked + options.Overdue);
        using var silence = new CancellationTokenSource(overdue.Left, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            var opened = await client.OpenWatchAsync(resource, options.Namespace, _position, selection, ends.Token);
            if (!opened.TryGet(out var watch, out var failure))
            {
                // Members before 1.27, and those whose feature is off, refuse the parameter.
                if (initial is null || failure.HttpStatus is not (400 or 422)) return failure;
                client.Transport.ServesNoWatchList(resource.Group);
                return await ListAsync(cancellationToken);
            }

            await using var open = watch;
            failure = await FollowAsync(watch, initial, overdue, silence, ends.Token, cancellationToken);
            if (failure is not null || initial is null or { ResourceVersion: not null }) return failure;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The member forgot to end it, or is gone without a word: ask again from the same place.
            if (initial is null or { ResourceVersion: not null }) return null;
        }

        // The member sent objects and never said that they were all: it does not know the parameter.
        client.Transport.ServesNoWatchList(resource.Group);
        return null;
    }

    private async Task<KubeFailure?> FollowAsync(
        WatchReader watch, InitialEvents? initial, Deadline overdue, CancellationTokenSource silence, CancellationToken ends, CancellationToken cancellationToken)
    {
        _backOff.Reached();
        if (initial is null) await TellAsync(ReflectorState.Live, cancellationToken);
        var began = time.GetTimestamp();
        var anything = false;
        while (true)
        {
            silence.CancelAfter(overdue.Within(initial is { ResourceVersion: null } ? options.InitialSilence : options.SilentFor));
            var (more, failure) = await ReadAsync(watch, ends);
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            if (watch.Events.Count > 0)
            {
                await TakeAsync(watch, initial, cancellationToken);
                anything = true;
            }

            var wasWatch = anything || time.GetElapsedTime(began) > ShortestWatch;
            if (wasWatch) _backOff.Failures = 0;
            if (failure is not null) return failure;
            if (!more) return wasWatch ? null : EndedAtOnce;
        }
    }

    private async ValueTask TakeAsync(WatchReader watch, InitialEvents? initial, CancellationToken cancellationToken)
    {
        var events = watch.Events;
        if (initial is { ResourceVersion: null })
        {
            var taken = await initial.TakeAsync(watch, cancellationToken);
            if (initial.ResourceVersion is null) return;
            _position = initial.ResourceVersion;
            await TellAsync(ReflectorState.Live, cancellationToken);
            if (taken == events.Count) return;
            events = [.. events.Skip(taken)];
        }

        await sink.OnEventsAsync(events, cancellationToken);
        _position = events[^1].ResourceVersion;
    }

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
}
