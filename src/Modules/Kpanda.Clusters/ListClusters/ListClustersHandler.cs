using Kpanda.Clusters.Errors;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Shapes;
using Kpanda.Hosting;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.ListClusters;

/// <summary>Lists and opens clusters, within what the person may see: a cluster shows when anything in it is open to the person. Asks no member.</summary>
internal sealed class ListClustersHandler(IAuthorizer authorizer, ClusterRegistry registry, ClusterRenderer renderer)
{
    /// <summary>The resource that the scope is asked for.</summary>
    public static GroupResource Resource { get; } = new("kpanda.io", "clusters");

    public async Task<ClusterPage> ListAsync(Person person, ClusterFilter filter, PageRequest page, Language language, CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "list", Resource, cancellationToken);
        var matching = registry.All().Where(cluster => scope.Touches(cluster.Record.Name) && filter.Matches(cluster)).ToList();
        var rows = filter.Order(matching).Skip((int)Math.Min(page.Offset, int.MaxValue)).Take(page.PageSize);
        return new ClusterPage([.. rows.Select(cluster => renderer.Render(cluster, language, filter.ExcludeMetrics))], Pagination.Of(page, matching.Count));
    }

    public async Task<Result<ClusterShape>> GetAsync(Person person, string name, ClusterReadParameters parameters, Language language, CancellationToken cancellationToken)
    {
        // A cluster that the person may not see does not exist for the person.
        var scope = await authorizer.ScopeAsync(person, "get", Resource, cancellationToken);
        return registry.Get(name) is { } cluster && scope.Touches(name) && parameters.Matches(cluster.Health.Phase)
            ? renderer.Render(cluster, language, parameters.ExcludeMetrics == true)
            : ClusterErrors.Unknown(name);
    }

    public async Task<ClusterSummaryList> SummariseAsync(Person person, ClusterSummaryParameters parameters, CancellationToken cancellationToken)
    {
        // Nothing takes snapshots of clusters yet: none has one.
        if (parameters.FilterBySnapshot == true) return new ClusterSummaryList([]);

        var scope = await authorizer.ScopeAsync(person, "list", Resource, cancellationToken);
        return new ClusterSummaryList(
            [.. registry.All().Where(cluster => scope.Touches(cluster.Record.Name)).Select(cluster => new ClusterSummary(cluster.Record.Name, cluster.Health.Phase, cluster.Record.KubeSystemId))]);
    }
}
