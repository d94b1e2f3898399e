using System.ComponentModel.DataAnnotations;

namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1ClusterSpec</c>. The description has no published field; it goes out under the name that import takes it by. The proxy goes without its password.</summary>
internal sealed record ClusterSpecShape(
    [property: AllowedValues(
        "GENERIC", "DAOCLOUD_KUBESPRAY", "DAOCLOUD_CLUSTER_API", "DAOCLOUD_DCE4", "REDHAT_OPENSHIFT4", "SUSE_RANCHER", "VMWARE_TANZU", "AWS_EKS", "ALIYUN_ACK",
        "TENCENT_TKE", "HUAWEI_CCE", "MICROSOFT_AZURE", "K3S", "Oracle_OKE")] string Provider,
    string ApiEndpoint,
    string Region,
    string Zone,
    [property: AllowedValues(
        "CLUSTER_ROLE_UNSPECIFIED", "CLUSTER_ROLE_MANAGER", "CLUSTER_ROLE_GLOBAL_SERVICE", "CLUSTER_ROLE_WORKER", "CLUSTER_ROLE_THIRD_PARTY")] IReadOnlyList<string> Roles,
    string AliasName,
    string Describe,
    string ProxyUrl)
{
    /// <summary>Who made the cluster; absent for those that were imported.</summary>
    public string? ManagedBy { get; init; }

    /// <summary>Where a credential is kept in a Kubernetes Secret; absent, for ours are kept encrypted in the database.</summary>
    public SecretReferenceShape? SecretRef { get; init; }
}
