using System.ComponentModel.DataAnnotations;

namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1ClusterSetting</c>: absent until a cluster has settings of its own.</summary>
internal sealed record ClusterSettingShape
{
    public IReadOnlyList<PluginShape>? Plugins { get; init; }
    public IReadOnlyList<PluginShape>? Network { get; init; }
    public AddonSettingShape? AddonSetting { get; init; }
    public KubeconfigSettingShape? ClusterKubeconfigSetting { get; init; }
    public LifecycleSettingShape? ClusterlcmSetting { get; init; }
    public EtcdBackupSettingShape? EtcdBackupRestoreSetting { get; init; }
    public KubeanSettingShape? KubeanSetting { get; init; }
}

/// <summary><c>v1alpha1Plugin</c>.</summary>
internal sealed record PluginShape(
    [property: AllowedValues(
        "PLUGIN_NAME_UNSPECIFIED", "HPA", "Insight", "GPU", "METALLB", "Spiderpool", "CustomMetrics", "CronHPA", "VPA", "Hwameistor", "Flannel", "KubeOvn", "OLM",
        "EgressGateway", "Snapshot", "DRA", "GatewayAPI")] string Name,
    bool Enabled,
    bool Healthy,
    bool IntelligentDetection,
    string ExternalAddress,
    string Setting);

/// <summary><c>v1alpha1AddonSetting</c>.</summary>
internal sealed record AddonSettingShape
{
    public bool? EnableHelmRepoRefresh { get; init; }
    public int? HelmRepoRefreshInterval { get; init; }
    public string? HelmOperationBaseImage { get; init; }
    public int? HelmOperationHistoryLimit { get; init; }
    public long? HelmOperationTimeoutSecond { get; init; }
    public JobResourcesShape? HelmOperationJobTemplateResources { get; init; }
}

/// <summary><c>v1alpha1ResourceRequirements</c>.</summary>
internal sealed record JobResourcesShape(JobAmountsShape? Limits, JobAmountsShape? Requests);

/// <summary><c>v1alpha1ResourceList</c>.</summary>
internal sealed record JobAmountsShape(string Cpu, string Memory, string Storage, IReadOnlyDictionary<string, string> Resources);

/// <summary><c>v1alpha1ClusterKubeConfigSetting</c>.</summary>
internal sealed record KubeconfigSettingShape(long ExpireWarningThreshold);

/// <summary><c>v1alpha1ClusterlcmSetting</c>.</summary>
internal sealed record LifecycleSettingShape(bool EnableDeletionProtection, bool EnableLocalService);

/// <summary><c>v1alpha1EtcdBackupRestoreSetting</c>.</summary>
internal sealed record EtcdBackupSettingShape(string BaseImage);

/// <summary><c>v1alpha1KubeanSetting</c>.</summary>
internal sealed record KubeanSettingShape(string ClusterOperationsBackEndLimit);
