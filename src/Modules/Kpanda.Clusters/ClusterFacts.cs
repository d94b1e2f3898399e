namespace Kpanda.Clusters;

/// <summary>Counts and sums over the indexed objects of one cluster.</summary>
public sealed record ClusterFacts
{
    /// <summary>Nodes, and those that are Ready.</summary>
    public ReadyCount Nodes { get; init; }

    /// <summary>Pods, and those that are Ready.</summary>
    public ReadyCount Pods { get; init; }

    /// <summary>Deployments, and those that have all replicas.</summary>
    public ReadyCount Deployments { get; init; }

    /// <summary>StatefulSets, and those that have all replicas.</summary>
    public ReadyCount StatefulSets { get; init; }

    /// <summary>DaemonSets, and those that have all pods.</summary>
    public ReadyCount DaemonSets { get; init; }

    /// <summary>Sum over the nodes by resource name (<c>cpu</c>, <c>memory</c>, <c>pods</c>), as quantities.</summary>
    public IReadOnlyDictionary<string, string> Allocatable { get; init; } = new Dictionary<string, string>();

    /// <summary>Requests of the pods that run, by resource name, as quantities.</summary>
    public IReadOnlyDictionary<string, string> Allocated { get; init; } = new Dictionary<string, string>();

    /// <summary>Share of the cores in use, 0 to 1; null without metrics.</summary>
    public double? CpuUsage { get; init; }

    /// <summary>Share of the memory in use, 0 to 1; null without metrics.</summary>
    public double? MemoryUsage { get; init; }
}
