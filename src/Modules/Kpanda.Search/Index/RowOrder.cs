using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>The total orders of rows: the asked column, then cluster, namespace and name.</summary>
/// <param name="table">Whose rows.</param>
/// <param name="field">The column.</param>
/// <param name="descending">Whether the largest comes first.</param>
/// <param name="indexed">Number of the indexed field that is asked in its place; null for none.</param>
internal sealed class RowOrder(KindTable table, SortField field, bool descending, int? indexed = null) : IComparer<int>
{
    public int Compare(int x, int y)
    {
        var order = Ascending(x, y);
        return descending ? -order : order;
    }

    /// <summary>Where a row stands to the last row of a page that may be gone by now.</summary>
    public int Compare(int x, PageCursor cursor)
    {
        ref var row = ref table.RowAt(x);
        var place = table.PlaceAt(row.Place);
        var order = indexed is { } number ? string.CompareOrdinal(table.FieldValue(x, number), cursor.Field) : field switch
        {
            SortField.Name => string.CompareOrdinal(row.Name, cursor.Name),
            SortField.Created => row.Created.CompareTo(cursor.Created),
            SortField.Changed => row.Changed.CompareTo(cursor.Changed),
            SortField.State => CompareStatus(table.Statuses[row.Status], cursor.Severity, cursor.State),
            SortField.Namespace => string.CompareOrdinal(place.Namespace, cursor.Namespace),
            _ => 0,
        };
        if (order == 0) order = string.CompareOrdinal(place.Cluster, cursor.Cluster);
        if (order == 0) order = string.CompareOrdinal(place.Namespace, cursor.Namespace);
        if (order == 0) order = string.CompareOrdinal(row.Name, cursor.Name);
        return descending ? -order : order;
    }

    private int Ascending(int x, int y)
    {
        ref var a = ref table.RowAt(x);
        ref var b = ref table.RowAt(y);
        var order = indexed is { } number ? CompareField(x, y, number) : field switch
        {
            SortField.Name => string.CompareOrdinal(a.Name, b.Name),
            SortField.Created => a.Created.CompareTo(b.Created),
            SortField.Changed => a.Changed.CompareTo(b.Changed),
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

    private int CompareField(int x, int y, int number) =>
        table.FieldValueNumber(x, number) == table.FieldValueNumber(y, number) ? 0 : string.CompareOrdinal(table.FieldValue(x, number), table.FieldValue(y, number));

    private int CompareStatus(int x, int y)
    {
        if (x == y) return 0;
        var other = table.Statuses[y];
        return CompareStatus(table.Statuses[x], other.Severity, other.State);
    }

    private static int CompareStatus(KindStatus status, StatusSeverity severity, string state)
    {
        var order = status.Severity.CompareTo(severity);
        return order != 0 ? order : string.CompareOrdinal(status.State, state);
    }
}
