using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpanda.Hosting.Live;

/// <summary>
/// One open channel: a reader that takes the browser's messages in order, a sender that alone writes to the socket, and a loop that asks rights again when they may
/// have changed.
/// </summary>
internal sealed class LiveChannel(
    WebSocket socket, HttpContext context, ISessionLifetime? session, LivePerson person, IReadOnlyList<ILiveSource> sources, LiveOptions options, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>Close code for a session that has ended.</summary>
    public const WebSocketCloseStatus SessionEnded = (WebSocketCloseStatus)4401;

    // What is being written when the session ends may finish for so long: a tab that does not read must not keep the channel open.
    private static readonly TimeSpan WritePatience = TimeSpan.FromMilliseconds(750);

    // How long the browser may take to answer our close. Nothing is told meanwhile.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private const int LongestIdleBuffer = 4096;

    // Refusals that wait to be told; a page that goes on asking without listening is cut off.
    private const int MaxRefusals = 16;

    private readonly ConcurrentDictionary<string, LiveSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly LiveBudget _budget = new(options.MaxWaitingRows, options.MaxWaitingBytes, options.MaxKeyBytes);
    private readonly LiveSignal _wake = new(time);
    private readonly LiveSignal _recheck = new(time);
    private readonly Language _language = RequestLanguage.Of(context);
    private volatile bool _pongDue;
    private volatile bool _rightsChanged;
    private int _rightsChanges;
    private long _writingSince;

    /// <summary>The rights of the person may be others now: they are asked again at once.</summary>
    public void Recheck()
    {
        Interlocked.Increment(ref _rightsChanges);
        _rightsChanged = true;
        _recheck.Set();
    }

    /// <summary>Runs until the browser leaves, the session ends, or the server stops.</summary>
    public async Task RunAsync(CancellationToken sessionEnded, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(sessionEnded, stopping, context.RequestAborted);

        // NOTE: cancelling a receive or a send aborts the socket, and nothing could be said any more. So neither gets the token: the reader ends when the
        // browser answers our close (or is aborted), and the sender looks at the token between messages.
        var reading = ReadAsync(ending.Token);
        var sending = SendAsync(ending.Token);
        var rechecking = RecheckAsync(ending.Token);
        await Task.WhenAny(reading, sending, rechecking);
        await ending.CancelAsync();

        using var patience = new CancellationTokenSource(WritePatience, time);
        await using var impatience = patience.Token.Register(socket.Abort);
        await sending;
        await rechecking;
        patience.CancelAfter(ClosePatience);
        if (stopping.IsCancellationRequested) await TryWriteAsync(LiveMessages.Bye);
        await CloseAsync(sessionEnded.IsCancellationRequested, stopping.IsCancellationRequested, reading);
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _subscriptions.Keys) await UnsubscribeAsync(id);
        _wake.Dispose();
        _recheck.Dispose();
    }

    /// <returns>Why the browser must go; null when it went by itself.</returns>
    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestIdleBuffer);
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    if (length == buffer.Length) Grow(ref buffer);
                    part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    if (part.MessageType == WebSocketMessageType.Close) return null;
                    length += part.Count;
                    if (length > options.MaxMessageBytes) return "message too long";
                }
                while (!part.EndOfMessage);

                if (LiveMessage.Parse(buffer.AsSpan(0, length)) is not { } message) return "malformed message";
                if (buffer.Length > LongestIdleBuffer) Shrink(ref buffer);
                if (!await TryHandleAsync(message, cancellationToken)) return "too many refused subscriptions";
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Shrink(ref byte[] buffer)
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = ArrayPool<byte>.Shared.Rent(LongestIdleBuffer);
    }

    private static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    /// <returns>False where the browser must go.</returns>
    private async ValueTask<bool> TryHandleAsync(LiveMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case { Type: "ping" }:
                _pongDue = true;
                _wake.Set();
                if (session is not null) await session.UseAsync(cancellationToken);
                break;
            case { Type: "subscribe", Id: { Length: > 0 and <= 64 } id, Path: { Length: > 0 } path }:
                return await TrySubscribeAsync(id, path, message.Rows(), cancellationToken);
            case { Type: "visible", Id: { } id, Keys: not null }:
                if (_subscriptions.TryGetValue(id, out var shown)) await ShowAsync(shown, message.Rows(), cancellationToken);
                break;
            case { Type: "unsubscribe", Id: { } id }:
                await UnsubscribeAsync(id);
                break;
            default:
                // A newer page may know more messages than this server.
                break;
        }

        return true;
    }

    private async ValueTask<bool> TrySubscribeAsync(string id, string pathAndQuery, IReadOnlyList<LiveRow> rows, CancellationToken cancellationToken)
    {
        await UnsubscribeAsync(id);
        if (_subscriptions.Count >= options.MaxSubscriptions + MaxRefusals) return false;
        var subscription = new LiveSubscription(id, _budget, _wake.Set, _recheck.Set, time, options.ChangedEvery);
        _subscriptions[id] = subscription;
        if (Refusal(subscription, rows) is { } refusal)
        {
            subscription.Fail(refusal);
            return true;
        }

        var asked = Volatile.Read(ref _rightsChanges);
        var opened = await OpenAsync(pathAndQuery, subscription, cancellationToken);
        if (!opened.TryGet(out var feed, out var error))
        {
            subscription.Fail(error);
            return true;
        }

        subscription.Feed = feed;
        subscription.Open();

        // What was told while it was opening found nothing to ask.
        if (Volatile.Read(ref _rightsChanges) != asked) subscription.Recheck();
        await feed.CatchUpAsync(rows, cancellationToken);
        return true;
    }

    private Error? Refusal(LiveSubscription subscription, IReadOnlyList<LiveRow> rows)
    {
        if (_subscriptions.Count > options.MaxSubscriptions)
            return Error.Of(ErrorCode.ResourceExhausted, LiveWords.TooManySubscriptions, ("max", $"{options.MaxSubscriptions}"));
        if (!person.TrySubscribe())
            return Error.Of(ErrorCode.ResourceExhausted, LiveWords.TooManySubscriptionsOfPerson, ("max", $"{options.MaxSubscriptionsPerPerson}"));
        subscription.IsCounted = true;
        return Refusal(rows) ?? (subscription.TryShow(rows) ? null : Error.Of(ErrorCode.ResourceExhausted, LiveWords.KeysTooLong) with { Field = "keys" });
    }

    private Error? Refusal(IReadOnlyList<LiveRow> rows) =>
        rows.Count > options.MaxVisibleKeys ? Error.Invalid("keys", LiveWords.TooManyKeys, ("max", $"{options.MaxVisibleKeys}")) : null;

    private async ValueTask ShowAsync(LiveSubscription subscription, IReadOnlyList<LiveRow> rows, CancellationToken cancellationToken)
    {
        var refusal = Refusal(rows);
        if (refusal is null && subscription.TryShow(rows))
        {
            if (subscription.Feed is { } feed) await feed.CatchUpAsync(rows, cancellationToken);
            return;
        }

        await EndAsync(subscription, refusal ?? Error.Of(ErrorCode.ResourceExhausted, LiveWords.KeysTooLong) with { Field = "keys" });
    }

    // The browser may not be reading: what it may no longer see must stop here and now, and not when the error is told.
    private static async ValueTask EndAsync(LiveSubscription subscription, Error error)
    {
        subscription.Fail(error);
        if (subscription.TakeFeed() is { } feed) await feed.DisposeAsync();
    }

    private async ValueTask<Result<ILiveFeed>> OpenAsync(string pathAndQuery, LiveSubscription sink, CancellationToken cancellationToken)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? pathAndQuery : pathAndQuery[..mark];
        var unknown = Error.Of(ErrorCode.NotFound, LiveWords.PathUnknown, ("path", path)) with { Field = "path" };
        if (!path.StartsWith('/')) return unknown;
        var query = new QueryCollection(mark < 0 ? [] : QueryHelpers.ParseQuery(pathAndQuery[mark..]));
        var request = new LiveRequest(context, PathString.FromUriComponent(path), query, _language);
        foreach (var source in sources)
            if (await source.TryOpenAsync(request, sink, cancellationToken) is { } opened) return opened;
        return unknown;
    }

    private async ValueTask UnsubscribeAsync(string id)
    {
        if (!_subscriptions.TryRemove(id, out var subscription)) return;
        subscription.Close();
        if (subscription.IsCounted) person.Unsubscribe();
        if (subscription.TakeFeed() is { } feed) await feed.DisposeAsync();
    }

    private async Task RecheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var lastAll = time.GetTimestamp(); ;)
            {
                await _recheck.WaitAsync(options.RecheckEvery - time.GetElapsedTime(lastAll), cancellationToken);
                var all = _rightsChanged || time.GetElapsedTime(lastAll) >= options.RecheckEvery;
                if (all) (_rightsChanged, lastAll) = (false, time.GetTimestamp());
                foreach (var subscription in _subscriptions.Values)
                    if (subscription.TakeRecheck() | all && subscription.Feed is { } feed && await feed.RecheckAsync(cancellationToken) is { } error) await EndAsync(subscription, error);
                if (Volatile.Read(ref _writingSince) is var since and not 0 && time.GetElapsedTime(since) > options.MaxStall) socket.Abort();

                // What changes all the time is not asked all the time.
                await Task.Delay(options.RecheckPause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The channel ends.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAllAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            // The browser has gone, or the channel ends.
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        var lastPong = time.GetTimestamp();
        while (true)
        {
            var wait = options.PongEvery - time.GetElapsedTime(lastPong);
            if (_pongDue || wait <= TimeSpan.Zero)
            {
                _pongDue = false;
                await WriteAsync(LiveMessages.Pong, cancellationToken);
                lastPong = time.GetTimestamp();
                wait = options.PongEvery;
            }

            foreach (var subscription in _subscriptions.Values)
            {
                await TellAsync(subscription, subscription.Take(out var due), cancellationToken);
                if (due < wait) wait = due.Value;
            }

            await _wake.WaitAsync(wait, cancellationToken);
        }
    }

    private async ValueTask TellAsync(LiveSubscription subscription, LiveOutput output, CancellationToken cancellationToken)
    {
        if (output.Opened) await WriteAsync(LiveMessages.Subscribed(subscription.Id), cancellationToken);
        if (output.Resync) await WriteAsync(LiveMessages.Resync(subscription.Id), cancellationToken);
        await TellRowsAsync(subscription, output.Rows, cancellationToken);
        if (output.Counts is { } counts) await WriteAsync(LiveMessages.Changed(subscription.Id, counts, subscription.Feed?.Total ?? 0), cancellationToken);
        if (output.Error is not { } error) return;
        await WriteAsync(LiveMessages.Error(subscription.Id, ErrorResponse.BodyOf(context, error)), cancellationToken);
        await UnsubscribeAsync(subscription.Id);
    }

    private async ValueTask TellRowsAsync(LiveSubscription subscription, IReadOnlyList<LiveChange> rows, CancellationToken cancellationToken)
    {
        try
        {
            // In parts: a socket that does not take them holds one part, and not the whole once more.
            var part = new List<ReadOnlyMemory<byte>>();
            var size = 0;
            foreach (var row in rows.Where(row => row.Kind != LiveChangeKind.Removed))
            {
                var item = await row.RowAsync();
                if (size > 0 && size + item.Length > options.MaxSentBytes)
                {
                    await WriteAsync(LiveMessages.Upsert(subscription.Id, part), cancellationToken);
                    part.Clear();
                    size = 0;
                }

                part.Add(item);
                size += item.Length;
            }

            if (size > 0) await WriteAsync(LiveMessages.Upsert(subscription.Id, part), cancellationToken);
            var gone = rows.Where(row => row.Kind == LiveChangeKind.Removed).Select(row => row.Key).ToList();
            if (gone.Count > 0) await WriteAsync(LiveMessages.Remove(subscription.Id, gone), cancellationToken);
        }
        finally
        {
            subscription.Sent(rows);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Volatile.Write(ref _writingSince, time.GetTimestamp());
        await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        Volatile.Write(ref _writingSince, 0);
    }

    private async ValueTask TryWriteAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            if (socket.State == WebSocketState.Open) await WriteAsync(message, CancellationToken.None);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            // The browser has gone already; it reconnects by itself.
        }
    }

    private async ValueTask CloseAsync(bool sessionEnded, bool stopping, Task<string?> reading)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        var refusal = reading.IsCompletedSuccessfully ? await reading : null;
        var (status, reason) = sessionEnded ? (SessionEnded, "session ended")
            : stopping ? (WebSocketCloseStatus.EndpointUnavailable, "restart")
            : refusal is not null ? (WebSocketCloseStatus.PolicyViolation, refusal)
            : (WebSocketCloseStatus.NormalClosure, "");
        try
        {
            await socket.CloseOutputAsync(status, reason, CancellationToken.None);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            // Nobody is there to hear the reason.
        }
    }
}
