namespace Kpanda.Gateway.Logs;

/// <summary>
/// Puts the lines of several containers in the order in which they were written, as far as waiting a moment for the slowest allows. Holds little of each: a reader that is ahead waits until its
/// lines are taken. Any number of writers, one reader.
/// </summary>
/// <param name="isFollowed">Whether containers may be silent for long; each that is read to its end is waited for, so that the order is exact.</param>
/// <param name="time">The clock.</param>
internal sealed class LogMerge(bool isFollowed, TimeProvider time)
{
    // Of all containers together, and what each may have at least, in bytes.
    private const int AllRoom = 1024 * 1024;
    private const int LeastRoom = 32 * 1024;

    // How long a line waits for earlier ones of containers that write, and of those that have not answered yet.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstWindow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ToTheEnd = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<Input> _inputs = [];
    private readonly LogSignal _changed = new(time);
    private Input? _inLine;
    private int _room = AllRoom;
    private bool _isComplete;

    /// <summary>A container's way in.</summary>
    public Input Open()
    {
        lock (_lock)
        {
            var input = new Input(this, time.GetTimestamp());
            _inputs.Add(input);
            Divide();
            return input;
        }
    }

    /// <summary>No further containers come: <see cref="TakeAsync"/> ends with the last line.</summary>
    public void Complete()
    {
        lock (_lock) _isComplete = true;
        _changed.Set();
    }

    /// <summary>Takes lines, of about so many bytes at most, as soon as there is one.</summary>
    /// <returns>False where none come any more.</returns>
    public async ValueTask<bool> TakeAsync(List<LogEntry> into, int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = Timeout.InfiniteTimeSpan;
            lock (_lock)
            {
                while (bytes > 0 && Next(out wait) is { } input)
                {
                    var entry = input.Dequeue(time.GetTimestamp());
                    _inLine = entry.IsCut ? input : null;
                    into.Add(entry);
                    bytes -= entry.Weight;
                }

                if (into.Count > 0) return true;
                if (_inputs.RemoveAll(input => input.IsOver) > 0) Divide();
                if (_isComplete && _inputs.Count == 0) return false;
            }

            await _changed.WaitAsync(wait, cancellationToken);
        }
    }

    // The container whose line is next; null where one must be waited for, and for how long.
    private Input? Next(out TimeSpan wait)
    {
        wait = Timeout.InfiniteTimeSpan;
        if (_inLine is { IsOver: false } open)
        {
            if (open.Head is not null) return open;
            wait = open.Patience(isFollowed ? Window : ToTheEnd);
            if (wait > TimeSpan.Zero) return null;
            wait = Timeout.InfiniteTimeSpan;
        }

        Input? first = null;
        foreach (var input in _inputs)
        {
            if (input.Head is { } head && (first is null || head.Time < first.Head!.Time)) first = input;
        }

        if (first is null) return null;
        foreach (var input in _inputs)
        {
            if (input.Head is not null || input.IsClosed) continue;
            var left = input.Patience(!isFollowed ? ToTheEnd : input.HasBegun ? Window : FirstWindow);
            if (left > TimeSpan.Zero && (wait == Timeout.InfiniteTimeSpan || left > wait)) wait = left;
        }

        return wait > TimeSpan.Zero ? null : first;
    }

    /// <summary>Lines of one container on their way.</summary>
    internal sealed class Input(LogMerge merge, long opened)
    {
        private readonly Queue<LogEntry> _waiting = new();
        private TaskCompletionSource? _room;
        private long _emptySince = opened;
        private int _bytes;

        /// <summary>Whether it has told anything.</summary>
        public bool HasBegun { get; private set; }

        /// <summary>Whether nothing is added any more.</summary>
        public bool IsClosed { get; private set; }

        /// <summary>Whether it is closed and empty.</summary>
        public bool IsOver => IsClosed && _waiting.Count == 0;

        /// <summary>The line that is next; null for none.</summary>
        public LogEntry? Head => _waiting.TryPeek(out var head) ? head : null;

        /// <summary>Adds a line, once there is room for it.</summary>
        public async ValueTask AddAsync(LogEntry entry, CancellationToken cancellationToken)
        {
            while (true)
            {
                Task room;
                lock (merge._lock)
                {
                    if (_bytes < merge._room)
                    {
                        HasBegun = true;
                        _bytes += entry.Weight;
                        _waiting.Enqueue(entry);
                        break;
                    }

                    room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }

                await room.WaitAsync(cancellationToken);
            }

            merge._changed.Set();
        }

        /// <summary>It has answered, though it has nothing to tell yet: nobody need wait for it longer than for others.</summary>
        public void Begin()
        {
            lock (merge._lock) HasBegun = true;
            merge._changed.Set();
        }

        /// <summary>Nothing more comes.</summary>
        public void Close()
        {
            lock (merge._lock) IsClosed = true;
            merge._changed.Set();
        }

        internal LogEntry Dequeue(long now)
        {
            var entry = _waiting.Dequeue();
            _bytes -= entry.Weight;
            if (_waiting.Count == 0) _emptySince = now;
            if (_bytes < merge._room)
            {
                _room?.TrySetResult();
                _room = null;
            }

            return entry;
        }

        internal TimeSpan Patience(TimeSpan window) => window - merge.Time.GetElapsedTime(_emptySince);
    }

    private TimeProvider Time => time;

    private void Divide() => _room = Math.Max(LeastRoom, AllRoom / Math.Max(1, _inputs.Count));
}
