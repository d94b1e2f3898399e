using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Namespaces;

/// <summary>The parameters of namespace lists beyond those of all lists.</summary>
internal static class NamespaceLists
{
    /// <summary>What rows are completed from.</summary>
    public static readonly GroupResource Quotas = new("", "resourcequotas");

    // What Kubernetes itself makes, and what the platform puts into a member.
    private static readonly string[] System = ["kube-system", "kube-public", "kube-node-lease", "kpanda-system", "ghippo-system", "insight-system", "kubean-system"];

    public static IReadOnlyList<ListParameter> Parameters { get; } =
    [
        new("excludeSystem") { Type = ListParameterType.Flag },
        new("includeResourceQuota") { Type = ListParameterType.Flag },
        new("onlyUnassign") { Type = ListParameterType.Flag },
        new("workspaceId") { Type = ListParameterType.Integer },
        new("workspaceAlias"),
        VirtualClusters.Parameter,
    ];

    public static ResourceQuery Refine(ResourceQuery query, ListRequest request)
    {
        if (request.Flag("excludeSystem")) query = query with { Fields = [.. query.Fields, new FieldCondition(FieldCondition.NamePath, System) { Negated = true }] };
        // No namespace belongs to a workspace yet: one that is asked for has none, and all are unassigned.
        var workspace = request.Value("workspaceId") is { } id and not "0" ? id : request.Value("workspaceAlias");
        return workspace is null ? query : query with { Labels = LabelSelector.Nothing };
    }

    /// <summary>Adds up the quotas of each namespace, within what the person may list.</summary>
    public static async ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(
        IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken)
    {
        if (!request.Flag("includeResourceQuota") || rows.Count == 0) return rows;

        var namespaces = rows.Cast<Namespace>().ToList();
        var query = new ResourceQuery(Quotas)
        {
            Clusters = [.. namespaces.Select(ns => ns.Metadata.Cluster).Distinct()],
            Namespaces = [.. namespaces.Select(ns => ns.Metadata.Name).Distinct()],
        };
        var scope = await request.ScopeOf(Quotas, cancellationToken);
        var quotas = await request.Index.AllAsync(query, scope, cancellationToken).ToLookupAsync(quota => (quota.Cluster, quota.Key.Namespace), cancellationToken: cancellationToken);
        return [.. namespaces.Select(ns => ns with { Status = ns.Status with { QuotaStatus = QuotaSum.Of(quotas[(ns.Metadata.Cluster, ns.Metadata.Name)]) } })];
    }
}
