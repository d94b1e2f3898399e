namespace Kpanda.Clusters.Verify;

/// <summary>What a credential showed when it was tried.</summary>
/// <param name="KubernetesVersion">Such as <c>v1.36.2</c>.</param>
/// <param name="KubeSystemId">UID of namespace <c>kube-system</c>.</param>
/// <param name="Distribution">What the cluster was recognised as (<see cref="DistributionRule"/>); empty for unknown.</param>
/// <param name="Network">Its network, as far as it could be read.</param>
/// <param name="Conditions">What the credential may do.</param>
internal sealed record Verification(
    string KubernetesVersion,
    string KubeSystemId,
    string Distribution,
    ClusterNetwork Network,
    IReadOnlyList<ClusterCondition> Conditions)
{
    /// <summary>The published provider of the distribution.</summary>
    public string Provider => DistributionRule.ProviderOf(Distribution);
}
