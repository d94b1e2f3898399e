using Kpanda.Identity.Access;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

internal sealed partial class KindTable
{
    private readonly List<Follower> _followers = [];
    private IOwnership? _ownership;

    /// <summary>Queries that are followed: each is matched once for every change.</summary>
    public int FollowerCount
    {
        get { lock (_changing) return _followers.Count; }
    }

    /// <summary>Starts to follow a query: what comes after this call is told.</summary>
    public Follower Follow(ResourceQuery query, AccessScope scope, IOwnership ownership, Action<ResourceChange> onChange, Action onEnd)
    {
        lock (_changing)
        {
            _ownership = ownership;
            Guid? owner = query.OwnerUid is null ? null : UidKey.Of(query.OwnerUid);
            var follower = new Follower(this, new RowFilter(this, query, scope, remember: false), owner, onChange, End);
            if (owner is { } uid)
            {
                follower.OwnershipVersion = ownership.Version;
                follower.Filter.Owners = ownership.Family(uid);
            }

            follower.Count(CountByPhase(query, scope, follower.Filter.Owners).Sum());
            _followers.Add(follower);
            return follower;

            void End(Follower ended)
            {
                Unfollow(ended);
                onEnd();
            }
        }
    }

    private void Unfollow(Follower follower)
    {
        lock (_changing) _followers.Remove(follower);
    }

    /// <summary>Tells the followers of an owner what belongs to it now that a table above has changed.</summary>
    public void RefreshOwners()
    {
        lock (_changing)
        {
            if (!_followers.Exists(follower => follower.Owner is not null)) return;
            var news = new List<RowNews>();
            RefreshOwners(news);
            Tell(news);
        }
    }

    // An owner may be told later than what it owns (they come on different watches): its family is then told as new. Other tables are read here, so this
    // table's own lock must not be held yet.
    private void RefreshOwners(List<RowNews> news)
    {
        foreach (var follower in _followers)
        {
            if (follower.Owner is not { } uid || follower.OwnershipVersion == _ownership!.Version) continue;
            follower.OwnershipVersion = _ownership.Version;
            var before = follower.Filter.Owners!;
            follower.Filter.Owners = _ownership.Family(uid);
            foreach (var owner in follower.Filter.Owners.Where(owner => !before.Contains(owner)))
                foreach (var row in ChildrenOf(owner))
                    if (follower.Filter.Includes(row, _rows[row])) NoteOne(news, follower, ResourceChangeKind.Added, row, null, stateChanged: false);
        }
    }

    private bool[]? Matching(int id)
    {
        if (_followers.Count == 0) return null;
        var matching = new bool[_followers.Count];
        for (var i = 0; i < matching.Length; i++) matching[i] = _followers[i].Filter.Includes(id, _rows[id]);
        return matching;
    }

    private void Note(List<RowNews> news, int id, ParsedObject obj, bool[]? before, bool stateChanged)
    {
        IndexedObjectSource? source = null;
        for (var i = 0; i < _followers.Count; i++)
        {
            var matched = before is not null && before[i];
            var matches = _followers[i].Filter.Includes(id, _rows[id]);
            if (!matched && !matches) continue;
            var kind = !matches ? ResourceChangeKind.Removed : matched ? ResourceChangeKind.Modified : ResourceChangeKind.Added;
            source ??= new(Columns.Resource, RefOf(_rows[id]), obj.Body);
            NoteOne(news, _followers[i], kind, id, source, stateChanged && kind == ResourceChangeKind.Modified);
        }
    }

    private void NoteRemoved(List<RowNews> news, int id)
    {
        foreach (var follower in _followers)
            if (follower.Filter.Includes(id, _rows[id])) NoteOne(news, follower, ResourceChangeKind.Removed, id, null, stateChanged: false);
    }

    private void NoteOne(List<RowNews> news, Follower follower, ResourceChangeKind kind, int id, IndexedObjectSource? source, bool stateChanged)
    {
        if (kind != ResourceChangeKind.Modified) follower.Count(kind == ResourceChangeKind.Added ? 1 : -1);
        news.Add(new(follower, kind, RefOf(_rows[id]), source, stateChanged));
    }

    private void Tell(List<RowNews> news)
    {
        foreach (var (follower, kind, row, source, stateChanged) in news)
        {
            if (kind == ResourceChangeKind.Removed)
            {
                follower.Tell(new(kind, row.Cluster, Columns.Resource, row.Key, null));
                continue;
            }

            // The body of a row that did not change itself may be on disk only: then it is told without.
            var told = source ?? (_bodies.FindPending(row.Body) is { } body ? new IndexedObjectSource(Columns.Resource, row, body) : null);
            follower.Tell(new(kind, row.Cluster, Columns.Resource, row.Key, told) { StateChanged = stateChanged });
        }
    }
}
