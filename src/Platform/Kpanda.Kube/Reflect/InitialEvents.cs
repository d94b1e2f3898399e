using System.Text.Json;
using Kpanda.Kube.Wire;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Reflect;

/// <summary>
/// Takes the beginning of a watch-list (KEP-3157): the objects that are there come as ADDED events and end with an annotated bookmark. To the sink that is a list
/// in pages. An object may change or go while the member sends; what went is told after the list.
/// </summary>
internal sealed class InitialEvents(IReflectorSink sink, int pageSize)
{
    // The member does not answer page by page here: smaller ones are done with before the garbage collector has to carry them along.
    private const int MostOfPage = 100;

    private readonly int _pageSize = Math.Min(pageSize, MostOfPage);
    private readonly Dictionary<ObjectKey, ReadOnlyMemory<byte>> _gone = [];
    private List<KubeObject> _page = [];
    private bool _anyPage;

    /// <summary>Where the list ends and the watch begins; null until the bookmark has come.</summary>
    public string? ResourceVersion { get; private set; }

    /// <summary>Takes events of the last read; returns how many belonged to the list.</summary>
    public async ValueTask<int> TakeAsync(WatchReader watch, CancellationToken cancellationToken)
    {
        for (var index = 0; index < watch.Events.Count; index++)
        {
            var change = watch.Events[index];
            if (index == watch.InitialEnd)
            {
                await EndAsync(change.ResourceVersion, cancellationToken);
                return index + 1;
            }

            if (change.Type == WatchEventType.Bookmark) continue;
            if (change.Type == WatchEventType.Deleted)
            {
                _gone[KeyOf(change.Json)] = change.Json.ToArray();
                continue;
            }

            if (_gone.Count > 0) _gone.Remove(KeyOf(change.Json));
            _page.Add(new KubeObject(change.Json.ToArray()));
            if (_page.Count >= _pageSize) await FlushAsync(cancellationToken);
        }

        return watch.Events.Count;
    }

    private async ValueTask EndAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        // A list has a page, even where nothing is in it.
        if (_page.Count > 0 || !_anyPage) await FlushAsync(cancellationToken);
        await sink.OnListedAsync(resourceVersion, cancellationToken);
        if (_gone.Count > 0) await sink.OnEventsAsync([.. _gone.Values.Select(json => new ReflectedEvent(WatchEventType.Deleted, json, resourceVersion))], cancellationToken);
        ResourceVersion = resourceVersion;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var page = _page;
        _page = [];
        _anyPage = true;
        await sink.OnPageAsync(page, cancellationToken);
    }

    private static ObjectKey KeyOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
        var metadata = document.RootElement.GetProperty("metadata");
        return new(Text(metadata, "namespace"), Text(metadata, "name"));
    }

    private static string Text(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
