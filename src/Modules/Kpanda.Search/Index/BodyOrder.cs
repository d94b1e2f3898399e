using System.Collections.Concurrent;
using System.Text.Json;
using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>
/// Pages in the order of a value that the table has no column for: the bodies of all rows that match are read for it, by all processors. Kinds that nobody registered have few objects, and any columns.
/// </summary>
internal sealed class BodyOrder(BodyStore bodies, KindTable table, SortedValue value)
{
    /// <summary>One page in the query's order, and how many match.</summary>
    public async ValueTask<RowPage> PageAsync(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners, CancellationToken cancellationToken)
    {
        var matching = table.Matching(query, scope, owners);
        var keyed = new ConcurrentBag<(string Key, RowRef Row)>();
        await bodies.ScanAsync([.. matching.Keys], (id, body) =>
        {
            using var document = JsonDocument.Parse(body);
            if (table.At(matching[id], id) is { } row) keyed.Add((KindColumns.SortKey(document.RootElement, value), row));
        }, cancellationToken);

        var rows = keyed.ToArray();
        Array.Sort(rows, (x, y) => Order(query, Compare(x.Key, x.Row, y.Key, y.Row.Cluster, y.Row.Key.Namespace, y.Row.Key.Name)));
        var page = query.After is { } after
            ? rows.SkipWhile(row => Order(query, Compare(row.Key, row.Row, after.Field ?? "", after.Cluster, after.Namespace, after.Name)) <= 0)
            : rows.Skip((int)Math.Min(query.Page.Offset, rows.Length));
        var shown = page.Take(query.Page.PageSize).ToList();
        return new([.. shown.Select(row => row.Row)], rows.Length) { LastField = shown.Count == 0 ? null : shown[^1].Key };
    }

    private static int Order(ResourceQuery query, int ascending) => query.Descending ? -ascending : ascending;

    // As RowOrder has it.
    private static int Compare(string key, RowRef row, string otherKey, string cluster, string ns, string name)
    {
        var order = string.CompareOrdinal(key, otherKey);
        if (order == 0) order = string.CompareOrdinal(row.Cluster, cluster);
        if (order == 0) order = string.CompareOrdinal(row.Key.Namespace, ns);
        return order == 0 ? string.CompareOrdinal(row.Key.Name, name) : order;
    }
}
