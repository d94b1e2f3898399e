namespace Kpanda.Clusters.ImportGuide;

/// <summary>The guide for one vendor.</summary>
/// <param name="Distribution">As a verification names it; empty for any other cluster.</param>
/// <param name="Title">What the vendor's product is called.</param>
/// <param name="Note">What to know before; empty for nothing.</param>
/// <param name="Steps">What to do, in order.</param>
internal sealed record ImportGuideShape(string Distribution, string Title, string Note, IReadOnlyList<ImportGuideStep> Steps);
