namespace Kpanda.Clusters;

/// <summary>One thing that was found out about a cluster, as a published condition shows it.</summary>
/// <param name="Type">Such as <c>CanImpersonate</c>; see <see cref="ClusterConditions"/>.</param>
/// <param name="Status">True, false, or null where it could not be found out.</param>
/// <param name="Reason">Key of the words (<c>cluster.cannot.impersonate</c>); empty where all is well.</param>
/// <param name="Detail">A value for the words.</param>
/// <param name="Since">When the status became what it is.</param>
public sealed record ClusterCondition(string Type, bool? Status, string Reason, string Detail, DateTimeOffset Since);
