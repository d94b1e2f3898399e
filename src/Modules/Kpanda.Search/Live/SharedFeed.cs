using System.Collections.Immutable;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>One subscription of the index for every reader that follows the same query with the same scope: matched once, rendered once for each language.</summary>
internal sealed class SharedFeed(IResourceIndex index, KindDescriptor descriptor, RowRenderer renderer)
{
    private static readonly int Languages = Enum.GetValues<Language>().Length;

    private ImmutableArray<Reader> _readers = [];
    private IResourceSubscription? _subscription;

    public int Total => _subscription?.Total ?? 0;

    public bool IsUnused => _readers.IsEmpty;

    public void Start(ResourceQuery query, AccessScope scope) => _subscription = index.Subscribe(query, scope, OnChange);

    public void Add(ILiveSink sink, Language language) =>
        ImmutableInterlocked.Update(ref _readers, static (readers, reader) => readers.Add(reader), new Reader(sink, language));

    public void Remove(ILiveSink sink) => ImmutableInterlocked.Update(ref _readers, static (readers, sink) => readers.RemoveAll(reader => reader.Sink == sink), sink);

    public void Stop() => _subscription?.Dispose();

    /// <summary>Tells one reader of the rows that are no longer in the version that it shows.</summary>
    public async ValueTask CatchUpAsync(ILiveSink sink, Language language, IReadOnlyList<LiveRow> rows, CancellationToken cancellationToken)
    {
        if (_subscription is not { } subscription) return;
        foreach (var row in rows)
        {
            if (row.Version is not { } version || row.Key.Split('/') is not [var cluster, var ns, var name]) continue;
            var key = new ObjectKey(ns, name);
            if (subscription.IsNewer(cluster, key, version) is not { } isNewer)
            {
                sink.CatchUp(LiveChange.Removed(row.Key));
            }
            else if (isNewer && await index.GetAsync(cluster, descriptor.Resource, key, cancellationToken) is { } obj)
            {
                var item = Render(obj, language);
                sink.CatchUp(new LiveChange(LiveChangeKind.Modified, row.Key, item.Length, () => item));
            }
        }
    }

    private void OnChange(ResourceChange change)
    {
        var key = LiveChange.KeyOf(change.Cluster, change.Key.Namespace, change.Key.Name);
        var made = new LiveChange?[Languages];
        foreach (var (sink, language) in _readers) sink.Push(made[(int)language] ??= Make(change, key, language));
    }

    private LiveChange Make(ResourceChange change, string key, Language language)
    {
        if (change.Kind == ResourceChangeKind.Removed) return LiveChange.Removed(key);
        var kind = change.Kind == ResourceChangeKind.Added ? LiveChangeKind.Added : LiveChangeKind.Modified;

        // It holds the body, and once somebody has looked at it the row, which is about as long.
        return new LiveChange(kind, key, change.Size * 2, () => change.Row(language, Render));
    }

    private byte[] Render(IndexedObject obj, Language language) => renderer.Write(descriptor, obj, language);

    private readonly record struct Reader(ILiveSink Sink, Language Language);
}
