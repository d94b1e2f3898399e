using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>One reader's part in a <see cref="SharedFeed"/>: it moves to another one when the person's scope changes.</summary>
internal sealed class ResourceLiveFeed : ILiveFeed
{
    private readonly SharedFeeds _feeds;
    private readonly LiveAccess _access;
    private readonly LivePath _path;
    private readonly ResourceQuery _query;
    private readonly LiveRequest _request;
    private readonly ILiveSink _sink;
    private readonly string _question;
    private readonly Lock _lock = new();
    private AccessScope _scope;
    private FeedKey _key;
    private SharedFeed? _shared;

    public ResourceLiveFeed(SharedFeeds feeds, LiveAccess access, LivePath path, ResourceQuery query, LiveRequest request, ILiveSink sink, AccessScope scope)
    {
        (_feeds, _access, _path, _query, _request, _sink, _scope) = (feeds, access, path, query, request, sink, scope);
        _question = FeedKey.QuestionOf(request.Path, request.Query);
        (_key, _shared) = Join(scope);
    }

    public int Total => _shared?.Total ?? 0;

    public ValueTask CatchUpAsync(IReadOnlyList<LiveRow> rows, CancellationToken cancellationToken) =>
        _shared?.CatchUpAsync(_sink, _request.Language, rows, cancellationToken) ?? ValueTask.CompletedTask;

    public async ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken)
    {
        var allowed = await _access.ScopeAsync(cancellationToken);
        if (!allowed.TryGet(out var scope, out var refusal)) return refusal;
        lock (_lock)
        {
            if (_shared is null || ScopeEquality.Same(scope, _scope)) return null;
            _feeds.Leave(_key, _shared, _sink);
            _scope = scope;
            (_key, _shared) = Join(scope);
        }

        _sink.Resync();
        return null;
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_shared is not null) _feeds.Leave(_key, _shared, _sink);
            _shared = null;
        }

        return ValueTask.CompletedTask;
    }

    private (FeedKey Key, SharedFeed Feed) Join(AccessScope scope)
    {
        var key = new FeedKey(_question, scope);
        return (key, _feeds.Join(key, _path.Descriptor, _query, scope, _request.Language, _sink));
    }
}
