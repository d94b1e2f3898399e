using Kpanda.Clusters.Registry;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;

namespace Kpanda.Clusters.Shapes;

/// <summary>Shows a cluster in its published shape, with words in the reader's language.</summary>
internal sealed class ClusterRenderer(IEnumerable<IClusterFacts> facts, ErrorVocabulary words, ClustersOptions options, TimeProvider time)
{
    private readonly IClusterFacts? _facts = facts.LastOrDefault();

    /// <summary>The row.</summary>
    public ClusterShape Render(RegisteredCluster cluster, Language language)
    {
        var record = cluster.Record;
        return new ClusterShape(
            new ClusterMeta(record.Name, record.Id.ToString(), $"{record.Version}", record.Created.ToUnixTimeMilliseconds(), record.Labels, record.Annotations),
            new ClusterSpecShape(record.Provider, record.ApiEndpoint, record.Region, record.Zone, ["CLUSTER_ROLE_THIRD_PARTY"], record.Alias, record.Description),
            Status(cluster, language));
    }

    /// <summary>A condition with its words.</summary>
    public ConditionShape Render(ClusterCondition condition, string cluster, Language language) => new(
        condition.Type,
        condition.Status switch { true => "True", false => "False", null => "Unknown" },
        condition.Reason,
        Words(condition.Reason, language, new Dictionary<string, string> { ["cluster"] = cluster, ["detail"] = condition.Detail }),
        condition.Since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));

    private ClusterStatusShape Status(RegisteredCluster cluster, Language language)
    {
        var (record, health) = (cluster.Record, cluster.Health);
        var known = _facts?.Find(record.Name);
        return new ClusterStatusShape
        {
            KubernetesVersion = health.KubernetesVersion.Length > 0 ? health.KubernetesVersion : record.KubernetesVersion,
            KubeSystemID = record.KubeSystemId,
            Phase = health.Phase,
            Distribution = record.Distribution,
            LastContact = health.LastContact?.ToUnixTimeMilliseconds(),
            NodeSummary = known is null ? null : CountShape.Of(known.Nodes),
            PodSummary = known is null ? null : CountShape.Of(known.Pods),
            DeploymentSummary = known is null ? null : CountShape.Of(known.Deployments),
            StatefulsetSummary = known is null ? null : CountShape.Of(known.StatefulSets),
            DaemonsetSummary = known is null ? null : CountShape.Of(known.DaemonSets),
            ResourceSummary = known is null ? null : new AmountsShape(known.Allocatable, known.Allocated),
            CpuUsage = known?.CpuUsage,
            MemoryUsage = known?.MemoryUsage,
            Conditions = [Ready(cluster, language), .. record.Conditions.Select(condition => Render(condition, record.Name, language))],
            KubeconfigExpireTime = record.CredentialExpires?.ToUnixTimeMilliseconds(),
            KubeconfigExpireWarnning = record.CredentialExpires is { } expires && expires - time.GetUtcNow() < options.WarnBeforeExpiry,
        };
    }

    private ConditionShape Ready(RegisteredCluster cluster, Language language)
    {
        var health = cluster.Health;
        var status = health.Phase switch { "Running" => "True", "Unknown" when health.Reason.Length == 0 => "Unknown", _ => "False" };
        return new(ClusterConditions.Ready, status, health.Reason, Words(health.Reason, language, health.Parameters), (health.Since ?? cluster.Record.Created).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
    }

    private string Words(string reason, Language language, IReadOnlyDictionary<string, string> parameters) =>
        reason.Length == 0 ? "" : words.Render(new Error(ErrorCode.Unavailable, reason, parameters), language);
}
