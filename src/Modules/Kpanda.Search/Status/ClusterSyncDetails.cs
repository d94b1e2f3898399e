namespace Kpanda.Search.Status;

/// <summary>How the index stands for one cluster, kind by kind.</summary>
/// <param name="Summary">All kinds together.</param>
/// <param name="Kinds">Each kind, by its name; those that are left out too.</param>
public sealed record ClusterSyncDetails(ClusterSyncStatus Summary, IReadOnlyList<KindSyncStatus> Kinds);
