namespace Kpanda.Sandbox.Containers;

/// <summary>
/// What was typed for one reader and is not read yet. Nothing of it is lost: who types more than there is room for waits, also behind the end of input,
/// where it is for whoever has the terminal next.
/// </summary>
internal sealed class TypeAhead : Stream
{
    private const int Most = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<byte> _bytes = new();
    private readonly List<byte> _behindEnd = [];
    private TaskCompletionSource? _arrived;
    private TaskCompletionSource? _room;
    private bool _ended;

    /// <summary>Whether who types must wait for <see cref="RoomAsync"/>.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate) return _bytes.Count + _behindEnd.Count >= Most;
        }
    }

    /// <summary>Whether a read would answer at once with something.</summary>
    public bool Any
    {
        get
        {
            lock (_gate) return _bytes.Count > 0;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Adds what was typed.</summary>
    public void Give(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_ended)
            {
                _behindEnd.AddRange(bytes);
                return;
            }

            foreach (var one in bytes) _bytes.Enqueue(one);
            Tell(ref _arrived);
        }
    }

    /// <summary>The reader is told the end when it has read what came before.</summary>
    public void EndInput()
    {
        lock (_gate)
        {
            _ended = true;
            Tell(ref _arrived);
        }
    }

    /// <summary>Waits until there is room, or until what is here is taken.</summary>
    public Task RoomAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_bytes.Count + _behindEnd.Count < Most) return Task.CompletedTask;
            _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancel);
        }
    }

    /// <summary>Takes what was typed and not read, also behind the end.</summary>
    public byte[] TakeAll()
    {
        lock (_gate)
        {
            byte[] all = [.. _bytes, .. _behindEnd];
            _bytes.Clear();
            _behindEnd.Clear();
            Tell(ref _room);
            return all;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0) return 0;
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                var read = 0;
                while (read < buffer.Length && _bytes.TryDequeue(out var one)) buffer.Span[read++] = one;
                if (read > 0 && _bytes.Count + _behindEnd.Count < Most) Tell(ref _room);
                if (read > 0 || _ended) return read;
                _arrived ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static void Tell(ref TaskCompletionSource? waiting)
    {
        waiting?.SetResult();
        waiting = null;
    }
}
