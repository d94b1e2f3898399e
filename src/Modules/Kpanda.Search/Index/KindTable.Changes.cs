using Kpanda.KubeModel;

namespace Kpanda.Search.Index;

internal sealed partial class KindTable
{
    private readonly BodyStore _bodies;
    private readonly Lock _changing = new();

    /// <summary>Grows whenever an object with an owner comes, goes, gets another owner, or becomes another object of its name.</summary>
    public long OwnershipVersion => Volatile.Read(ref _ownershipVersion);

    private long _ownershipVersion;

    /// <summary>Takes a batch in, and tells the followers.</summary>
    /// <param name="cluster">The member.</param>
    /// <param name="changes">In the order in which the member told them.</param>
    /// <param name="listed">Whether they come from a list, which is right even where its versions are lower than known ones (a member restored from a backup).</param>
    /// <param name="rewrite">Whether objects are taken in as changed that seem to be the same.</param>
    /// <returns>What the store has to write. Changes that change nothing are absent.</returns>
    public List<AppliedChange> Apply(string cluster, IReadOnlyList<TableChange> changes, bool listed, bool rewrite = false)
    {
        var applied = new List<AppliedChange>(changes.Count);
        var ownership = OwnershipVersion;
        lock (_changing)
        {
            var news = new List<RowNews>();
            RefreshOwners(news);
            _lock.EnterWriteLock();
            try
            {
                foreach (var change in changes)
                {
                    if (change.Object is { } obj) Upsert(cluster, obj, listed, rewrite, applied, news);
                    else if (TryFind(cluster, change.Key, out var row) && !VersionNumber.IsOlder(change.Version, _rows[row].Version)) Delete(row, applied, news);
                }
            }
            finally
            {
                _lock.ExitWriteLock();
            }

            Tell(news);
        }

        if (ownership != OwnershipVersion) _onOwnership?.Invoke(this);
        return applied;
    }

    /// <summary>Takes out what a full list of a member did not hold.</summary>
    public List<AppliedChange> RemoveUnlisted(string cluster, IReadOnlySet<ObjectKey> listed) =>
        RemoveWhere(cluster, (place, row) => !listed.Contains(new(place.Namespace, row.Name!)));

    /// <summary>Takes out what changed last before a time, in Unix seconds.</summary>
    public List<AppliedChange> RemoveChangedBefore(string cluster, long seconds) => RemoveWhere(cluster, (_, row) => row.Changed < seconds);

    /// <summary>Takes out what changed longest ago, until exactly so many of a member are left; of those of one second what has the lower version.</summary>
    public List<AppliedChange> RemoveOldest(string cluster, int left)
    {
        var ages = new List<(uint Changed, long Version, long Body)>();
        _lock.EnterReadLock();
        try
        {
            if (_clusters.TryGetValue(cluster, out var places))
                foreach (var place in places)
                    foreach (var row in place.Rows) ages.Add((_rows[row].Changed, _rows[row].Version, _rows[row].Body));
        }
        finally
        {
            _lock.ExitReadLock();
        }

        ages.Sort();
        var gone = ages.Take(Math.Max(0, ages.Count - left)).Select(age => age.Body).ToHashSet();
        return gone.Count == 0 ? [] : RemoveWhere(cluster, (_, row) => gone.Contains(row.Body));
    }

    /// <summary>Takes out everything of a member.</summary>
    public List<AppliedChange> RemoveCluster(string cluster) => RemoveWhere(cluster, (_, _) => true);

