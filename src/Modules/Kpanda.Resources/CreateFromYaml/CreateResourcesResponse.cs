using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.CreateFromYaml;

/// <summary>What was created, and what became of each document (an addition to the published fields).</summary>
/// <param name="Data">The created objects as JSON texts.</param>
/// <param name="Results">One entry for each document.</param>
[PublishedName("v1alpha1CreateResourceResponse")]
internal sealed record CreateResourcesResponse(IReadOnlyList<string> Data, IReadOnlyList<DocumentResult> Results);
