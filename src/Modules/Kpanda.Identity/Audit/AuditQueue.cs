using System.Threading.Channels;

namespace Kpanda.Identity.Audit;

/// <summary>
/// Records on their way to disk: those that wait together are written together. Bounded. A batch begins with the first record that waits and ends after <c>linger</c>, or when it is full.
/// </summary>
internal sealed class AuditQueue(AuditStore store, TimeProvider time, TimeSpan linger, int capacity)
{
    public const int MostAtOnce = 500;

    private readonly Channel<Waiting> _channel = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <param name="Record">What is written.</param>
    /// <param name="Written">Who waits for it.</param>
    /// <param name="Refusal">Where it is a refusal: it may have come again until it is written.</param>
    internal sealed record Waiting(AuditRecord Record, TaskCompletionSource? Written, RepeatedRefusal? Refusal = null);

    public ChannelWriter<Waiting> Writer => _channel.Writer;

    /// <summary>Writes until the queue is completed and empty. What a batch becomes when it cannot be written, the caller decides: true to try the same batch again.</summary>
    public async Task RunAsync(Func<IReadOnlyList<Waiting>, Exception, ValueTask<bool>> onFailure, CancellationToken hurry)
    {
        var batch = new List<Waiting>(MostAtOnce);
        while (await _channel.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await FillAsync(batch, hurry);
            await WriteAsync(batch, onFailure);
            batch.Clear();
        }
    }

    private async Task FillAsync(List<Waiting> batch, CancellationToken hurry)
    {
        if (linger > TimeSpan.Zero && !hurry.IsCancellationRequested && _channel.Reader.Count < MostAtOnce)
            await Task.Delay(linger, time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (batch.Count < MostAtOnce && _channel.Reader.TryRead(out var waiting)) batch.Add(waiting);
    }

    private async Task WriteAsync(List<Waiting> batch, Func<IReadOnlyList<Waiting>, Exception, ValueTask<bool>> onFailure)
    {
        while (true)
        {
            try
            {
                await store.WriteAsync([.. batch.Select(waiting => waiting.Refusal?.Take() ?? waiting.Record)], CancellationToken.None);
                foreach (var waiting in batch) waiting.Written?.TrySetResult();
                return;
            }
            catch (Exception failure)
            {
                if (!await onFailure(batch, failure)) return;
            }
        }
    }
}
