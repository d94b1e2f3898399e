using System.Text;
using System.Threading.Channels;
using Kpanda.Kube.Reflect;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>Writes down what a reflector tells, as short lines.</summary>
internal sealed class FakeSink : IReflectorSink
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public async Task<string[]> TakeAsync(int count, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        var lines = new string[count];
        for (var index = 0; index < count; index++)
        {
            try
            {
                lines[index] = await _lines.Reader.ReadAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Only {index} of {count} lines came: {string.Join(" | ", lines.Take(index))}");
            }
        }

        return lines;
    }

    public ValueTask OnListStartedAsync(CancellationToken cancellationToken) => Say("list");

    public ValueTask OnPageAsync(IReadOnlyList<KubeObject> items, CancellationToken cancellationToken) => Say($"page {string.Join(",", items.Select(item => Name(item.Json)))}");

    public ValueTask OnListedAsync(string resourceVersion, CancellationToken cancellationToken) => Say($"listed {resourceVersion}");

    public async ValueTask OnEventsAsync(IReadOnlyList<ReflectedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var one in events) await Say(one.Type == WatchEventType.Bookmark ? $"bookmark {one.ResourceVersion}" : $"{one.Type} {Name(one.Json)} {one.ResourceVersion}");
    }

    public ValueTask OnStateAsync(ReflectorState state, CancellationToken cancellationToken) => Say(state.IsLive ? "live" : $"failed {state.Failure!.Phase}");

    private static string Name(ReadOnlyMemory<byte> json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return document.RootElement.GetProperty("metadata").GetProperty("name").GetString()!;
    }

    private ValueTask Say(string line) => _lines.Writer.WriteAsync(line);
}
