namespace Kpanda.Search.Control;

/// <summary>How far a comparison of a cluster is.</summary>
/// <param name="Waiting">Whether it has not begun: one cluster is compared at a time.</param>
/// <param name="Done">Kinds that were compared.</param>
/// <param name="Of">Kinds that are to be compared.</param>
/// <param name="Kind">The kind that is compared now; empty for none.</param>
public sealed record ClusterCheckProgress(bool Waiting, int Done, int Of, string Kind);
