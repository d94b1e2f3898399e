using Kpanda.Clusters.Errors;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Logs;

/// <summary>
/// The log of one container, over its restarts: where a stream of the member ends, it goes on behind the last line that was read, so that nothing comes twice and nothing is left out. What a
/// container wrote before it was started anew is read to its end first.
/// </summary>
internal sealed class LogSource
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Never = TimeSpan.FromDays(20);

    // How long the last lines of a pod that is gone may be on their way. Not every member ends the stream then.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(20);

    private readonly LogQuestion _question;
    private readonly LogMerge.Input _lines;
    private readonly Func<Error, string> _words;
    private readonly TimeProvider _time;
    private readonly LogSignal _changed;
    private readonly CancellationTokenSource _over;
    private readonly bool _isFirst;
    private LogContainer? _state;
    private long _last;
    private int _atLast;
    private bool _saidWaiting;

    /// <summary>Makes it; <see cref="RunAsync"/> must follow.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="state">The container.</param>
    /// <param name="isFirst">Whether it was there when the log was opened; one that comes later is read from its beginning.</param>
    /// <param name="question">What is wanted.</param>
    /// <param name="lines">Where its lines go.</param>
    /// <param name="words">Words of an error for the person.</param>
    /// <param name="time">The clock.</param>
    public LogSource(int id, LogPod pod, LogContainer state, bool isFirst, LogQuestion question, LogMerge.Input lines, Func<Error, string> words, TimeProvider time)
    {
        (Id, Pod, Container, _state, _isFirst, _question, _lines, _words, _time) = (id, pod, state.Name, state, isFirst, question, lines, words, time);
        _changed = new LogSignal(time);
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        if (question.After.TryGetValue($"{pod.Name}/{state.Name}", out var after)) (_last, _atLast) = (after, int.MaxValue);
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>The pod, as it was when it came.</summary>
    public LogPod Pod { get; }

    /// <summary>Name of the container.</summary>
    public string Container { get; }

    /// <summary>How the container stands now; null where the pod has gone.</summary>
    public void Update(LogContainer? state)
    {
        if (Interlocked.Exchange(ref _state, state) == state) return;
        if (state is null) _over.CancelAfter(LastWords);
        _changed.Set();
    }

    /// <summary>Reads until there is nothing more to come.</summary>
    public async Task RunAsync(KubeClient client, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isFirst) await SayAsync("joined", "", cancellationToken);
            if (_question.Follow) await FollowAsync(client, cancellationToken);
            else if (await ReadAsync(client, _question.Previous, follow: false, cancellationToken) is { } failure) await SayAsync("failed", _words(failure.ToError(_question.Cluster)), cancellationToken);
        }
        finally
        {
            _lines.Close();
        }
    }

    private async Task FollowAsync(KubeClient client, CancellationToken cancellationToken)
    {
        LogContainer? read = null;
        var pause = ShortPause;
        while (true)
        {
            if (Volatile.Read(ref _state) is not { } state)
            {
                await SayAsync("gone", "", cancellationToken);
                return;
            }

            if (!state.HasLog || (read is not null && !state.IsRunning && !state.IsOtherRunThan(read)))
            {
                if (!state.HasLog) await WaitingAsync("", cancellationToken);
                await _changed.WaitAsync(Never, cancellationToken);
                continue;
            }

            if (read is not null && state.IsOtherRunThan(read))
            {
                await SayAsync("restarted", "", cancellationToken);
                // What it wrote at last, where the stream was lost before; mostly all of it is known already.
                if (state.Restarts > read.Restarts) await ReadAsync(client, previous: true, follow: false, cancellationToken);
            }

            var before = (_last, _atLast);
            var failure = await ReadAsync(client, previous: false, follow: true, cancellationToken);
            if (failure is null or { HttpStatus: 400 }) read = failure is null ? state : read;
            if (failure is { HttpStatus: 401 or 403 })
            {
                await SayAsync("failed", _words(failure.ToError(_question.Cluster)), cancellationToken);
                return;
            }

            if (failure is not null) await WaitingAsync(_words(failure.ToError(_question.Cluster)), cancellationToken);
            pause = before == (_last, _atLast) ? Min(pause * 2, LongPause) : ShortPause;
            // A member ends a stream also when it turns a log over, or goes away for a while.
            if (Volatile.Read(ref _state) == state) await _changed.WaitAsync(pause, cancellationToken);
        }
    }

    private async Task<KubeFailure?> ReadAsync(KubeClient client, bool previous, bool follow, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
        try
        {
            var key = new ObjectKey(_question.Namespace, Pod.Name);
            var answer = await client.RawAsync(HttpMethod.Get, KubePath.Object(LogQuestion.Pods, key, "log"), Query(previous, follow), "*/*", either.Token);
            if (!answer.TryGet(out var stream, out var failure)) return failure;
            await using var open = stream;
            _lines.Begin();
            await CopyAsync(new LogLineReader(stream.Body, Id), either.Token);
            return null;
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The connection broke: as if the stream had ended.
            return null;
        }
    }

    private async Task CopyAsync(LogLineReader reader, CancellationToken cancellationToken)
    {
        // Lines up to the last are known, and of those at the very same moment as many as were read.
        var (known, left) = (_last, _atLast);
        var isKnown = false;
        while (await reader.ReadAsync(cancellationToken) is { } entry)
        {
            if (!entry.Continues)
            {
                if (entry.Time > _question.Until) return;
                isKnown = known > 0 && (entry.Time < known || (entry.Time == known && left-- > 0));
                if (!isKnown) (_atLast, _last) = (entry.Time == _last ? _atLast + 1 : 1, entry.Time);
            }

            if (!isKnown) await _lines.AddAsync(entry, cancellationToken);
        }
    }

    private Dictionary<string, string> Query(bool previous, bool follow)
    {
        var query = _isFirst && _last == 0 ? new Dictionary<string, string>(_question.Bounds) : [];
        if (_last > 0) query["sinceTime"] = LogTime.Text(_last);
        query["container"] = Container;
        query["timestamps"] = "true";
        if (previous) query["previous"] = "true";
        if (follow) query["follow"] = "true";
        return query;
    }

    private async ValueTask WaitingAsync(string words, CancellationToken cancellationToken)
    {
        if (_saidWaiting)
        {
            _lines.Begin();
            return;
        }

        _saidWaiting = true;
        await SayAsync("waiting", words, cancellationToken);
    }

    private ValueTask SayAsync(string notice, string words, CancellationToken cancellationToken) =>
        _lines.AddAsync(new LogEntry(Id, _last > 0 && _atLast != int.MaxValue ? _last : LogTime.Of(_time.GetUtcNow()), "", words) { Notice = notice }, cancellationToken);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
