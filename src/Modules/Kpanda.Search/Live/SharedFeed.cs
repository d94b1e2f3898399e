using System.Collections.Immutable;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>One subscription of the index for every reader that follows the same query with the same scope: matched once, rendered once for each language.</summary>
internal sealed class SharedFeed(IResourceIndex index, FeedRows rows)
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
    public async ValueTask CatchUpAsync(ILiveSink sink, Language language, IReadOnlyList<LiveRow> shown, CancellationToken cancellationToken)
    {
        if (_subscription is not { } subscription) return;
        foreach (var row in shown)
        {
            if (row.Version is not { } version || row.Key.Split('/') is not [var cluster, var ns, var name]) continue;
            var key = new ObjectKey(ns, name);
            if (subscription.IsNewer(cluster, key, version) is not { } isNewer) sink.CatchUp(LiveChange.Removed(row.Key));
            else if (isNewer && !rows.IsWhole) sink.Resync();
            else if (isNewer && await index.GetAsync(cluster, rows.Descriptor.Resource, key, cancellationToken) is { } obj) sink.CatchUp(await rows.OfAsync(obj, row.Key, language));
        }
    }

    private void OnChange(ResourceChange change)
    {
        var key = LiveChange.KeyOf(change.Cluster, change.Key.Namespace, change.Key.Name);
        var made = new LiveChange?[Languages];
        foreach (var (sink, language) in _readers)
        {
            if (change.Kind != ResourceChangeKind.Removed && !(rows.IsWhole && change.HasObject)) sink.Resync();
            else sink.Push(made[(int)language] ??= rows.Of(change, key, language));
        }
    }

    private readonly record struct Reader(ILiveSink Sink, Language Language);
}
