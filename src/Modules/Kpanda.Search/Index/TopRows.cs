namespace Kpanda.Search.Index;

/// <summary>Picks one page out of unordered rows without sorting all of them.</summary>
internal static class TopRows
{
    private const int FewAmongMany = 16;

    /// <summary>The rows <paramref name="offset"/> to <paramref name="offset"/>+<paramref name="size"/> of the ordered whole. Reorders <paramref name="rows"/>.</summary>
    public static int[] Select(Span<int> rows, IComparer<int> order, long offset, int size)
    {
        if (offset >= rows.Length || size <= 0) return [];
        var from = (int)offset;
        var to = (int)Math.Min(offset + size, rows.Length);

        // Of few among many, most rows are told by one comparison with the last of those held.
        if (to <= rows.Length / FewAmongMany)
        {
            Hold(rows, to, order);
            rows = rows[..to];
        }

        // Narrow both ends down to the page by partitioning, then sort only what is left.
        Partition(rows, to, order);
        Partition(rows[..to], from, order);
        var page = rows[from..to];
        page.Sort(order);
        return page.ToArray();
    }

    /// <summary>Afterwards the first <paramref name="count"/> rows are the smallest: they are held as a heap with the largest on top.</summary>
    private static void Hold(Span<int> rows, int count, IComparer<int> order)
    {
        var held = rows[..count];
        for (var at = (count / 2) - 1; at >= 0; at--) Sink(held, at, order);
        for (var at = count; at < rows.Length; at++)
        {
            if (order.Compare(rows[at], held[0]) >= 0) continue;
            (rows[at], held[0]) = (held[0], rows[at]);
            Sink(held, 0, order);
        }
    }

    private static void Sink(Span<int> heap, int at, IComparer<int> order)
    {
        for (var child = (2 * at) + 1; child < heap.Length; child = (2 * at) + 1)
        {
            if (child + 1 < heap.Length && order.Compare(heap[child + 1], heap[child]) > 0) child++;
            if (order.Compare(heap[child], heap[at]) <= 0) return;
            (heap[at], heap[child]) = (heap[child], heap[at]);
            at = child;
        }
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
