using Kpanda.Search.Control;

namespace Kpanda.Search.Status;

/// <summary>How the index stands for one cluster.</summary>
/// <param name="Cluster">Its name.</param>
/// <param name="Objects">Objects in the index.</param>
/// <param name="Watches">Watches held.</param>
/// <param name="Kinds">Kinds that are indexed.</param>
/// <param name="Behind">Kinds that are not in step.</param>
/// <param name="Lists">How often a whole collection was listed since the server started.</param>
/// <param name="LastContact">When it was last heard of for any kind; null for never.</param>
/// <param name="LastEvent">When an event last changed something; null for not since the server started.</param>
/// <param name="LagMilliseconds">The longest time for which nothing was heard of one of its kinds; null where none is in the index yet.</param>
/// <param name="Reason">Why it does not tell what it serves (machine word); empty when it does.</param>
/// <param name="Message">The same in words.</param>
/// <param name="Paused">Who paused it as a whole; null where nobody did.</param>
/// <param name="PausedKinds">Kinds that are paused one by one.</param>
/// <param name="Check">How far the comparison that runs or waits is; null for none.</param>
/// <param name="LastCheck">The oldest of the last comparisons of its kinds; null for never.</param>
/// <param name="Different">Objects that the last comparisons found different, over all kinds.</param>
public sealed record ClusterSyncStatus(
    string Cluster,
    int Objects,
    int Watches,
    int Kinds,
    int Behind,
    long Lists,
    DateTimeOffset? LastContact,
    DateTimeOffset? LastEvent,
    long? LagMilliseconds,
    string Reason,
    string Message,
    SyncPause? Paused,
    int PausedKinds,
    ClusterCheckProgress? Check,
    DateTimeOffset? LastCheck,
    int Different);
