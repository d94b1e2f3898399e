using System.Text;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;

namespace Kpanda.Hosting.Tests.Live;

/// <summary>Serves <c>/things</c>; tests push changes into whatever sinks are open.</summary>
internal sealed class FakeLiveSource : ILiveSource
{
    private readonly Lock _lock = new();
    private readonly List<ILiveSink> _sinks = [];

    public Error? Refusal { get; set; }

    /// <summary>What happens between the question whether a feed may be opened and its opening.</summary>
    public Func<Task> WhileOpening { get; set; } = () => Task.CompletedTask;

    public int Closed { get; private set; }

    /// <summary>How often feeds were asked whether they may go on.</summary>
    public int Rechecks => Volatile.Read(ref _rechecks);

    private int _rechecks;

    public async ValueTask<Result<ILiveFeed>?> TryOpenAsync(LiveRequest request, ILiveSink sink, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (request.Path != "/things") return null;
        if (Refusal is { } refusal) return refusal;
        await WhileOpening();
        lock (_lock) _sinks.Add(sink);
        return new Feed(this, sink);
    }

    public static LiveChange Change(string key, LiveChangeKind kind = LiveChangeKind.Modified) =>
        new(kind, key, 100, () => Encoding.UTF8.GetBytes($$"""{"key":"{{key}}"}"""));

    /// <summary>A change whose row is as long as its weight.</summary>
    public static LiveChange Large(string key, int bytes) =>
        new(LiveChangeKind.Modified, key, bytes, () => Encoding.UTF8.GetBytes($$"""{"key":"{{key}}","text":"{{new string('x', bytes)}}"}"""));

    /// <summary>Says to one feed of each reader that what it goes by may have changed.</summary>
    public void Recheck()
    {
        lock (_lock)
            foreach (var sink in _sinks) sink.Recheck();
    }

    public void Push(LiveChange change)
    {
        lock (_lock)
            foreach (var sink in _sinks) sink.Push(change);
    }

    private sealed class Feed(FakeLiveSource source, ILiveSink sink) : ILiveFeed
    {
        /// <summary>Every row is at version 2 by now.</summary>
        public ValueTask CatchUpAsync(IReadOnlyList<LiveRow> rows, CancellationToken cancellationToken)
        {
            foreach (var row in rows.Where(row => row.Version is not (null or "2"))) sink.CatchUp(Change(row.Key));
            return ValueTask.CompletedTask;
        }

        public int Total => 42;

        public ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref source._rechecks);
            return new(source.Refusal);
        }

        public ValueTask DisposeAsync()
        {
            lock (source._lock)
            {
                source._sinks.Remove(sink);
                source.Closed++;
            }

            return ValueTask.CompletedTask;
        }
    }
}