    /// <summary>Puts in rows that the store had, at start. Nobody is told.</summary>
    public void Load(string cluster, IReadOnlyList<(ObjectHead Head, long Id)> rows)
    {
        _lock.EnterWriteLock();
        try
        {
            foreach (var (head, id) in rows)
                if (!TryFind(cluster, head.Key, out _)) Insert(cluster, head, id);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    private List<AppliedChange> RemoveWhere(string cluster, Func<Place, IndexRow, bool> isGone)
    {
        var applied = new List<AppliedChange>();
        lock (_changing)
        {
            var news = new List<RowNews>();
            _lock.EnterWriteLock();
            try
            {
                if (_clusters.TryGetValue(cluster, out var places))
                {
                    foreach (var place in places)
                    {
                        foreach (var row in place.Rows.ToArray())
                            if (isGone(place, _rows[row])) Delete(row, applied, news);
                    }
                }
            }
            finally
            {
                _lock.ExitWriteLock();
            }

            Tell(news);
        }

        return applied;
    }

    private void Upsert(string cluster, ParsedObject obj, bool listed, bool rewrite, List<AppliedChange> applied, List<RowNews> news)
    {
        if (!TryFind(cluster, obj.Head.Key, out var id))
        {
            var body = _bodies.NewId();
            var pending = _bodies.Put(body, Columns.Resource, obj.Body);
            id = Insert(cluster, obj.Head, body);
            applied.Add(new(body, obj.Head, pending));
            Note(news, id, obj, null, stateChanged: false);
            return;
        }

        ref var row = ref _rows[id];
        if (!listed && VersionNumber.IsOlder(obj.Head.Version, row.Version)) return;
        if (!rewrite && row.Content == obj.Head.Content && row.Uid == obj.Head.Uid)
        {
            row.Version = obj.Head.Version;
            return;
        }

        var (before, phase) = (Matching(id), row.Phase);
        var replaced = _bodies.Put(row.Body, Columns.Resource, obj.Body);
        Update(id, obj.Head);
        applied.Add(new(row.Body, obj.Head, replaced));
        Note(news, id, obj, before, row.Phase != phase);
    }

    private void Delete(int id, List<AppliedChange> applied, List<RowNews> news)
    {
        NoteRemoved(news, id);
        applied.Add(new(_rows[id].Body, null, null));
        _bodies.Remove(_rows[id].Body);
        Remove(id);
    }

    private int Insert(string cluster, ObjectHead head, long body)
    {
        if (!_free.TryPop(out var id))
        {
            id = _used++;
            _rows.EnsureLength(_used);
            _fieldValues.EnsureLength(_used * _fieldTables.Length);
        }

        var place = PlaceOf(cluster, head.Key.Namespace);
        ref var row = ref _rows[id];
        row = new IndexRow { Name = head.Key.Name, Body = body, Place = place.Id };
        place.Insert(~SlotOf(place, head.Key.Name), id);
        Fill(id, ref row, head);
        LinkOwner(id);
        place.CountPhase(row.Phase, 1);
        _count++;
        return id;
    }

    private void Update(int id, ObjectHead head)
    {
        ref var row = ref _rows[id];
        var (labels, status, phase) = (row.Labels, row.Status, row.Phase);
        Span<int> fields = stackalloc int[_fieldTables.Length];
        for (var f = 0; f < fields.Length; f++) fields[f] = _fieldValues[(id * fields.Length) + f];

        // A family is another one only where the owner is another, or the object under this name.
        var moves = row.Owner != OwnerOf(head) || row.Uid != head.Uid;
        if (moves) UnlinkOwner(id);

        UnlinkLabels(id);

        // Old values are given back after the new ones are taken, so that a value both have keeps its number.
        Fill(id, ref row, head);
        if (moves) LinkOwner(id);
        _placeList[row.Place].CountPhase(phase, -1);
        _placeList[row.Place].CountPhase(row.Phase, 1);
        ReleaseLabels(labels);
        Statuses.Release(status);
        for (var f = 0; f < fields.Length; f++) _fieldTables[f].Release(fields[f]);
    }

    private void Fill(int id, ref IndexRow row, ObjectHead head)
    {
        row.Uid = head.Uid;
        row.Version = head.Version;
        row.Content = head.Content;
        row.Created = Seconds(head.Created);
        row.Changed = Seconds(head.Changed);
        row.Labels = LabelSets.Acquire(head.Labels);
        LinkLabels(id);
        row.Status = Statuses.Acquire(head.Status);
        row.Phase = PhaseOf(head.Status);
        row.Owner = OwnerOf(head);
        row.MoreOwners = head.Owners.Length > 1 ? head.Owners : null;
        for (var f = 0; f < _fieldTables.Length; f++) _fieldValues[(id * _fieldTables.Length) + f] = _fieldTables[f].Acquire(head.Fields[f]);
    }

    private static Guid OwnerOf(ObjectHead head) => head.Owners.Length > 0 ? head.Owners[0] : Guid.Empty;

    private void Remove(int id)
    {
        ref var row = ref _rows[id];
        UnlinkOwner(id);
        UnlinkLabels(id);
        ReleaseLabels(row.Labels);
        Statuses.Release(row.Status);
        for (var f = 0; f < _fieldTables.Length; f++) _fieldTables[f].Release(_fieldValues[(id * _fieldTables.Length) + f]);
        var place = _placeList[row.Place];
        place.RemoveAt(SlotOf(place, row.Name!));
        place.CountPhase(row.Phase, -1);
        _count--;
        row = default;
        _free.Push(id);
    }

    private Place PlaceOf(string cluster, string ns)
    {
        if (_places.TryGetValue((cluster, ns), out var place)) return place;
        place = new(_placeList.Count, StringPool.Share(cluster), StringPool.Share(ns));
        _placeList.Add(place);
        _places.Add((place.Cluster, place.Namespace), place);
        if (!_clusters.TryGetValue(cluster, out var places)) _clusters[place.Cluster] = places = [];
        places.Add(place);
        _inOrder = null;
        return place;
    }

    private static uint Seconds(long time) => (uint)Math.Clamp(time, 0, uint.MaxValue);

    private void LinkOwner(int id)
    {
        ref var row = ref _rows[id];
        (row.PreviousSibling, row.NextSibling) = (-1, -1);
        if (row.Owner == Guid.Empty) return;
        if (_firstChild.TryGetValue(row.Owner, out var first))
        {
            row.NextSibling = first;
            _rows[first].PreviousSibling = id;
        }

        _firstChild[row.Owner] = id;
        _ownershipVersion++;
    }

    private void UnlinkOwner(int id)
    {
        ref var row = ref _rows[id];
        if (row.Owner == Guid.Empty) return;
        if (row.NextSibling >= 0) _rows[row.NextSibling].PreviousSibling = row.PreviousSibling;
        if (row.PreviousSibling >= 0) _rows[row.PreviousSibling].NextSibling = row.NextSibling;
        else if (row.NextSibling >= 0) _firstChild[row.Owner] = row.NextSibling;
        else _firstChild.Remove(row.Owner);
        _ownershipVersion++;
    }
}
