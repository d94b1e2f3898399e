namespace Kpanda.Clusters;

/// <summary>How many there are, and how many of them are ready.</summary>
public readonly record struct ReadyCount(int Total, int Ready);
