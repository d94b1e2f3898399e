using System.ComponentModel.DataAnnotations;

namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1ClusterStatus</c>, as far as it is known; what is not known is absent. <see cref="Distribution"/>,
/// <see cref="LastContact"/> and <see cref="Components"/> are our own.</summary>
internal sealed record ClusterStatusShape
{
    public required string KubernetesVersion { get; init; }
    public required string KubeSystemID { get; init; }
    [AllowedValues("CLUSTER_PHASE_UNSPECIFIED", "Unknown", "Creating", "Running", "Updating", "Deleting", "Failed", "DeleteFailed")]
    public required string Phase { get; init; }
    public required string ServiceCIDR { get; init; }
    public required string ClusterCIDR { get; init; }
    public required string ProxyMode { get; init; }
    public required IReadOnlyList<string> NetworkMode { get; init; }
    public CountShape? DeploymentSummary { get; init; }
    public CountShape? DaemonsetSummary { get; init; }
    public CountShape? StatefulsetSummary { get; init; }
    public CountShape? NodeSummary { get; init; }
    public CountShape? PodSummary { get; init; }
    public AmountsShape? ResourceSummary { get; init; }
    public double? CpuUsage { get; init; }
    public double? MemoryUsage { get; init; }
    public required IReadOnlyList<ConditionShape> Conditions { get; init; }
    public required IReadOnlyList<ConditionShape> Components { get; init; }
    public bool KubeconfigExpireWarnning { get; init; }
    public long? KubeconfigExpireTime { get; init; }
    public string? ClusterVersion { get; init; }
    public int? GpuTotal { get; init; }
    public double? MaxSigningDuration { get; init; }
    public ClusterSettingShape? Settings { get; init; }
    public required string Distribution { get; init; }
    public long? LastContact { get; init; }
}
