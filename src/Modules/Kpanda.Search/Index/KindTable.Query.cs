using System.Buffers;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Index;

internal sealed partial class KindTable
{
    private PlaceOrder? _inOrder;

    /// <summary>Where the places stand among each other. Asked under the read lock; several readers may make the same at once.</summary>
    public PlaceOrder InOrder => _inOrder ??= new PlaceOrder(_placeList);

    /// <summary>One page in the query's order, and how many match.</summary>
    public RowPage Query(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners)
    {
        _lock.EnterReadLock();
        try
        {
            var filter = new RowFilter(this, query, scope, remember: true) { Owners = owners };
            var places = PlacesOf(query, scope, filter);
            if (filter.PhasesOnly && query.SortPath is null && PageSelector.Knows(query.SortBy))
            {
                var selector = new PageSelector(this, places, filter.IncludedPhases());
                if (query.After is { } end && selector.KnowsAfter(query.SortBy, query.Descending)) return new(Refs(selector.SelectAfter(end, query.Page.PageSize)), selector.Total);
                if (query.After is null) return new(Refs(selector.Select(query.SortBy, query.Descending, query.Page.Offset, query.Page.PageSize)), selector.Total);
            }

            var matches = ArrayPool<int>.Shared.Rent(Math.Max(places.Sum(place => place.Count), 1));
            try
            {
                var count = Collect(places, query, filter, matches);
                int? field = query.SortPath is { } path ? Columns.FieldNumber(path) : null;
                var order = new RowOrder(this, query.SortBy, query.Descending, field);
                var rest = query.After is { } after ? KeepAfter(matches.AsSpan(0, count), after, order) : matches.AsSpan(0, count);
                var rows = TopRows.Select(rest, order, query.After is null ? query.Page.Offset : 0, query.Page.PageSize);
                return new(Refs(rows), count) { LastField = field is { } number && rows.Length > 0 ? FieldValue(rows[^1], number) : null };
            }
            finally
            {
                ArrayPool<int>.Shared.Return(matches);
            }
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>The rows that match, by the ids of their bodies.</summary>
    public Dictionary<long, int> Matching(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners)
    {
        _lock.EnterReadLock();
        try
        {
            var filter = new RowFilter(this, query, scope, remember: true) { Owners = owners };
            var found = new Dictionary<long, int>();
            foreach (var place in PlacesOf(query, scope, filter))
                foreach (var row in place.Rows)
                    if (filter.IncludesRow(row, _rows[row])) found[_rows[row].Body] = row;
            return found;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>A row of <see cref="Matching"/>; null where it is gone by now.</summary>
    public RowRef? At(int row, long body)
    {
        _lock.EnterReadLock();
        try
        {
            return _rows[row].Name is not null && _rows[row].Body == body ? RefOf(_rows[row]) : null;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>How many match, by state.</summary>
    public Dictionary<string, int> CountByState(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners)
    {
        var byPhase = CountByPhase(query, scope, owners);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var phase = 0; phase < byPhase.Length; phase++)
            if (byPhase[phase] > 0) counts[Phases[phase].State] = counts.GetValueOrDefault(Phases[phase].State) + byPhase[phase];
        return counts;
    }

    /// <summary>One row; null where there is none.</summary>
    public RowRef? Find(string cluster, ObjectKey key)
    {
        _lock.EnterReadLock();
        try
        {
            return TryFind(cluster, key, out var row) ? RefOf(_rows[row]) : null;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>One row, where a followed query includes it; null where there is none.</summary>
    public RowRef? FindMatching(RowFilter filter, string cluster, ObjectKey key)
    {
        _lock.EnterReadLock();
        try
        {
            return TryFind(cluster, key, out var row) && filter.Includes(row, _rows[row]) ? RefOf(_rows[row]) : null;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>The places in which something is that the query and the scope include, whatever else the query asks for.</summary>
    public void AddPlaces(ResourceQuery query, AccessScope scope, Action<string, string> add)
    {
        _lock.EnterReadLock();
        try
        {
            foreach (var place in PlacesOf(query, scope, new RowFilter(this, query, scope, remember: true))) add(place.Cluster, place.Namespace);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>The labels that objects have which the query and the scope include.</summary>
    public List<LabelSet> LabelsOf(ResourceQuery query, AccessScope scope)
    {
        _lock.EnterReadLock();
        try
        {
            var filter = new RowFilter(this, query, scope, remember: true);
            var seen = new bool[LabelSets.Bound];
            var found = new List<LabelSet>();
            foreach (var place in PlacesOf(query, scope, filter))
            {
                foreach (var id in place.Rows)
                {
                    ref var row = ref _rows[id];
                    if (seen[row.Labels] || !filter.IncludesRow(id, row)) continue;
                    seen[row.Labels] = true;
                    found.Add(LabelSets[row.Labels]);
                }
            }

            return found;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>The names of a member's objects.</summary>
    public List<ObjectKey> Keys(string cluster)
    {
        _lock.EnterReadLock();
        try
        {
            var keys = new List<ObjectKey>();
            if (_clusters.TryGetValue(cluster, out var places))
                foreach (var place in places)
                    foreach (var row in place.Rows) keys.Add(new(place.Namespace, _rows[row].Name!));
            return keys;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Whether the metadata of an object is what its row says; null where there is no row. The content is not looked at.</summary>
    public bool? IsSame(string cluster, ObjectHead head)
    {
        _lock.EnterReadLock();
        try
        {
            if (!TryFind(cluster, head.Key, out var id)) return null;
            ref var row = ref _rows[id];
            return row.Uid == head.Uid && row.Version == head.Version && row.Created == Seconds(head.Created) && row.Owner == OwnerOf(head) && LabelSets[row.Labels].Equals(head.Labels);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>How many objects of a member there are.</summary>
    public int CountOf(string cluster)
    {
        _lock.EnterReadLock();
        try
        {
            return _clusters.TryGetValue(cluster, out var places) ? places.Sum(place => place.Count) : 0;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>The object of a member that has not changed for longest; null where there is none.</summary>
    public EventAge? Oldest(string cluster)
    {
        var oldest = (Changed: long.MaxValue, Version: long.MaxValue);
        _lock.EnterReadLock();
        try
        {
            if (_clusters.TryGetValue(cluster, out var places))
                foreach (var place in places)
                    foreach (var row in place.Rows)
                        if (((long)_rows[row].Changed, _rows[row].Version) is var age && age.CompareTo(oldest) < 0) oldest = age;
        }
        finally
        {
            _lock.ExitReadLock();
        }

        return oldest.Changed == long.MaxValue ? null : new(oldest.Changed, oldest.Version);
    }

    /// <summary>How many objects of a member there are, and how many of them are as they should be.</summary>
    public (int Total, int Healthy) CountHealthy(string cluster)
    {
        _lock.EnterReadLock();
        try
        {
            if (!_clusters.TryGetValue(cluster, out var places)) return default;
            var (total, healthy) = (0, 0);
            foreach (var place in places)
            {
                total += place.Count;
                for (var phase = 0; phase < Phases.Count; phase++)
                    if (Phases[phase].Severity is StatusSeverity.Healthy or StatusSeverity.Idle) healthy += place.CountOf(phase);
            }

            return (total, healthy);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Adds the UIDs of the objects whose first owner is <paramref name="owner"/>.</summary>
    public void AddChildren(Guid owner, ICollection<Guid> children)
    {
        _lock.EnterReadLock();
        try
        {
            foreach (var row in ChildrenOf(owner)) children.Add(_rows[row].Uid);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private IEnumerable<int> ChildrenOf(Guid owner)
    {
        if (!_firstChild.TryGetValue(owner, out var row)) yield break;
        for (; row >= 0; row = _rows[row].NextSibling) yield return row;
    }

    private int[] CountByPhase(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners)
    {
        _lock.EnterReadLock();
        try
        {
            var filter = new RowFilter(this, query, scope, remember: true) { Owners = owners };
            var places = PlacesOf(query, scope, filter);
            var byPhase = new int[Phases.Count];
            if (filter.PhasesOnly)
            {
                var included = filter.IncludedPhases();
                foreach (var place in places)
                    for (var phase = 0; phase < byPhase.Length; phase++)
                        if (included[phase]) byPhase[phase] += place.CountOf(phase);
                return byPhase;
            }

            var matches = ArrayPool<int>.Shared.Rent(Math.Max(places.Sum(place => place.Count), 1));
            foreach (var row in matches.AsSpan(0, Collect(places, query, filter, matches))) byPhase[_rows[row].Phase]++;
            ArrayPool<int>.Shared.Return(matches);
            return byPhase;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private RowRef[] Refs(int[] rows) => Array.ConvertAll(rows, row => RefOf(_rows[row]));

    private int Collect(List<Place> places, ResourceQuery query, RowFilter filter, int[] matches)
    {
        if (CollectByLabels(places, query, filter, matches) is { } found) return found;
        var count = 0;
        if (filter.PhasesOnly)
        {
            var phases = filter.IncludedPhases();
            foreach (var place in places)
                foreach (var row in place.Rows)
                    if (phases[_rows[row].Phase]) matches[count++] = row;
            return count;
        }

        var named = new List<int>();
        foreach (var place in places)
        {
            if (filter.NamePart.Length == 0)
            {
                foreach (var row in place.Rows)
                    if (filter.IncludesRow(row, _rows[row])) matches[count++] = row;
                continue;
            }

            named.Clear();
            place.FindNames(filter.NamePart, this, named);
            foreach (var slot in named)
                if (place.Rows[slot] is var row && filter.IncludesRow(row, _rows[row])) matches[count++] = row;
        }

        return count;
    }

    private static Span<int> KeepAfter(Span<int> rows, PageCursor after, RowOrder order)
    {
        var kept = 0;
        foreach (var row in rows)
            if (order.Compare(row, after) > 0) rows[kept++] = row;
        return rows[..kept];
    }

    // What the query or the scope names is looked up; only who may see everything, and asks for everything, has all places looked at.
    private List<Place> PlacesOf(ResourceQuery query, AccessScope scope, RowFilter filter)
    {
        var places = new List<Place>();
        if (query.Clusters.Count > 0)
        {
            foreach (var cluster in query.Clusters.Distinct(StringComparer.Ordinal)) AddCluster(cluster);
        }
        else if (scope.IsAll)
        {
            AddAll(_placeList);
        }
        else
        {
            foreach (var cluster in scope.Clusters) AddCluster(cluster);
            foreach (var (cluster, namespaces) in scope.Namespaces)
            {
                if (scope.Clusters.Contains(cluster)) continue;
                if (filter.OpenByName)
                {
                    AddCluster(cluster);
                    continue;
                }

                foreach (var ns in namespaces)
                    if (_places.TryGetValue((cluster, ns), out var place) && place.Count > 0 && filter.IncludesPlace(place)) places.Add(place);
            }
        }

        return places;

        void AddCluster(string cluster)
        {
            if (_clusters.TryGetValue(cluster, out var all)) AddAll(all);
        }

        void AddAll(List<Place> all)
        {
            foreach (var place in all)
                if (place.Count > 0 && filter.IncludesPlace(place)) places.Add(place);
        }
    }
}
