using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Control;
using Kpanda.Search.Index;
using Kpanda.Search.Lists;
using Kpanda.Search.Store;
using Kpanda.Search.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Status;

/// <summary>Tells platform administrators how the index stands, for all clusters or one: it names every kind that a member serves, so it is for nobody else.</summary>
internal sealed class ReadSyncStatus(
    ResourceIndex index, BodyStore bodies, IndexStore store, SyncBoard board, SyncGates gates, SyncControls controls, ConsistencyChecks checks, RowRenderer renderer, TimeProvider time)
{
    private const int UsualPageSize = 50;

    // The states that clusters are counted and filtered by.
    private static readonly (string Name, Func<ClusterSyncStatus, bool> Holds)[] States =
    [
        ("all", _ => true),
        ("behind", cluster => cluster.Behind > 0 || cluster.Reason.Length > 0),
        ("paused", cluster => cluster.Paused is not null || cluster.PausedKinds > 0),
        ("different", cluster => cluster.Different > 0),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/api/v1/sync", (string? text, string? state, int? page, int? pageSize, Person person, ReadSyncStatus status, HttpContext context) =>
            status.Read(text, state, page, pageSize, person, RequestLanguage.Of(context))).WithName("SyncStatus").WithTags("Search");
        routes.Get("/api/v1/sync/{cluster}", (string cluster, Person person, ReadSyncStatus status, HttpContext context) =>
            status.Read(cluster, person, RequestLanguage.Of(context))).WithName("ClusterSyncStatus").WithTags("Search");
    }

    /// <summary>All clusters.</summary>
    /// <param name="text">A part of the cluster's name; null for any.</param>
    /// <param name="state"><c>behind</c>, <c>paused</c>, <c>different</c>; null for any.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">Clusters of a page.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="language">Of the words.</param>
    public Result<SyncStatus> Read(string? text, string? state, int? page, int? pageSize, Person person, Language language)
    {
        if (!person.IsPlatformAdministrator) return Error.Of(ErrorCode.PermissionDenied, SearchReasons.AdministratorsOnly);
        if (!PageRequest.Parse(page, pageSize ?? UsualPageSize).TryGet(out var wanted, out var error)) return error;
        if (Array.Find(States, one => one.Name == (string.IsNullOrEmpty(state) ? "all" : state)) is not { Holds: { } holds })
            return Error.Invalid("state", SearchReasons.ValueUnknown, ("parameter", "state"), ("value", state!), ("values", string.Join(", ", States.Select(one => one.Name))));
        var all = board.Clusters.Where(cluster => string.IsNullOrEmpty(text) || cluster.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(cluster => cluster.Name, StringComparer.Ordinal).Select(cluster => Summarize(cluster, language)).ToList();
        var found = all.Where(holds).ToList();
        return new SyncStatus(
            index.Tables.Sum(table => (long)table.Count), gates.Watches, board.Options.WatchBudget, bodies.PendingCount, store.Failure,
            States.ToDictionary(one => one.Name, one => all.Count(one.Holds)),
            [.. board.Options.Excluded.Select(kind => kind.ToString()).Order(StringComparer.Ordinal)],
            [.. board.Options.LeftOutNamespaces.Order(StringComparer.Ordinal)],
            [.. found.Skip((int)Math.Min(wanted.Offset, int.MaxValue)).Take(wanted.PageSize)],
            Pagination.Of(wanted, found.Count));
    }

    /// <summary>One cluster, kind by kind.</summary>
    public Result<ClusterSyncDetails> Read(string cluster, Person person, Language language)
    {
        if (!person.IsPlatformAdministrator) return Error.Of(ErrorCode.PermissionDenied, SearchReasons.AdministratorsOnly);
        if (board.Find(cluster) is not { } state) return Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));
        var leftOut = (state.Served ?? []).Where(served => served.IsListable).Select(served => served.Gvr.GroupResource).Where(board.Options.Excluded.Contains);
        var kinds = state.Kinds.Select(kind => Read(state, kind, language)).Concat(leftOut.Select(kind => LeftOut(state, kind, language)));
        return new ClusterSyncDetails(Summarize(state, language), [.. kinds.OrderBy(kind => kind.Resource, StringComparer.Ordinal)]);
    }

    private ClusterSyncStatus Summarize(ClusterSyncState state, Language language)
    {
        var (objects, watches, behind, lists, paused, different) = (0, 0, 0, 0L, 0, 0);
        var (lastEvent, oldest, lastCheck) = (0L, (DateTimeOffset?)null, (DateTimeOffset?)null);
        foreach (var kind in state.Kinds)
        {
            var freshness = state.Freshness(kind.Resource)!;
            objects += index.Table(kind.Resource).CountOf(state.Name);
            if (kind.IsWatched) watches++;
            if (!freshness.Live) behind++;
            lists += Interlocked.Read(ref kind.Lists);
            lastEvent = Math.Max(lastEvent, Volatile.Read(ref kind.LastEvent));
            if (freshness.LastContact is { } heard && (oldest is null || heard < oldest)) oldest = heard;
            if (controls.PauseOf(state.Name, kind.Resource) is not null) paused++;
            if (controls.CheckOf(state.Name, kind.Resource) is not { } check) continue;
            different += check.Different;
            if (lastCheck is null || check.At < lastCheck) lastCheck = check.At;
        }

        var reason = state.IsPaused ? SyncReasons.Paused : state.Reason;
        var note = renderer.Render(new(state.Name, true, reason.Length == 0, state.LastContact, reason), language);
        return new(
            state.Name, objects, watches, state.Kinds.Count, behind, lists, state.LastContact, Time(lastEvent), Lag(oldest), reason, note.Message,
            controls.PauseOf(state.Name, null), paused, checks.ProgressOf(state.Name), lastCheck, different);
    }

    private KindSyncStatus Read(ClusterSyncState state, KindSyncState kind, Language language)
    {
        var freshness = state.Freshness(kind.Resource)!;
        return new(
            kind.Resource.ToString(), index.Table(kind.Resource).CountOf(state.Name), kind.IsWatched, Interlocked.Read(ref kind.Events), Time(Volatile.Read(ref kind.LastEvent)),
            Interlocked.Read(ref kind.Lists), Lag(freshness.LastContact), kind.LastError, renderer.Render(freshness, language), false,
            controls.PauseOf(state.Name, kind.Resource), controls.CheckOf(state.Name, kind.Resource));
    }

    private KindSyncStatus LeftOut(ClusterSyncState state, GroupResource kind, Language language) =>
        new(kind.ToString(), 0, false, 0, null, 0, null, "", renderer.Render(state.Freshness(kind)!, language), true, null, null);

    private long? Lag(DateTimeOffset? heard) => heard is { } at ? (long)Math.Max(0, (time.GetUtcNow() - at).TotalMilliseconds) : null;

    private static DateTimeOffset? Time(long milliseconds) => milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
