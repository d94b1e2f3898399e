namespace Kpanda.Search.Index;

/// <summary>Picks one page out of unordered rows without sorting all of them.</summary>
internal static class TopRows
{
    /// <summary>The rows <paramref name="offset"/> to <paramref name="offset"/>+<paramref name="size"/> of the ordered whole. Reorders <paramref name="rows"/>.</summary>
    public static int[] Select(Span<int> rows, IComparer<int> order, long offset, int size)
    {
        if (offset >= rows.Length || size <= 0) return [];
        var from = (int)offset;
        var to = (int)Math.Min(offset + size, rows.Length);

        // Narrow both ends down to the page by partitioning, then sort only what is left.
        Partition(rows, to, order);
        Partition(rows[..to], from, order);
        var page = rows[from..to];
        page.Sort(order);
        return page.ToArray();
    }

    /// <summary>Quickselect: afterwards the first <paramref name="count"/> rows are the smallest.</summary>
    private static void Partition(Span<int> rows, int count, IComparer<int> order)
    {
        while (count > 0 && count < rows.Length)
        {
            if (rows.Length <= 16)
            {
                rows.Sort(order);
                return;
            }

            var pivot = MedianOfThree(rows, order);
            var (low, high) = (0, rows.Length - 1);
            while (low <= high)
            {
                while (order.Compare(rows[low], pivot) < 0) low++;
                while (order.Compare(rows[high], pivot) > 0) high--;
                if (low > high) break;
                (rows[low], rows[high]) = (rows[high], rows[low]);
                low++;
                high--;
            }

            // Rows [0..high] are not above the pivot, rows [low..] not below it, and anything between equals it.
            if (count <= high + 1)
            {
                rows = rows[..(high + 1)];
            }
            else if (count >= low)
            {
                rows = rows[low..];
                count -= low;
            }
            else
            {
                return;
            }
        }
    }

    private static int MedianOfThree(ReadOnlySpan<int> rows, IComparer<int> order)
    {
        var (a, b, c) = (rows[0], rows[rows.Length / 2], rows[^1]);
        if (order.Compare(a, b) > 0) (a, b) = (b, a);
        if (order.Compare(b, c) > 0) b = c;
        return order.Compare(a, b) > 0 ? a : b;
    }
}
