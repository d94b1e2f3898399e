using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>Where places stand among all, by cluster and namespace, or by namespace and cluster. Made anew after a new place.</summary>
internal sealed class PlaceOrder
{
    private readonly int[] _byCluster;
    private readonly int[] _byNamespace;

    public PlaceOrder(IReadOnlyList<Place> places)
    {
        _byCluster = Ranks(places, (a, b) => Compare(a.Cluster, b.Cluster, a.Namespace, b.Namespace));
        _byNamespace = Ranks(places, (a, b) => Compare(a.Namespace, b.Namespace, a.Cluster, b.Cluster));
    }

    /// <summary>The rank of every place, by its number, for lists that are sorted by this column and then by cluster, namespace and name.</summary>
    public int[] RanksFor(SortField field) => field == SortField.Namespace ? _byNamespace : _byCluster;

    private static int[] Ranks(IReadOnlyList<Place> places, Comparison<Place> order)
    {
        var sorted = places.ToArray();
        Array.Sort(sorted, order);
        var ranks = new int[sorted.Length];
        for (var rank = 0; rank < sorted.Length; rank++) ranks[sorted[rank].Id] = rank;
        return ranks;
    }

    private static int Compare(string first, string otherFirst, string second, string otherSecond)
    {
        var order = string.CompareOrdinal(first, otherFirst);
        return order != 0 ? order : string.CompareOrdinal(second, otherSecond);
    }
}
