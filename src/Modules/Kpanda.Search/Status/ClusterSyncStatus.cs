namespace Kpanda.Search.Status;

/// <summary>How the index stands for one cluster.</summary>
/// <param name="Cluster">Its name.</param>
/// <param name="Objects">Objects in the index.</param>
/// <param name="Watches">Watches held.</param>
/// <param name="Behind">Kinds that are not in step.</param>
/// <param name="LastContact">When it was last heard of for any kind; null for never.</param>
/// <param name="Reason">Why it does not tell what it serves (machine word); empty when it does.</param>
/// <param name="Kinds">Each kind, by its name.</param>
public sealed record ClusterSyncStatus(string Cluster, int Objects, int Watches, int Behind, DateTimeOffset? LastContact, string Reason, IReadOnlyList<KindSyncStatus> Kinds);
