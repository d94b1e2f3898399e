using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>
/// One reader's part in a <see cref="SharedFeed"/>: it moves to another one when the person's scope changes, or an object that the question looked at. Where the person
/// may see nothing of a list it is in none, and waits for the right to come.
/// </summary>
internal sealed class ResourceLiveFeed(
    IResourceIndex index, SharedFeeds feeds, LiveQuestion question, Func<ListRequest?, FeedRows> rows, Language language, ILiveSink sink) : ILiveFeed
{
    private readonly Lock _lock = new();
    private readonly List<IResourceSubscription> _lookedAt = [];
    private LiveAnswer? _now;
    private SharedFeed? _shared;
    private bool _isClosed;

    public int Total => _shared?.Total ?? 0;

    /// <summary>Begins to follow.</summary>
    /// <returns>Null, or the refusal; then it is closed.</returns>
    public async ValueTask<Error?> StartAsync(CancellationToken cancellationToken)
    {
        var asked = await question.AskAsync(cancellationToken);
        if (!asked.TryGet(out var answer, out var error)) return error;
        Follow(answer);

        // What it looked at may have changed before it was followed.
        return answer.LookedAt.Count == 0 ? null : await MoveAsync(cancellationToken) is { } refusal ? await RefuseAsync(refusal) : null;
    }

    public ValueTask CatchUpAsync(IReadOnlyList<LiveRow> shown, CancellationToken cancellationToken)
    {
        if (_shared is { } shared) return shared.CatchUpAsync(sink, language, shown, cancellationToken);
        foreach (var row in shown)
            if (row.Version is not null) sink.CatchUp(LiveChange.Removed(row.Key));
        return ValueTask.CompletedTask;
    }

    public ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken) => MoveAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            Leave();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask<Error?> MoveAsync(CancellationToken cancellationToken)
    {
        var asked = await question.AskAsync(cancellationToken);
        if (!asked.TryGet(out var answer, out var error)) return error;
        if (answer.Key.Equals(_now?.Key)) return null;
        Follow(answer);
        sink.Resync();
        return null;
    }

    private async ValueTask<Error> RefuseAsync(Error refusal)
    {
        await DisposeAsync();
        return refusal;
    }

    private void Follow(LiveAnswer answer)
    {
        lock (_lock)
        {
            if (_isClosed) return;
            Leave();
            _now = answer;
            if (!answer.Scope.IsNone) _shared = feeds.Join(answer.Key, rows(answer.Completion), answer.Query, answer.Scope, language, sink);

            // Rows that are completed from other objects are others when these change, though the question means the same.
            Action lookAgain = answer.Completion is null ? sink.Recheck : sink.Resync;
            foreach (var query in answer.LookedAt) _lookedAt.Add(index.Subscribe(query, AccessScope.All, _ => lookAgain()));
        }
    }

    private void Leave()
    {
        if (_shared is { } shared) feeds.Leave(_now!.Key, shared, sink);
        _shared = null;
        foreach (var followed in _lookedAt) followed.Dispose();
        _lookedAt.Clear();
    }
}
