using System.Text.Json;
using Kpanda.Kube.Wire;

namespace Kpanda.Kube.Transport;

/// <summary>Sends calls as one identity: a place in the queue, a deadline, retries where they are harmless, every failure a value.</summary>
internal sealed class CallRunner(ClusterTransport transport, KubeIdentity identity)
{
    /// <summary>A call that answers with one document.</summary>
    public Task<KubeResult<KubeObject>> ObjectAsync(Func<MemberCall> make, CancellationToken cancellationToken) =>
        RunAsync(make, ReadObjectAsync, cancellationToken);

    /// <summary>A call whose whole answer is read by <paramref name="read"/>.</summary>
    public async Task<KubeResult<T>> RunAsync<T>(
        Func<MemberCall> make,
        Func<HttpResponseMessage, Stream, CancellationToken, Task<KubeResult<T>>> read,
        CancellationToken cancellationToken)
    {
        if (!Prepare(make).TryGet(out var call, out var refusal)) return refusal;
        using var end = transport.EndWith(cancellationToken);
        try
        {
            using var slot = await transport.EnterAsync(end.Token);
            for (var attempt = 1; ; attempt++)
            {
                var result = await OnceAsync(call, read, end.Token);
                if (result.Failure is null) return result;
                var wait = Retry.WaitBefore(attempt, transport.Options.Attempts, call.Repeatable, result.Failure);
                if (wait is null) return result;
                await Task.Delay(wait.Value, end.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FailureReader.Closed;
        }
    }

    /// <summary>A call whose answer is a stream for the caller.</summary>
    public Task<KubeResult<KubeStream>> StreamAsync(MemberCall call, CancellationToken cancellationToken) =>
        OpenAsync(call, (answer, body, place) => new KubeStream(answer, body, place), cancellationToken);

    /// <summary>A watch.</summary>
    public async Task<KubeResult<WatchReader>> WatchAsync(Func<MemberCall> make, CancellationToken cancellationToken) => Prepare(make).TryGet(out var call, out var refusal)
        ? await OpenAsync(call, (answer, body, place) => new WatchReader(answer, body, transport.Options.MaxObjectBytes, place), cancellationToken)
        : refusal;

    private async Task<KubeResult<T>> OpenAsync<T>(MemberCall call, Func<HttpResponseMessage, Stream, IDisposable, T> open, CancellationToken cancellationToken)
    {
        var place = transport.TryOpenStream();
        if (place is null) return FailureReader.TooManyStreams(transport.Options.MaxStreams);
        using var end = transport.EndWith(cancellationToken);
        try
        {
            var sent = await transport.SendAsync(call, identity, isStream: true, end.Token);
            if (!sent.TryGet(out var answer, out var failure)) return failure;
            var body = await answer.Content.ReadAsStreamAsync(end.Token);
            var stream = open(answer, body, new StreamPlace(place, transport.KeepWatchOver(answer)));
            place = null; // The stream's own now.
            return stream;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FailureReader.Closed;
        }
        finally
        {
            place?.Dispose();
        }
    }

    private async Task<KubeResult<T>> OnceAsync<T>(
        MemberCall call,
        Func<HttpResponseMessage, Stream, CancellationToken, Task<KubeResult<T>>> read,
        CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(transport.Options.AnswerTimeout);
        try
        {
            var sent = await transport.SendAsync(call, identity, isStream: false, deadline.Token);
            if (!sent.TryGet(out var answer, out var failure)) return failure;
            using (answer)
            {
                await using var body = await answer.Content.ReadAsStreamAsync(deadline.Token);
                return await read(answer, body, deadline.Token);
            }
        }
        catch (JsonException exception)
        {
            return FailureReader.BadJson(exception);
        }
        catch (Exception exception) when (FailureReader.IsNetwork(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return transport.Broken(exception);
        }
    }

    private async Task<KubeResult<KubeObject>> ReadObjectAsync(HttpResponseMessage answer, Stream body, CancellationToken cancellationToken)
    {
        var bytes = await BoundedBody.ReadAsync(body, transport.Options.MaxObjectBytes, cancellationToken);
        if (bytes is null) return FailureReader.TooLarge(transport.Options.MaxObjectBytes);
        JsonLimits.Validate(bytes.Value.Span);
        JsonText.Check(bytes.Value.Span);
        return new KubeObject(bytes.Value) { Warnings = WarningHeader.Read(answer.Headers), Tag = answer.Headers.ETag?.ToString() ?? "" };
    }

    private static KubeResult<MemberCall> Prepare(Func<MemberCall> make)
    {
        try
        {
            return make();
        }
        catch (InvalidPathSegmentException exception)
        {
            return new KubeFailure(FailurePhase.Refused, FailureSide.Client, exception.Message, HttpStatus: 400);
        }
    }

    private sealed class StreamPlace(IDisposable place, IDisposable? watchedOver) : IDisposable
    {
        public void Dispose()
        {
            watchedOver?.Dispose();
            place.Dispose();
        }
    }
}
