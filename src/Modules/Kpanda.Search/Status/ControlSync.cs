using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.KubeModel;
using Kpanda.Search.Control;
using Kpanda.Search.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Status;

/// <summary>What platform administrators do with sync: pause, resume, rebuild and check a cluster, or one kind of it (<c>?resource=deployments.apps</c>). Each answers how it stands then.</summary>
internal sealed partial class ControlSync(SyncBoard board, SyncControls controls, ConsistencyChecks checks, ReadSyncStatus status, ILogger<ControlSync> logger)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var action in Enum.GetValues<SyncAction>())
        {
            var verb = action.ToString().ToLowerInvariant();
            routes.Post($"/api/v1/sync/{{cluster}}/{verb}", (string cluster, string? resource, Person person, ControlSync control, HttpContext context, CancellationToken cancellationToken) =>
                control.RunAsync(action, cluster, resource, person, context, cancellationToken)).WithMetadata(new AuditAs(verb, "sync")).WithName($"{action}Sync").WithTags("Search");
        }
    }

    /// <returns>How the cluster stands; <c>FailedPrecondition</c> where it is paused and only a running sync can do it, or where a check runs already.</returns>
    public async Task<Result<ClusterSyncDetails>> RunAsync(SyncAction action, string cluster, string? resource, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!person.IsPlatformAdministrator) return Error.Of(ErrorCode.PermissionDenied, SearchReasons.AdministratorsOnly);
        if (board.Find(cluster) is not { } state) return Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));
        var kind = string.IsNullOrEmpty(resource) ? (GroupResource?)null : GroupResource.Parse(resource);
        if (kind is { } named && state.Kinds.All(known => known.Resource != named))
            return Error.Invalid("resource", SearchReasons.KindNotIndexed, ("cluster", cluster), ("resource", resource!));
        // Nothing but what is indexed gets into the record.
        RequestRecord.Name(context, kind?.ToString() ?? "", cluster);
        var isPaused = controls.PauseOf(cluster, null) is not null || (kind is not null && controls.PauseOf(cluster, kind) is not null);
        if (isPaused && action is SyncAction.Rebuild or SyncAction.Check) return Error.Of(ErrorCode.FailedPrecondition, SearchReasons.IsPaused, ("cluster", cluster));
        switch (action)
        {
            case SyncAction.Pause:
                await controls.PauseAsync(cluster, kind, person.Name, cancellationToken);
                break;
            case SyncAction.Resume:
                await controls.ResumeAsync(cluster, kind, cancellationToken);
                break;
            case SyncAction.Rebuild:
                controls.Rebuild(cluster, kind);
                break;
            case SyncAction.Check:
                if (!checks.Ask(cluster, kind)) return Error.Of(ErrorCode.FailedPrecondition, SearchReasons.CheckRuns, ("cluster", cluster));
                break;
        }

        Log.Controlled(logger, person.Name, action, cluster, resource ?? "*");
        return status.Read(cluster, person, RequestLanguage.Of(context));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Person} asked sync: {Action} {Cluster}, kinds {Resource}")]
        public static partial void Controlled(ILogger logger, string person, SyncAction action, string cluster, string resource);
    }
}
