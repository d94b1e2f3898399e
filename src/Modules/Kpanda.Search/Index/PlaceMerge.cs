using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>
/// Many places, each with its rows in order, read as one list in the order of names. A place far down is found by halving: a row in the middle says how many rows
/// of each place stand before it, so that no row before the page is looked at one by one. With <c>phases</c>, rows in others are stepped over.
/// </summary>
internal sealed class PlaceMerge(KindTable table, List<Place> places, bool[]? phases)
{
    // Up to here it is shorter to step over rows than to halve.
    private const int MostSteps = 2048;

    private const int SampleSize = 64;
    private const int SampleMargin = 3;

    private readonly RowOrder _order = new(table, SortField.Name, descending: false);
    private readonly int[] _from = new int[places.Count];

    /// <summary>The rows <paramref name="first"/> to <paramref name="first"/>+<paramref name="length"/>; there are so many.</summary>
    public int[] Select(int first, int length)
    {
        if (phases is null && first > MostSteps) first -= Seek(first);
        var heads = new PriorityQueue<int, int>(places.Count, _order);
        heads.EnqueueRange(Heads());
        var rows = new int[length];
        for (var i = -first; i < length;)
        {
            var place = heads.Peek();
            var row = places[place].Rows[_from[place]];
            if (phases is null || phases[table.RowAt(row).Phase])
            {
                if (i >= 0) rows[i] = row;
                i++;
            }

            if (++_from[place] == places[place].Count) heads.Dequeue();
            else heads.DequeueEnqueue(place, places[place].Rows[_from[place]]);
        }

        return rows;
    }

    /// <summary>Leaves out the rows up to the end of an earlier page; the rows of what is left are counted from there.</summary>
    /// <returns>How many rows there are after it, of any phase.</returns>
    public int SkipTo(PageCursor after)
    {
        var left = 0;
        for (var i = 0; i < _from.Length; i++)
        {
            var rows = places[i].Rows;
            var high = rows.Length;
            while (_from[i] < high)
            {
                var middle = (_from[i] + high) >>> 1;
                if (_order.Compare(rows[middle], after) <= 0) _from[i] = middle + 1;
                else high = middle;
            }

            left += rows.Length - _from[i];
        }

        return left;
    }

    private IEnumerable<(int Place, int Row)> Heads()
    {
        for (var i = 0; i < places.Count; i++)
            if (_from[i] < places[i].Count) yield return (i, places[i].Rows[_from[i]]);
    }

    /// <summary>Moves the beginnings of the places up to a row at or a little before <paramref name="rank"/>.</summary>
    /// <returns>How many rows stand before them.</returns>
    private int Seek(int rank)
    {
        var random = new Random(rank);
        var to = new int[places.Count];
        var left = 0;
        for (var i = 0; i < to.Length; i++) left += to[i] = places[i].Count;
        var before = 0;
        var middles = new int[to.Length];
        var isTooFar = false;
        while (rank - before > MostSteps / 2 && left > MostSteps / 2)
        {
            var pivot = Near((double)(rank - before) / left, isTooFar, to, left, random);
            var below = 0;
            for (var i = 0; i < to.Length; i++)
            {
                middles[i] = UpTo(pivot, places[i].Rows, _from[i], to[i]);
                below += middles[i] - _from[i];
            }

            isTooFar = before + below > rank;
            if (isTooFar)
            {
                left = below;
                middles.CopyTo(to, 0);
            }
            else
            {
                before += below;
                left -= below;
                middles.CopyTo(_from, 0);
            }
        }

        return before;
    }

    /// <summary>
    /// A row at about a part of those that are left, taken from a sorted sample of them: a little before it after a row that was too far, a little after it otherwise, so
    /// that the rank is soon enclosed.
    /// </summary>
    private int Near(double part, bool before, int[] to, int left, Random random)
    {
        Span<int> sample = stackalloc int[SampleSize];
        var ends = new int[to.Length];
        var end = 0;
        for (var i = 0; i < ends.Length; i++) ends[i] = end += to[i] - _from[i];
        foreach (ref var row in sample)
        {
            var number = random.Next(left);
            var found = Array.BinarySearch(ends, number + 1);
            if (found < 0) found = ~found;

            // Places with nothing left have the same end as the one before them: the first of equals is the one that holds the row.
            while (found > 0 && ends[found - 1] > number) found--;
            row = places[found].Rows[to[found] - (ends[found] - number)];
        }

        sample.Sort(_order);
        return sample[Math.Clamp((int)(part * SampleSize) + (before ? -SampleMargin : SampleMargin), 0, SampleSize - 1)];
    }

    /// <summary>The first slot from which rows are above <paramref name="pivot"/>.</summary>
    private int UpTo(int pivot, ReadOnlySpan<int> rows, int low, int high)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_order.Compare(rows[middle], pivot) <= 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
