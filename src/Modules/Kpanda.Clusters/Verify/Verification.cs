namespace Kpanda.Clusters.Verify;

/// <summary>What a credential showed when it was tried.</summary>
/// <param name="KubernetesVersion">Such as <c>v1.36.2</c>.</param>
/// <param name="KubeSystemId">UID of namespace <c>kube-system</c>.</param>
/// <param name="Distribution">What the cluster was recognised as; empty for unknown.</param>
/// <param name="Provider">The published provider for it.</param>
/// <param name="Conditions">What the credential may do.</param>
internal sealed record Verification(
    string KubernetesVersion,
    string KubeSystemId,
    string Distribution,
    string Provider,
    IReadOnlyList<ClusterCondition> Conditions);
