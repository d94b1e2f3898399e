namespace Kpanda.Clusters;

/// <summary>One thing that was found out about a cluster, as a published condition shows it.</summary>
/// <param name="Type">Such as <c>CanImpersonate</c>; see <see cref="ClusterConditions"/>.</param>
/// <param name="Status">True, false, or null where it could not be found out.</param>
/// <param name="Reason">Key of the words (<c>cluster.cannot.impersonate</c>); empty where there is nothing to say.</param>
/// <param name="Detail">A value for the words.</param>
/// <param name="Since">When the status became what it is.</param>
public sealed record ClusterCondition(string Type, bool? Status, string Reason, string Detail, DateTimeOffset Since)
{
    /// <summary>All values for the words, where there are more than <see cref="Detail"/>; not stored.</summary>
    internal IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>The values for the words.</summary>
    internal IReadOnlyDictionary<string, string> Parameters(string cluster) => Values ?? new Dictionary<string, string> { ["cluster"] = cluster, ["detail"] = Detail };

    /// <summary>The same finding as <paramref name="before"/> keeps its time.</summary>
    internal ClusterCondition After(ClusterCondition? before) => before is not null && before.Status == Status ? this with { Since = before.Since } : this;
}
