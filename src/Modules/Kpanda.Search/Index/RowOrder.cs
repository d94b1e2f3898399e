using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>The total orders of rows: the asked column, then cluster, namespace and name.</summary>
internal sealed class RowOrder(KindTable table, SortField field, bool descending) : IComparer<int>
{
    public int Compare(int x, int y)
    {
        var order = Ascending(x, y);
        return descending ? -order : order;
    }

    private int Ascending(int x, int y)
    {
        ref var a = ref table.RowAt(x);
        ref var b = ref table.RowAt(y);
        var order = field switch
        {
            SortField.Name => string.CompareOrdinal(a.Name, b.Name),
            SortField.Created => a.Created.CompareTo(b.Created),
            SortField.State => CompareStatus(a.Status, b.Status),
            SortField.Namespace => string.CompareOrdinal(table.PlaceAt(a.Place).Namespace, table.PlaceAt(b.Place).Namespace),
            _ => 0,
        };
        if (order != 0) return order;
        if (a.Place != b.Place)
        {
            var first = table.PlaceAt(a.Place);
            var second = table.PlaceAt(b.Place);
            order = string.CompareOrdinal(first.Cluster, second.Cluster);
            if (order != 0) return order;
            order = string.CompareOrdinal(first.Namespace, second.Namespace);
            if (order != 0) return order;
        }

        return string.CompareOrdinal(a.Name, b.Name);
    }

    private int CompareStatus(int x, int y)
    {
        if (x == y) return 0;
        var a = table.Statuses[x];
        var b = table.Statuses[y];
        var order = a.Severity.CompareTo(b.Severity);
        return order != 0 ? order : string.CompareOrdinal(a.State, b.State);
    }
}
