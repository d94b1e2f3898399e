using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Kpanda.Server.Listeners;

/// <summary>
/// The buffers of the web server, in blocks of one TLS record. The framework's own are 4 KiB: each becomes a record of its own, and what a record costs besides its bytes is paid four times.
/// Blocks that nobody uses are kept up to a limit, so that a busy time leaves little behind. Safe for concurrent use.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    private const int BlockBytes = 16 * 1024;
    private const int MostKept = 1024;

    private readonly ConcurrentQueue<Block> _kept = new();

    public override int MaxBufferSize => BlockBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return _kept.TryDequeue(out var block) ? block : new Block(this);
    }

    protected override void Dispose(bool disposing) => _kept.Clear();

    internal sealed class Factory : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
    }

    // Pinned: sockets read into it and write from it.
    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true), 0, BlockBytes);

        public void Dispose()
        {
            if (pool._kept.Count < MostKept) pool._kept.Enqueue(this);
        }
    }
}
