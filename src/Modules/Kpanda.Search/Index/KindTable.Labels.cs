using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

internal sealed partial class KindTable
{
    // Rows with the same labels stand in a chain, which postings lead to: a step in it costs more than a step in a place.
    private const int ChainCost = 4;

    /// <summary>The rows of the places that match, in no order, by the labels that the query names; null where looking through the places is shorter.</summary>
    /// <returns>How many were put into <paramref name="matches"/>.</returns>
    private int? CollectByLabels(List<Place> places, ResourceQuery query, RowFilter filter, int[] matches)
    {
        if (query.Labels is null || _postings.Candidates(query.Labels) is not { } candidates) return null;
        var rows = (long)LabelPostings.CountOf(candidates) * _count / Math.Max(LabelSets.DistinctCount, 1);
        if (rows * ChainCost > places.Sum(place => (long)place.Count)) return null;

        var (inPlaces, seen) = (new bool[_placeList.Count], new bool[LabelSets.Bound]);
        foreach (var place in places) inPlaces[place.Id] = true;
        var count = 0;
        foreach (var sets in candidates)
        {
            foreach (var set in sets)
            {
                if (seen[set]) continue;
                seen[set] = true;
                if (LabelSets[set] is null || !filter.HasLabels(set)) continue;
                for (var row = _firstAlike[set]; row >= 0; row = _rows[row].NextAlike)
                    if (inPlaces[_rows[row].Place] && filter.IncludesRow(row, _rows[row])) matches[count++] = row;
            }
        }

        return count;
    }

    private void LinkLabels(int id)
    {
        ref var row = ref _rows[id];
        if (_firstAlike.Length < LabelSets.Bound) Array.Resize(ref _firstAlike, Math.Max(LabelSets.Bound, 2 * _firstAlike.Length));
        ref var first = ref _firstAlike[row.Labels];
        if (LabelSets.IsSingle(row.Labels))
        {
            first = -1;
            _postings.Add(row.Labels);
        }

        (row.PreviousAlike, row.NextAlike) = (-1, first);
        if (first >= 0) _rows[first].PreviousAlike = id;
        first = id;
    }

    private void UnlinkLabels(int id)
    {
        ref var row = ref _rows[id];
        if (row.NextAlike >= 0) _rows[row.NextAlike].PreviousAlike = row.PreviousAlike;
        if (row.PreviousAlike >= 0) _rows[row.PreviousAlike].NextAlike = row.NextAlike;
        else _firstAlike[row.Labels] = row.NextAlike;
    }

    private void ReleaseLabels(int labels)
    {
        var isLast = LabelSets.IsSingle(labels);
        var set = LabelSets[labels];
        LabelSets.Release(labels);
        if (isLast) _postings.Remove(set);
    }
}
