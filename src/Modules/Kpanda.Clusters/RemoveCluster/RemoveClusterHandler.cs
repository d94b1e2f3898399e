using Kpanda.Clusters.Errors;
using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.ValidateCluster;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.RemoveCluster;

/// <summary>
/// Takes a cluster out of the platform: record, credential, connections, and with the notification its index. The cluster itself goes on running. Where the
/// member is to be cleaned first and that does not succeed, the cluster stays, because the credential would be gone with it; without cleaning it always goes.
/// </summary>
internal sealed partial class RemoveClusterHandler(
    IAuthorizer authorizer, ClusterRegistration registration, ClusterRegistry registry, TimeProvider time, ILogger<RemoveClusterHandler> logger)
{
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(10);

    public async Task<Result<RemoveClusterResponse>> HandleAsync(Person person, string name, bool clean, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("delete", "clusters", name), cancellationToken);
        if (may.Error is not null) return may.Error;
        if (registry.Get(name) is not { } cluster) return ClusterErrors.Unknown(name);
        registry.SetActivity(name, ClusterActivity.Of(ClusterPhases.Deleting, time.GetUtcNow()));
        var done = false;
        Error? wrong = null;
        try
        {
            var response = new RemoveClusterResponse([], null);
            if (clean && !(await CleanAsync(cluster, cancellationToken)).TryGet(out response, out wrong)) return wrong;
            await registration.RemoveAsync(cluster.Record, cancellationToken);
            done = true;
            Log.Removed(logger, name, person.Name, response.Cleaned.Count);
            return response;
        }
        finally
        {
            if (!done)
            {
                // Kept over a restart: somebody still has to deal with it.
                var failed = wrong is null ? null : new ClusterActivity(ClusterPhases.DeleteFailed, wrong.Reason, wrong.Parameters, time.GetUtcNow());
                if (failed is not null) await registration.ChangeAsync(cluster.Record, now => now.Record with { FailedRemoval = failed }, CancellationToken.None);
                registry.SetActivity(name, null);
            }
        }
    }

    private async Task<Result<RemoveClusterResponse>> CleanAsync(RegisteredCluster cluster, CancellationToken cancellationToken)
    {
        var client = new KubeClient(cluster.Transport, KubeIdentity.Platform);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(CleaningLimit);
        try
        {
            if (!(await Leftovers.FindAsync(client, deadline.Token)).TryGet(out var found, out var failure)) return NotCleaned(cluster, "", failure);
            if (await Leftovers.CleanAsync(client, found, deadline.Token) is { } stuck) return NotCleaned(cluster, $"{stuck.Object.Kind} {stuck.Object.Name}: ", stuck.Failure);
            return new RemoveClusterResponse([.. found.Where(one => one.IsCleanable)], [.. found.Where(one => !one.IsCleanable)]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NotCleaned(cluster, "", MemberErrors.Late(CleaningLimit));
        }
    }

    private static Error NotCleaned(RegisteredCluster cluster, string what, KubeFailure failure) =>
        Error.Of(ErrorCode.FailedPrecondition, "cluster.clean.failed", ("cluster", cluster.Record.Name), ("detail", what + failure.Message));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} was removed by {Person}; {Count} objects were taken away there")]
        public static partial void Removed(ILogger logger, string cluster, string person, int count);
    }
}
