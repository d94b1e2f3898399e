using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpanda.Hosting.Live;

/// <summary>
/// One open channel: a reader that takes the browser's messages in order, a sender that alone writes to the socket, and a timer that asks rights again.
/// </summary>
internal sealed class LiveChannel(WebSocket socket, HttpContext context, IReadOnlyList<ILiveSource> sources, LiveOptions options, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Close code for a session that has ended.</summary>
    public const WebSocketCloseStatus SessionEnded = (WebSocketCloseStatus)4401;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, LiveSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly LiveBudget _budget = new(options.MaxWaitingRows, options.MaxWaitingBytes);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Language _language = RequestLanguage.Of(context);
    private volatile bool _pongDue;

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

        using var patience = new CancellationTokenSource(Patience, time);
        await using var impatience = patience.Token.Register(socket.Abort);
        await sending;
        await rechecking;
        if (stopping.IsCancellationRequested) await TryWriteAsync(LiveMessages.Bye);
        await CloseAsync(sessionEnded.IsCancellationRequested, stopping.IsCancellationRequested, reading);
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _subscriptions.Keys) await UnsubscribeAsync(id);
        _wake.Dispose();
    }

    /// <returns>Why the browser must go; null when it went by itself.</returns>
    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
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
                await HandleAsync(message, cancellationToken);
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

    private static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private async ValueTask HandleAsync(LiveMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case { Type: "ping" }:
                _pongDue = true;
                Wake();
                break;
            case { Type: "subscribe", Id: { Length: > 0 and <= 64 } id, Path: { Length: > 0 } path }:
                await SubscribeAsync(id, path, message.Keys ?? [], cancellationToken);
                break;
            case { Type: "visible", Id: { } id, Keys: { } keys } when keys.Count <= options.MaxVisibleKeys:
                if (_subscriptions.TryGetValue(id, out var shown)) shown.Show(keys);
                break;
            case { Type: "unsubscribe", Id: { } id }:
                await UnsubscribeAsync(id);
                break;
            default:
                // A newer page may know more messages than this server.
                break;
        }
    }

    private async ValueTask SubscribeAsync(string id, string pathAndQuery, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await UnsubscribeAsync(id);
        var subscription = new LiveSubscription(id, _budget, Wake, time, options.ChangedEvery);
        subscription.Show(keys.Take(options.MaxVisibleKeys));
        _subscriptions[id] = subscription;
        if (_subscriptions.Count > options.MaxSubscriptions)
        {
            subscription.Fail(Error.Of(ErrorCode.ResourceExhausted, LiveWords.TooManySubscriptions, ("max", $"{options.MaxSubscriptions}")));
            return;
        }

        if (keys.Count > options.MaxVisibleKeys)
        {
            subscription.Fail(Error.Invalid("keys", LiveWords.TooManyKeys, ("max", $"{options.MaxVisibleKeys}")));
            return;
        }

        var opened = await OpenAsync(pathAndQuery, subscription, cancellationToken);
        if (!opened.TryGet(out var feed, out var error))
        {
            subscription.Fail(error);
            return;
        }

        subscription.Feed = feed;
        subscription.Open();
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
        if (subscription.Feed is { } feed) await feed.DisposeAsync();
    }

    private async Task RecheckAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.RecheckEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var subscription in _subscriptions.Values)
                    if (subscription.Feed is { } feed && await feed.RecheckAsync(cancellationToken) is { } error) subscription.Fail(error);
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

            await WaitAsync(wait, cancellationToken);
        }
    }

    private async ValueTask TellAsync(LiveSubscription subscription, LiveOutput output, CancellationToken cancellationToken)
    {
        if (output.Opened) await WriteAsync(LiveMessages.Subscribed(subscription.Id), cancellationToken);
        if (output.Resync) await WriteAsync(LiveMessages.Resync(subscription.Id), cancellationToken);
        if (output.Rows.Count > 0)
        {
            var items = output.Rows.Where(row => row.Kind != LiveChangeKind.Removed).Select(row => row.Item).ToList();
            var gone = output.Rows.Where(row => row.Kind == LiveChangeKind.Removed).Select(row => row.Key).ToList();
            if (items.Count > 0) await WriteAsync(LiveMessages.Upsert(subscription.Id, items), cancellationToken);
            if (gone.Count > 0) await WriteAsync(LiveMessages.Remove(subscription.Id, gone), cancellationToken);
        }

        if (output.Counts is { } counts) await WriteAsync(LiveMessages.Changed(subscription.Id, counts, subscription.Feed?.Total ?? 0), cancellationToken);
        if (output.Error is not { } error) return;
        await WriteAsync(LiveMessages.Error(subscription.Id, ErrorResponse.BodyOf(context, error)), cancellationToken);
        await UnsubscribeAsync(subscription.Id);
    }

    private async ValueTask WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Something is due by time.
        }
    }

    private void Wake()
    {
        try
        {
            if (_wake.CurrentCount == 0) _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was faster; the sender is awake either way.
        }
        catch (ObjectDisposedException)
        {
            // The channel is closed; a last change comes too late.
        }
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
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
