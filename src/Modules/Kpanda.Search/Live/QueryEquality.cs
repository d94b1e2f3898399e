using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>Compares queries by what they match: the page and the order make no difference, nor does the order of values.</summary>
internal static class QueryEquality
{
    public static bool Same(ResourceQuery a, ResourceQuery b) =>
        a.Resource == b.Resource && a.Name == b.Name && a.NameContains == b.NameContains && a.Contains == b.Contains && a.OwnerUid == b.OwnerUid
        && SameSet(a.Clusters, b.Clusters) && SameSet(a.Namespaces, b.Namespaces) && SameSet(a.States, b.States) && SameSet(a.Severities, b.Severities)
        && Same(a.Labels, b.Labels)
        && a.Fields.Count == b.Fields.Count && a.Fields.Zip(b.Fields).All(pair => Same(pair.First, pair.Second));

    private static bool SameSet<T>(IReadOnlyList<T> a, IReadOnlyList<T> b) => a.Count == b.Count && (a.SequenceEqual(b) || a.ToHashSet().SetEquals(b));

    private static bool Same(FieldCondition a, FieldCondition b) => a.Path == b.Path && a.Negated == b.Negated && SameSet(a.Values, b.Values);

    private static bool Same(LabelSelector? a, LabelSelector? b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a is null || b is null || a.IsEverything != b.IsEverything || a.Requirements.Count != b.Requirements.Count) return false;
        return a.Requirements.Zip(b.Requirements).All(pair => pair.First.Key == pair.Second.Key && pair.First.Operator == pair.Second.Operator && SameSet(pair.First.Values, pair.Second.Values));
    }
}
