using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Overview;

/// <summary>Sums over clusters, within what a person may see. Never reads a body.</summary>
internal sealed class Capacities(ResourceIndex index, KindRegistry kinds, IAuthorizer authorizer)
{
    /// <summary>Nodes, and the kinds whose health an overview shows.</summary>
    public static GroupResource Nodes { get; } = new("", "nodes");

    public static GroupResource Pods { get; } = new("", "pods");

    private static readonly GroupResource[] Workloads =
    [
        new("apps", "deployments"), new("apps", "statefulsets"), new("apps", "daemonsets"), new("batch", "jobs"), new("batch", "cronjobs"), Pods,
    ];

    /// <summary>The sums of a kind by cluster; empty for a kind that the person may not list.</summary>
    public async ValueTask<Dictionary<string, KindSum>> SumAsync(GroupResource resource, IReadOnlyList<string> clusters, Person person, CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "list", resource, cancellationToken);
        return scope.IsNone ? [] : index.Table(resource).SumByCluster(clusters, scope);
    }

    /// <summary>How workloads and pods are, all these clusters together.</summary>
    public async ValueTask<IReadOnlyList<KindHealth>> WorkloadsAsync(IReadOnlyList<string> clusters, Person person, CancellationToken cancellationToken)
    {
        var all = new List<KindHealth>(Workloads.Length);
        foreach (var resource in Workloads)
        {
            if (kinds.Find(resource) is not { } descriptor) continue;
            var sums = await SumAsync(resource, clusters, person, cancellationToken);
            all.Add(KindHealth.Of(descriptor.Segment, sums.Values));
        }

        return all;
    }
}
