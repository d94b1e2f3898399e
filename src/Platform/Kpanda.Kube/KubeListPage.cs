namespace Kpanda.Kube;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects.</param>
/// <param name="ResourceVersion">Where a watch that follows the list begins.</param>
/// <param name="Continue">Token for the next page; null on the last.</param>
public sealed record KubeListPage(IReadOnlyList<KubeObject> Items, string ResourceVersion, string? Continue);
