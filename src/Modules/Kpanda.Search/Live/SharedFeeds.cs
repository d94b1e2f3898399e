using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>The open <see cref="SharedFeed"/>s. Safe for concurrent use.</summary>
internal sealed class SharedFeeds(IResourceIndex index)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FeedKey, SharedFeed> _feeds = [];

    public int Count
    {
        get { lock (_lock) return _feeds.Count; }
    }

    public SharedFeed Join(FeedKey key, FeedRows rows, ResourceQuery query, AccessScope scope, Language language, ILiveSink sink)
    {
        lock (_lock)
        {
            if (!_feeds.TryGetValue(key, out var feed))
            {
                _feeds[key] = feed = new SharedFeed(index, rows);
                feed.Start(query, scope);
            }

            feed.Add(sink, language);
            return feed;
        }
    }

    public void Leave(FeedKey key, SharedFeed feed, ILiveSink sink)
    {
        lock (_lock)
        {
            feed.Remove(sink);
            if (!feed.IsUnused) return;
            feed.Stop();
            if (_feeds.TryGetValue(key, out var known) && known == feed) _feeds.Remove(key);
        }
    }
}
