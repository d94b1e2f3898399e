using System.Text.Json;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>How the rows of a followed list look: what its path answers with over HTTP.</summary>
/// <param name="descriptor">The kind.</param>
/// <param name="renderer">Writes rows.</param>
/// <param name="isRegistered">Whether it is the kind's own descriptor, whose written rows every follower of an object shares.</param>
/// <param name="isWhole">Whether the index has all that the path answers with; of a Secret it lacks the values, so its reader reads it again at each change.</param>
/// <param name="completion">For lists whose rows are completed (<see cref="KindDescriptor.CompleteAsync"/>); null where the parameters ask for nothing of it.</param>
internal sealed class FeedRows(KindDescriptor descriptor, RowRenderer renderer, bool isRegistered, bool isWhole, ListRequest? completion)
{
    /// <summary>The kind.</summary>
    public KindDescriptor Descriptor => descriptor;

    /// <summary>Whether rows can be told; otherwise the reader must read again.</summary>
    public bool IsWhole => isWhole;

    /// <summary>A change as readers of a language get it. The row is written when the first of them is told.</summary>
    public LiveChange Of(ResourceChange change, string key, Language language)
    {
        if (change.Kind == ResourceChangeKind.Removed) return LiveChange.Removed(key);
        var kind = change.Kind == ResourceChangeKind.Added ? LiveChangeKind.Added : LiveChangeKind.Modified;

        // It holds the body, and once somebody has looked at it the row, which is about as long.
        var weight = change.Size * 2;
        var made = completion is null && isRegistered
            ? new LiveChange(kind, key, weight, () => change.Row(language, Write))
            : new LiveChange(kind, key, weight, () => WriteOwnAsync(change.Object!, language));
        made.Moves = change.StateChanged;
        return made;
    }

    /// <summary>The row as it is now.</summary>
    public async ValueTask<LiveChange> OfAsync(IndexedObject obj, string key, Language language)
    {
        var row = await WriteOwnAsync(obj, language);
        return new LiveChange(LiveChangeKind.Modified, key, row.Length, () => row);
    }

    private byte[] Write(IndexedObject obj, Language language) => renderer.Write(descriptor, obj, language);

    private async Task<ReadOnlyMemory<byte>> WriteOwnAsync(IndexedObject obj, Language language)
    {
        if (completion is null) return Write(obj, language);
        var completed = await descriptor.CompleteAsync([renderer.Render(descriptor, obj, language)], completion, CancellationToken.None);
        return JsonSerializer.SerializeToUtf8Bytes<object>(completed[0], KpandaJson.Options);
    }
}
