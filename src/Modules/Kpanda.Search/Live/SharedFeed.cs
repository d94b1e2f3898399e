using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>One subscription of the index for every reader that follows the same query with the same scope in the same language: matched once, rendered once.</summary>
internal sealed class SharedFeed(KindDescriptor descriptor, RowRenderer renderer, Language language)
{
    private ImmutableArray<ILiveSink> _sinks = [];
    private IResourceSubscription? _subscription;

    public int Total => _subscription?.Total ?? 0;

    public bool IsUnused => _sinks.IsEmpty;

    public void Start(IResourceIndex index, ResourceQuery query, AccessScope scope) => _subscription = index.Subscribe(query, scope, OnChange);

    public void Add(ILiveSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, sink) => sinks.Add(sink), sink);

    public void Remove(ILiveSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, sink) => sinks.Remove(sink), sink);

    public void Stop() => _subscription?.Dispose();

    private void OnChange(ResourceChange change)
    {
        var key = LiveChange.KeyOf(change.Cluster, change.Key.Namespace, change.Key.Name);
        var live = change.Object is not { } obj
            ? LiveChange.Removed(key)
            : new LiveChange(
                change.Kind == ResourceChangeKind.Added ? LiveChangeKind.Added : LiveChangeKind.Modified,
                key,
                JsonMarshal.GetRawUtf8Value(obj.Body).Length,
                () => JsonSerializer.SerializeToUtf8Bytes<object>(renderer.Render(descriptor, obj, language), KpandaJson.Options));
        foreach (var sink in _sinks) sink.Push(live);
    }
}
