using System.Text.Json;
using Kpanda.Kube.Reflect;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>Remembers every event of a reflector, and what the collection holds after it.</summary>
internal sealed class RecordingSink : IReflectorSink
{
    private readonly Lock _gate = new();
    private readonly List<string> _events = [];
    private readonly List<KubeFailure> _failures = [];
    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal);
    private Dictionary<string, string> _listed = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Lists { get; private set; }

    public bool IsLive { get; private set; }

    /// <summary>Version of the first list: events begin after it.</summary>
    public long ListedAt { get; private set; }

    public long SeenUpTo { get; private set; }

    public IReadOnlyList<string> Events
    {
        get { lock (_gate) return [.. _events]; }
    }

    public IReadOnlyList<KubeFailure> Failures
    {
        get { lock (_gate) return [.. _failures]; }
    }

    /// <summary>Name and resource version of each object.</summary>
    public IReadOnlyDictionary<string, string> Objects
    {
        get { lock (_gate) return _objects.ToDictionary(); }
    }

    /// <summary>Waits, with a deadline far away, until something is so.</summary>
    public async Task UntilAsync(Func<RecordingSink, bool> isSo, string what, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isSo(this)) return;
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"It never came to this: {what}. Seen up to {SeenUpTo}, live {IsLive}, failures: {string.Join("; ", Failures.TakeLast(3).Select(one => $"{one.Phase} {one.Message}"))}");
            }
        }
    }

    public ValueTask OnListStartedAsync(CancellationToken cancellationToken) => Do(() =>
    {
        _listed = [];
        IsLive = false;
    });

    public ValueTask OnPageAsync(IReadOnlyList<KubeObject> items, CancellationToken cancellationToken) => Do(() =>
    {
        foreach (var item in items)
        {
            var (name, version) = Read(item.Json);
            _listed[name] = version;
        }
    });

    public ValueTask OnListedAsync(string resourceVersion, CancellationToken cancellationToken) => Do(() =>
    {
        Lists++;
        _objects.Clear();
        foreach (var (name, version) in _listed) _objects[name] = version;
        if (Lists == 1) ListedAt = Number(resourceVersion);
        SeenUpTo = Number(resourceVersion);
    });

    public ValueTask OnEventsAsync(IReadOnlyList<ReflectedEvent> events, CancellationToken cancellationToken) => Do(() =>
    {
        foreach (var one in events)
        {
            SeenUpTo = Number(one.ResourceVersion);
            if (one.Type == WatchEventType.Bookmark) continue;
            var (name, version) = Read(one.Json);
            _events.Add($"{one.Type} {name} {version}");
            if (one.Type == WatchEventType.Deleted) _objects.Remove(name);
            else _objects[name] = version;
        }
    });

    public ValueTask OnStateAsync(ReflectorState state, CancellationToken cancellationToken) => Do(() =>
    {
        IsLive = state.IsLive;
        if (state.Failure is { } failure) _failures.Add(failure);
    });

    private static long Number(string version) => long.Parse(version, System.Globalization.CultureInfo.InvariantCulture);

    private static (string Name, string Version) Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var metadata = document.RootElement.GetProperty("metadata");
        return (metadata.GetProperty("name").GetString()!, metadata.GetProperty("resourceVersion").GetString()!);
    }

    private ValueTask Do(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
        return ValueTask.CompletedTask;
    }
}
