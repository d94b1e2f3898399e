using Kpanda.Clusters.Registry;

namespace Kpanda.Clusters.Health;

/// <summary>The parts of a cluster as a person sees them: what the probes found, and the nodes from the index. Pure.</summary>
internal static class ComponentView
{
    /// <summary>Whether the cluster is as it should be, and why not.</summary>
    public static ClusterCondition Ready(RegisteredCluster cluster)
    {
        var health = cluster.Health;
        bool? status = health.Phase switch
        {
            ClusterPhases.Running => true,
            ClusterPhases.Unknown or ClusterPhases.Creating or ClusterPhases.Updating or ClusterPhases.Deleting when health.Reason.Length == 0 => null,
            _ => false,
        };
        return new(ClusterConditions.Ready, status, health.Reason, health.Parameters.GetValueOrDefault("detail", ""), health.Since ?? cluster.Record.Created) { Values = health.Parameters };
    }

    /// <summary>The components, the most telling first.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="facts">What the index knows; null for nothing.</param>
    public static IReadOnlyList<ClusterCondition> Of(RegisteredCluster cluster, ClusterFacts? facts)
    {
        var health = cluster.Probed;
        var since = health.Since ?? cluster.Record.Created;
        // A member that says of itself that it is not ready still says what of it is not.
        var isAway = health.Phase is not (ClusterPhases.Running or ClusterPhases.Creating) && health.Reason != "member.server";
        ClusterCondition Away(string type) => new(type, null, "cluster.component.away", "", since);
        ClusterCondition Asked(string type) => isAway
            ? Away(type)
            : health.Components.FirstOrDefault(component => component.Type == type) ?? new(type, null, "cluster.component.unasked", "", since);
        return
        [
            Ready(cluster with { Activity = null, Record = cluster.Record with { FailedRemoval = null } }) with { Type = ClusterConditions.ApiServer },
            Asked(ClusterConditions.Etcd),
            isAway ? Away(ClusterConditions.Nodes) : Nodes(facts, since),
            Asked(ClusterConditions.Dns),
            Asked(ClusterConditions.Metrics),
        ];
    }

    private static ClusterCondition Nodes(ClusterFacts? facts, DateTimeOffset since) => facts?.Nodes switch
    {
        null => new(ClusterConditions.Nodes, null, "cluster.component.unasked", "", since),
        { Total: 0 } => new(ClusterConditions.Nodes, false, "cluster.component.nodes.none", "", since),
        { } nodes when nodes.Ready < nodes.Total => new(ClusterConditions.Nodes, false, "cluster.component.nodes.some", $"{nodes.Ready}/{nodes.Total}", since),
        { } nodes => new(ClusterConditions.Nodes, true, "cluster.component.nodes.all", $"{nodes.Total}", since),
    };
}
