using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>
/// Finds a page of rows whose places and phases are all that is asked, without looking at the other rows: places have their rows in the order of names and know
/// how many are in which phase. By name the places are merged; the other orders walk whole places and skip them by their counts.
/// </summary>
internal sealed class PageSelector
{
    private const int MostSteps = 20_000;

    private readonly KindTable _table;
    private readonly List<Place> _places;
    private readonly bool[] _phases;
    private readonly bool _everyPhase;

    public PageSelector(KindTable table, List<Place> places, bool[] phases)
    {
        (_table, _places, _phases) = (table, places, phases);
        _everyPhase = !phases.Contains(false);
        foreach (var place in places) Total += CountOf(place);
    }

    /// <summary>How many rows match.</summary>
    public int Total { get; }

    /// <summary>Whether rows can be found in this order; otherwise they have to be compared one with another.</summary>
    public static bool Knows(SortField field) => field is not (SortField.Created or SortField.Changed);

    /// <summary>The rows <paramref name="offset"/> to <paramref name="offset"/>+<paramref name="size"/> of the ordered whole.</summary>
    public int[] Select(SortField field, bool descending, long offset, int size)
    {
        if (offset >= Total || size <= 0) return [];
        var length = (int)Math.Min(size, Total - offset);

        // The last rows first is the same page counted from the other end, turned around.
        var first = descending ? (int)(Total - offset - length) : (int)offset;
        var rows = field == SortField.Name ? ByName(first, length) : ByPlace(field, first, length);
        if (descending) Array.Reverse(rows);
        return rows;
    }

    /// <summary>The page after the end of an earlier one, by name.</summary>
    public int[] SelectAfter(PageCursor after, int size)
    {
        var merge = new PlaceMerge(_table, _places, null);
        return merge.Select(0, Math.Min(size, merge.SkipTo(after)));
    }

    /// <summary>Whether <see cref="SelectAfter"/> can find a page; otherwise rows have to be compared with the end of the earlier one.</summary>
    public bool KnowsAfter(SortField field, bool descending) => field == SortField.Name && !descending && _everyPhase;

    private int[] ByName(int first, int length)
    {
        if (_everyPhase) return new PlaceMerge(_table, _places, null).Select(first, length);

        // Rows of other phases stand between: with many of them, it is shorter to pick those that match and sort them.
        if ((first + length) * (_places.Sum(place => (long)place.Count) / Total + 1) <= MostSteps)
            return new PlaceMerge(_table, [.. _places.Where(place => CountOf(place) > 0)], _phases).Select(first, length);
        var rows = new int[Total];
        var count = 0;
        foreach (var place in _places)
        {
            if (CountOf(place) == 0) continue;
            foreach (var row in place.Rows)
                if (_phases[_table.RowAt(row).Phase]) rows[count++] = row;
        }

        return TopRows.Select(rows, new RowOrder(_table, SortField.Name, descending: false), first, length);
    }

    private int[] ByPlace(SortField field, int first, int length)
    {
        var ranks = _table.InOrder.RanksFor(field);
        var places = _places.ToArray();
        Array.Sort(Array.ConvertAll(places, place => ranks[place.Id]), places);
        var rows = new List<int>(length);
        foreach (var phases in field == SortField.State ? PhasesInOrder() : [_phases])
        {
            foreach (var place in places)
            {
                var count = CountOf(place, phases);
                if (first >= count)
                {
                    first -= count;
                    continue;
                }

                foreach (var row in place.Rows)
                {
                    if (!phases[_table.RowAt(row).Phase] || first-- > 0) continue;
                    rows.Add(row);
                    if (rows.Count == length) return [.. rows];
                }

                first = 0;
            }
        }

        return [.. rows];
    }

    // One phase after the other, in the order of RowOrder: by severity, then by the state's name.
    private IEnumerable<bool[]> PhasesInOrder() =>
        Enumerable.Range(0, _phases.Length).Where(phase => _phases[phase])
            .OrderBy(phase => _table.Phases[phase].Severity).ThenBy(phase => _table.Phases[phase].State, StringComparer.Ordinal)
            .Select(phase => Enumerable.Range(0, _phases.Length).Select(other => other == phase).ToArray());

    private int CountOf(Place place) => _everyPhase ? place.Count : CountOf(place, _phases);

    private static int CountOf(Place place, bool[] phases)
    {
        var count = 0;
        for (var phase = 0; phase < phases.Length; phase++)
            if (phases[phase]) count += place.CountOf(phase);
        return count;
    }
}
