using Microsoft.AspNetCore.Mvc;

namespace Kpanda.Workloads;

/// <summary>The path of an action on one workload.</summary>
internal sealed record WorkloadPath(
    [property: FromRoute] string Cluster,
    [property: FromRoute(Name = "namespace")] string Namespace,
    [property: FromRoute] string Name)
{
    /// <summary>What all paths of this module begin with.</summary>
    public const string Prefix = "/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{namespace}";
}
