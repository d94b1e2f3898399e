using System.Buffers;

namespace Kpanda.Kube.Transport;

/// <summary>Reads a whole body into memory, up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The bytes, exactly sized; null where there are more than <paramref name="limit"/>.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0) return buffer.AsSpan(0, length).ToArray();
                length += read;
                if (length > limit) return null;
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
