using Kpanda.Clusters.Shapes;

namespace Kpanda.Clusters.ValidateKubeconfig;

/// <summary><c>v1alpha1ValidateKubeConfigResponse</c>, and what else was found out.</summary>
internal sealed record ValidateKubeconfigResponse(bool ValidateResult, string ErrMsg)
{
    public long? KubeconfigExpireTime { get; init; }

    /// <summary>Machine word of <see cref="ErrMsg"/>; empty for none.</summary>
    public string Reason { get; init; } = "";

    public string ApiEndpoint { get; init; } = "";
    public string KubernetesVersion { get; init; } = "";
    public string KubeSystemID { get; init; } = "";
    public string Distribution { get; init; } = "";
    public string Provider { get; init; } = "";
    public string ServiceCIDR { get; init; } = "";
    public string ClusterCIDR { get; init; } = "";
    public IReadOnlyList<ConditionShape> Conditions { get; init; } = [];
}
