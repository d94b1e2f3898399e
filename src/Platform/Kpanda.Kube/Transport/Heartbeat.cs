namespace Kpanda.Kube.Transport;

/// <summary>
/// HTTP/1.1 has no pings. While streams are open over it, a small question goes out over a connection of its own every now and then. When that connection is dead and a
/// new one is answered at once, something on the way has forgotten what was open: the connections that have been silent since are cut, and their streams begin anew.
/// Where the new one is not answered either, or the first question is answered in the end, the member or this machine is slow, and nothing is cut: what is open may come back.
/// </summary>
/// <param name="options">How often, and how long an answer may take.</param>
/// <param name="ask">Asks over a connection that is free, or a new one; whether there was an answer before the token ended.</param>
/// <param name="cutSilentSince">Cuts the connections that have been silent since a timestamp.</param>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(TransportOptions options, Func<CancellationToken, Task<bool>> ask, Action<long> cutSilentSince, TimeProvider time) : IDisposable
{
    // A question costs a member more than a ping.
    private readonly TimeSpan _pause = options.StreamPingAfter * 2;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _beating;
    private int _streams;

    /// <summary>A stream is open over HTTP/1.1, until the result is disposed.</summary>
    public IDisposable Follow()
    {
        lock (_gate)
        {
            if (_streams++ > 0) return new Follower(this);
            _beating = new CancellationTokenSource();
            // Whatever it meets is an answer or none; only the end of the last stream ends it.
            _ = BeatAsync(_beating.Token);
        }

        return new Follower(this);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate) Stop();
    }

    private void Unfollow()
    {
        lock (_gate)
        {
            if (--_streams == 0) Stop();
        }
    }

    private void Stop()
    {
        _ = _beating?.CancelAsync();
        _beating = null;
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await AskOnceAsync(cancellationToken);
                await Task.Delay(_pause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // No stream is open any more.
        }
    }

    private async Task AskOnceAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = time.GetTimestamp();
        var first = ask(over.Token);
        if (await IsAnsweredAsync(first, options.StreamPingTimeout, cancellationToken)) return;

        // The first question stays open meanwhile. A new connection costs a few round trips more.
        while (!await IsAnsweredAnewAsync(cancellationToken)) await Task.Delay(_pause, time, cancellationToken);
        // Answered after all: the member was slow, or this process was, and nothing has been forgotten.
        if (first.IsCompleted && await first) return;
        await over.CancelAsync();
        cutSilentSince(asked);
    }

    private async Task<bool> IsAnsweredAnewAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var isAnswered = await IsAnsweredAsync(ask(over.Token), options.StreamPingTimeout * 2, cancellationToken);
        await over.CancelAsync();
        return isAnswered;
    }

    private async Task<bool> IsAnsweredAsync(Task<bool> question, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(question, Task.Delay(limit, time, enough.Token));
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return question.IsCompleted && await question;
    }

    private sealed class Follower(Heartbeat heartbeat) : IDisposable
    {
        private Heartbeat? _heartbeat = heartbeat;

        public void Dispose() => Interlocked.Exchange(ref _heartbeat, null)?.Unfollow();
    }
}
