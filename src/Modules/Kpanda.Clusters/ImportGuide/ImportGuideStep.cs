namespace Kpanda.Clusters.ImportGuide;

/// <summary>One step: what it is for, and the commands to copy.</summary>
internal sealed record ImportGuideStep(string Title, string Commands);
