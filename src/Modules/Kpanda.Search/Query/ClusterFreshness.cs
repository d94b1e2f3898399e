namespace Kpanda.Search.Query;

/// <summary>How far the index can be believed for one cluster (and kind).</summary>
/// <param name="Cluster">Name of the member cluster.</param>
/// <param name="Synced">Whether a first full list has been taken.</param>
/// <param name="Live">Whether changes arrive at this moment.</param>
/// <param name="LastContact">When the member was last heard of for this kind; null for never.</param>
/// <param name="Reason">Why it is not live (machine word); empty when it is.</param>
public sealed record ClusterFreshness(string Cluster, bool Synced, bool Live, DateTimeOffset? LastContact, string Reason);
