using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Overview;

/// <summary>The overviews of all clusters and of one: from the index alone, within what the person may see. No member is asked.</summary>
internal sealed class ReadOverview(
    IClusters clusters, IAuthorizer authorizer, Capacities capacities, Troubles troubles, AddOns addOns, RowRenderer renderer, ErrorVocabulary words, SyncBoard board)
{
    private const int MostClusters = 200;
    private const int MostTroubles = 30;
    private static readonly GroupResource ClusterResource = new("kpanda.io", "clusters");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/api/v1/overview", (Person person, ReadOverview overview, HttpContext context, CancellationToken cancellationToken) =>
            overview.FleetAsync(person, RequestLanguage.Of(context), cancellationToken)).WithName("ReadFleetOverview").WithTags("Search");
        routes.Get("/api/v1/clusters/{cluster}/overview", (string cluster, Person person, ReadOverview overview, HttpContext context, CancellationToken cancellationToken) =>
            overview.ClusterAsync(cluster, person, RequestLanguage.Of(context), cancellationToken)).WithName("ReadClusterOverview").WithTags("Search");
    }

    /// <summary>All clusters that the person may see.</summary>
    public async Task<FleetOverview> FleetAsync(Person person, Language language, CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "list", ClusterResource, cancellationToken);
        var shown = await ShowAsync([.. clusters.List().Where(record => scope.Touches(record.Name))], [], person, language, cancellationToken);
        var away = shown.Where(cluster => cluster.Message.Length > 0).Select(Away).ToList();
        // Many clusters that are away leave half of the places to what is wrong inside others.
        var found = await troubles.FindAsync([], person, language, Math.Max(MostTroubles / 2, MostTroubles - away.Count), cancellationToken);
        return new(
            Count(shown, cluster => cluster.Phase),
            Count(shown.Where(cluster => cluster.Version.Length > 0), cluster => cluster.Version),
            ClusterCapacity.Of(Sum(shown, amount => amount.Allocatable), Sum(shown, amount => amount.Requested)),
            [.. shown.OrderByDescending(cluster => cluster.Message.Length > 0).ThenBy(cluster => cluster.Name, StringComparer.Ordinal).Take(MostClusters)],
            shown.Count,
            await capacities.WorkloadsAsync([], person, cancellationToken),
            [.. away.Take(MostTroubles - found.Entries.Count), .. found.Entries],
            away.Count + found.Total,
            [.. found.Freshness.Select(one => renderer.Render(one, language))]);
    }

    /// <summary>One cluster.</summary>
    /// <returns>The overview, or <c>NotFound</c> for a cluster that does not exist for the person.</returns>
    public async Task<Result<ClusterOverview>> ClusterAsync(string name, Person person, Language language, CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "get", ClusterResource, cancellationToken);
        if (clusters.Find(name) is not { } record || !scope.Touches(name)) return Error.Of(ErrorCode.NotFound, SyncReasons.Unknown, ("cluster", name));
        var found = await troubles.FindAsync([name], person, language, MostTroubles, cancellationToken);
        return new ClusterOverview(
            (await ShowAsync([record], [name], person, language, cancellationToken))[0],
            await capacities.WorkloadsAsync([name], person, cancellationToken),
            found.Entries,
            found.Total,
            await addOns.FindAsync(name, person, language, cancellationToken),
            [.. found.Freshness.Select(one => renderer.Render(one, language))]);
    }

    private async Task<List<OverviewCluster>> ShowAsync(
        IReadOnlyList<ClusterRecord> records, IReadOnlyList<string> only, Person person, Language language, CancellationToken cancellationToken)
    {
        var nodes = await capacities.SumAsync(Capacities.Nodes, only, person, cancellationToken);
        var pods = await capacities.SumAsync(Capacities.Pods, only, person, cancellationToken);
        return [.. records.Select(record => Show(record, nodes.GetValueOrDefault(record.Name) ?? new KindSum(), pods.GetValueOrDefault(record.Name) ?? new KindSum(), language))];
    }

    private OverviewCluster Show(ClusterRecord record, KindSum nodes, KindSum pods, Language language)
    {
        var health = clusters.Health(record.Name);
        return new(
            record.Name,
            record.Alias,
            health.Phase,
            health.Reason.Length == 0 ? "" : words.Render(new Error(ErrorCode.Unavailable, health.Reason, Parameters(record.Name, health)), language),
            health.KubernetesVersion.Length > 0 ? health.KubernetesVersion : record.KubernetesVersion,
            health.LastContact,
            board.Find(record.Name)?.Freshness(Capacities.Nodes) is { Synced: true },
            KindHealth.Of("nodes", [nodes]),
            KindHealth.Of("pods", [pods]),
            ClusterCapacity.Of(nodes.Amounts, pods.Amounts));
    }

    private static Dictionary<string, string> Parameters(string cluster, ClusterHealth health) => new(health.Parameters, StringComparer.Ordinal) { ["cluster"] = cluster };

    private static Trouble Away(OverviewCluster cluster) => new(
        cluster.Name,
        "",
        cluster.Name,
        "Cluster",
        "clusters",
        cluster.Phase,
        RowRenderer.NameOf(cluster.Phase is ClusterPhases.Failed or ClusterPhases.DeleteFailed ? StatusSeverity.Failing : StatusSeverity.Warning),
        cluster.Message,
        cluster.LastContact,
        0);

    private static Dictionary<string, int> Count(IEnumerable<OverviewCluster> shown, Func<OverviewCluster, string> by) =>
        shown.CountBy(by, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    private static Amounts Sum(IEnumerable<OverviewCluster> shown, Func<CapacityAmount, long> part)
    {
        var sum = default(Amounts);
        foreach (var (cpu, memory, pods) in shown.Select(cluster => cluster.Capacity)) sum += new Amounts(part(cpu), part(memory), part(pods));
        return sum;
    }
}
