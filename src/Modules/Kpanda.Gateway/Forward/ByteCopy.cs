using System.Buffers;

namespace Kpanda.Gateway.Forward;

/// <summary>Copies bytes as they come, never more than one buffer ahead of the reader. While nothing comes no buffer is held.</summary>
internal static class ByteCopy
{
    private const int BufferBytes = 32 * 1024;

    /// <summary>Copies to the end of <paramref name="from"/>.</summary>
    /// <param name="from">Where bytes come from.</param>
    /// <param name="to">Where they go: the body of an answer or a switched connection, which hand on what is written at once.</param>
    /// <param name="silentFor">How long nothing may come; null for as long as it likes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TimeoutException">Nothing came for that long.</exception>
    /// <exception cref="UnreadException"><paramref name="to"/> takes nothing any more.</exception>
    public static async Task RunAsync(Stream from, Stream to, TimeSpan? silentFor, CancellationToken cancellationToken)
    {
        using var silence = silentFor is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = silence?.Token ?? cancellationToken;
        while (true)
        {
            silence?.CancelAfter(silentFor!.Value);
            int read;
            byte[] buffer;
            try
            {
                // Waits for bytes without taking any.
                _ = await from.ReadAsync(Memory<byte>.Empty, reading);
                buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
                read = await ReadAsync(from, buffer, reading);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Nothing came for {silentFor}.");
            }

            // Writing takes as long as the reader does: the silence of the other side is not his.
            silence?.CancelAfter(Timeout.InfiniteTimeSpan);
            try
            {
                if (read == 0) return;
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            catch (IOException exception)
            {
                throw new UnreadException(exception);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static async ValueTask<int> ReadAsync(Stream from, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReadAsync(buffer, cancellationToken);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }
}
