using System.Buffers;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

internal sealed partial class KindTable
{
    /// <summary>One page in the query's order, and how many match.</summary>
    public RowPage Query(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners)
    {
        _lock.EnterReadLock();
        try
        {
            var filter = new RowFilter(this, query, scope, remember: true) { Owners = owners };
            var matches = ArrayPool<int>.Shared.Rent(Math.Max(Count, 1));
            try
            {
                var count = Collect(query, filter, matches);
                var found = TopRows.Select(matches.AsSpan(0, count), new RowOrder(this, query.SortBy, query.Descending), query.Page.Offset, query.Page.PageSize);
                var rows = new RowRef[found.Length];
                for (var i = 0; i < rows.Length; i++) rows[i] = RefOf(_rows[found[i]]);
                return new(rows, count);
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

    /// <summary>How many match, by state.</summary>
    public Dictionary<string, int> CountByState(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners)
    {
        _lock.EnterReadLock();
        try
        {
            var filter = new RowFilter(this, query, scope, remember: true) { Owners = owners };
            var byStatus = new int[Statuses.Bound];
            foreach (var place in PlacesOf(query, filter))
                foreach (var row in place.Rows)
                    if (filter.IncludesRow(row, _rows[row])) byStatus[_rows[row].Status]++;

            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var status = 0; status < byStatus.Length; status++)
            {
                if (byStatus[status] == 0) continue;
                var state = Statuses[status].State;
                counts[state] = counts.GetValueOrDefault(state) + byStatus[status];
            }

            return counts;
        }
        finally
        {
            _lock.ExitReadLock();
        }
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
                foreach (var row in place.Rows)
                    if (Statuses[_rows[row].Status].Severity is StatusSeverity.Healthy or StatusSeverity.Idle) healthy++;
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

    private int CountMatches(RowFilter filter)
    {
        _lock.EnterReadLock();
        try
        {
            var count = 0;
            foreach (var place in _placeList)
            {
                if (place.Count == 0 || !filter.IncludesPlace(place)) continue;
                foreach (var row in place.Rows)
                    if (filter.IncludesRow(row, _rows[row])) count++;
            }

            return count;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private int Collect(ResourceQuery query, RowFilter filter, int[] matches)
    {
        var count = 0;
        var all = filter.PlacesOnly;
        foreach (var place in PlacesOf(query, filter))
        {
            if (all)
            {
                place.Rows.CopyTo(matches.AsSpan(count));
                count += place.Count;
                continue;
            }

            foreach (var row in place.Rows)
                if (filter.IncludesRow(row, _rows[row])) matches[count++] = row;
        }

        return count;
    }

    // The query's own clusters, when it names some, spare the look at all the others.
    private IEnumerable<Place> PlacesOf(ResourceQuery query, RowFilter filter)
    {
        var candidates = query.Clusters.Count == 0
            ? _placeList
            : query.Clusters.Distinct(StringComparer.Ordinal).SelectMany(cluster => _clusters.TryGetValue(cluster, out var places) ? places : []);
        return candidates.Where(place => place.Count > 0 && filter.IncludesPlace(place));
    }
}
