using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Clusters.Health;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;

namespace Kpanda.Clusters.Shapes;

/// <summary>Shows a cluster in its published shape, with words in the reader's language.</summary>
internal sealed class ClusterRenderer(IEnumerable<IClusterFacts> facts, ErrorVocabulary words, ClustersOptions options, TimeProvider time)
{
    private readonly IClusterFacts? _facts = facts.LastOrDefault();

    /// <summary>The row.</summary>
    public ClusterShape Render(RegisteredCluster cluster, Language language, bool excludeMetrics = false)
    {
        var record = cluster.Record;
        return new ClusterShape(
            new ClusterMeta(record.Name, record.Id.ToString(), $"{record.Version}", record.Created.ToUnixTimeMilliseconds(), record.Labels, record.Annotations),
            new ClusterSpecShape(
                record.Provider.Length > 0 ? record.Provider : "GENERIC",
                record.ApiEndpoint,
                record.Region,
                record.Zone,
                ["CLUSTER_ROLE_THIRD_PARTY"],
                record.Alias,
                record.Description,
                ProxyAddress.Shown(cluster.Transport.Connection.Proxy)),
            Status(cluster, language, excludeMetrics));
    }

    /// <summary>A condition with its words.</summary>
    public ConditionShape Render(ClusterCondition condition, string cluster, Language language) => new(
        condition.Type,
        condition.Status switch { true => "True", false => "False", null => "Unknown" },
        condition.Reason,
        Words(condition.Reason, language, condition.Parameters(cluster)),
        condition.Since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        Words(ClusterHealthWords.TitleOf(condition.Type), language, new Dictionary<string, string>()));

    private ClusterStatusShape Status(RegisteredCluster cluster, Language language, bool excludeMetrics)
    {
        var (record, health) = (cluster.Record, cluster.Health);
        var known = _facts?.Find(record.Name);
        var counts = excludeMetrics ? null : known;
        return new ClusterStatusShape
        {
            KubernetesVersion = health.KubernetesVersion.Length > 0 ? health.KubernetesVersion : record.KubernetesVersion,
            KubeSystemID = record.KubeSystemId,
            Phase = health.Phase,
            Distribution = record.Distribution,
            ServiceCIDR = record.Network.ServiceCidr,
            ClusterCIDR = record.Network.PodCidr,
            ProxyMode = record.Network.ProxyMode,
            NetworkMode = record.Network.Modes,
            LastContact = health.LastContact?.ToUnixTimeMilliseconds(),
            NodeSummary = counts is null ? null : CountShape.Of(counts.Nodes),
            PodSummary = counts is null ? null : CountShape.Of(counts.Pods),
            DeploymentSummary = counts is null ? null : CountShape.Of(counts.Deployments),
            StatefulsetSummary = counts is null ? null : CountShape.Of(counts.StatefulSets),
            DaemonsetSummary = counts is null ? null : CountShape.Of(counts.DaemonSets),
            ResourceSummary = counts is null ? null : new AmountsShape(counts.Allocatable, counts.Allocated),
            CpuUsage = counts?.CpuUsage,
            MemoryUsage = counts?.MemoryUsage,
            Conditions = [.. Conditions(cluster).Select(condition => Render(condition, record.Name, language))],
            Components = [.. ComponentView.Of(cluster, known).Select(component => Render(component, record.Name, language))],
            KubeconfigExpireTime = record.CredentialExpires?.ToUnixTimeMilliseconds(),
            KubeconfigExpireWarnning = record.CredentialExpires is { } expires && expires - time.GetUtcNow() <= options.WarnBeforeExpiry,
        };
    }

    private IEnumerable<ClusterCondition> Conditions(RegisteredCluster cluster) =>
        [ComponentView.Ready(cluster), CredentialRule.Judge(cluster.Record, time.GetUtcNow(), options.WarnBeforeExpiry), .. cluster.Record.Conditions];

    private string Words(string reason, Language language, IReadOnlyDictionary<string, string> parameters) =>
        reason.Length == 0 ? "" : words.Render(new Error(ErrorCode.Unavailable, reason, parameters), language);
}
