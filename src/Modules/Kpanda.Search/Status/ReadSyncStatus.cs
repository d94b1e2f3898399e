using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Search.Index;
using Kpanda.Search.Lists;
using Kpanda.Search.Store;
using Kpanda.Search.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Status;

/// <summary>Tells platform administrators how the index stands, for all clusters or one: it names every kind that a member serves, so it is for nobody else.</summary>
internal sealed class ReadSyncStatus(ResourceIndex index, BodyStore bodies, IndexStore store, SyncBoard board, SyncGates gates, SyncOptions options, RowRenderer renderer, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/api/v1/sync", (string? cluster, Person person, ReadSyncStatus status, HttpContext context) => status.Read(cluster, person, RequestLanguage.Of(context)))
            .WithName("SyncStatus").WithTags("Search");

    /// <param name="cluster">One cluster; null for all.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="language">Of the words.</param>
    public Result<SyncStatus> Read(string? cluster, Person person, Language language)
    {
        if (!person.IsPlatformAdministrator) return Error.Of(ErrorCode.PermissionDenied, SearchReasons.AdministratorsOnly);
        var clusters = board.Clusters.Where(state => cluster is null || state.Name == cluster).OrderBy(state => state.Name, StringComparer.Ordinal);
        return new SyncStatus(index.Tables.Sum(table => (long)table.Count), gates.Watches, options.WatchBudget, bodies.PendingCount, store.Failure, [.. clusters.Select(state => Read(state, language))]);
    }

    private ClusterSyncStatus Read(ClusterSyncState state, Language language)
    {
        var kinds = state.Kinds.OrderBy(kind => kind.Resource.ToString(), StringComparer.Ordinal).Select(kind => Read(state.Name, kind, language)).ToList();
        return new(state.Name, kinds.Sum(kind => kind.Objects), kinds.Count(kind => kind.Watched), kinds.Count(kind => !kind.Freshness.Live), state.LastContact, state.Reason, kinds);
    }

    private KindSyncStatus Read(string cluster, KindSyncState kind, Language language)
    {
        var freshness = kind.Freshness();
        var lag = freshness.LastContact is { } heard ? (long?)Math.Max(0, (time.GetUtcNow() - heard).TotalMilliseconds) : null;
        return new(
            kind.Resource.ToString(), index.Table(kind.Resource).CountOf(cluster), kind.IsWatched, Interlocked.Read(ref kind.Events), Interlocked.Read(ref kind.Lists), lag, kind.LastError, renderer.Render(freshness, language));
    }
}
