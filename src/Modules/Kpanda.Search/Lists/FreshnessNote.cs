namespace Kpanda.Search.Lists;

/// <summary>A cluster whose part of an answer is not in step (docs/design/lists.md).</summary>
public sealed record FreshnessNote(string Cluster, bool Synced, bool Live, DateTimeOffset? LastContact, string Reason, string Message);
