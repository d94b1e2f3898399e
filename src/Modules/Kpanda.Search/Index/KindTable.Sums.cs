using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

internal sealed partial class KindTable
{
    /// <summary>
    /// The objects in these clusters (none named: in all) within the scope, added up for each cluster. Severities are known for each place; of amounts one number is looked at for
    /// each row.
    /// </summary>
    public Dictionary<string, KindSum> SumByCluster(IReadOnlyList<string> clusters, AccessScope scope)
    {
        var query = new ResourceQuery(Columns.Resource) { Clusters = clusters };
        var sums = new Dictionary<string, KindSum>(StringComparer.Ordinal);
        _lock.EnterReadLock();
        try
        {
            var amounts = AmountsByNumber();
            var filter = new RowFilter(this, query, scope, remember: true);
            foreach (var place in PlacesOf(query, scope, filter))
            {
                if (!sums.TryGetValue(place.Cluster, out var sum)) sums[place.Cluster] = sum = new KindSum();
                if (filter.OpenByName)
                {
                    foreach (var row in place.Rows)
                        if (filter.IncludesRow(row, _rows[row])) sum.Add(Phases[_rows[row].Phase].Severity, 1);
                    continue;
                }

                for (var phase = 0; phase < Phases.Count; phase++) sum.Add(Phases[phase].Severity, place.CountOf(phase));
                if (amounts.Length == 0) continue;
                foreach (var row in place.Rows) sum.Amounts += amounts[_fieldValues[(row * _fieldTables.Length) + Columns.AmountsNumber]];
            }
        }
        finally
        {
            _lock.ExitReadLock();
        }

        return sums;
    }

    // Few values are distinct: pods of one workload ask for the same, nodes of one size offer the same.
    private Amounts[] AmountsByNumber()
    {
        if (Columns.AmountsNumber < 0) return [];
        var values = _fieldTables[Columns.AmountsNumber];
        var amounts = new Amounts[values.Bound];
        for (var number = 0; number < amounts.Length; number++) amounts[number] = values[number] is { } text ? Amounts.OfColumn(text) : default;
        return amounts;
    }
}
