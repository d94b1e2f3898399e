namespace Kpanda.Clusters.ImportGuide;

/// <summary>How to make a kubeconfig that can be imported, for each vendor.</summary>
/// <param name="Items">The vendors; any other cluster first.</param>
internal sealed record ImportGuides(IReadOnlyList<ImportGuideShape> Items);
