using System.ComponentModel.DataAnnotations;

namespace Kpanda.Clusters.ListClusters;

/// <summary><c>v1alpha1ClusterSummary</c>.</summary>
internal sealed record ClusterSummary(
    string Name,
    [property: AllowedValues("CLUSTER_PHASE_UNSPECIFIED", "Unknown", "Creating", "Running", "Updating", "Deleting", "Failed", "DeleteFailed")] string Phase,
    string KubeSystemID);
