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

    public int Closed { get; private set; }

    public async ValueTask<Result<ILiveFeed>?> TryOpenAsync(LiveRequest request, ILiveSink sink, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (request.Path != "/things") return null;
        if (Refusal is { } refusal) return refusal;
        lock (_lock) _sinks.Add(sink);
        return new Feed(this);
    }

    public static LiveChange Change(string key, LiveChangeKind kind = LiveChangeKind.Modified) =>
        new(kind, key, 100, () => Encoding.UTF8.GetBytes($$"""{"key":"{{key}}"}"""));

    public void Push(LiveChange change)
    {
        lock (_lock)
            foreach (var sink in _sinks) sink.Push(change);
    }

    private sealed class Feed(FakeLiveSource source) : ILiveFeed
    {
        public int Total => 42;

        public ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken) => new(source.Refusal);

        public ValueTask DisposeAsync()
        {
            source.Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
