using Kpanda.Clusters.Errors;
using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.RemoveCluster;

/// <summary>Takes a cluster out of the platform: record, credential, connections, and with the notification its index. The cluster itself goes on running.</summary>
internal sealed partial class RemoveClusterHandler(IAuthorizer authorizer, ClusterRegistration registration, ClusterRegistry registry, ILogger<RemoveClusterHandler> logger)
{
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(10);

    public async Task<Result<Empty>> HandleAsync(Person person, string name, bool clean, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("delete", "clusters", name), cancellationToken);
        if (may.Error is not null) return may.Error;
        if (registry.Get(name) is not { } cluster) return ClusterErrors.Unknown(name);
        if (clean) await CleanAsync(cluster, cancellationToken);
        await registration.RemoveAsync(cluster.Record, cancellationToken);
        Log.Removed(logger, name, person.Name);
        return new Empty();
    }

    // A member that is away must not hold its removal up: what could not be cleaned stays behind, and the log says so.
    private async Task CleanAsync(RegisteredCluster cluster, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(CleaningLimit);
        try
        {
            var failure = await AdministratorsBinding.RemoveAsync(new KubeClient(cluster.Transport, KubeIdentity.Platform), deadline.Token);
            if (failure is not null) Log.LeftBehind(logger, AdministratorsBinding.Name, cluster.Record.Name, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.LeftBehind(logger, AdministratorsBinding.Name, cluster.Record.Name, "no answer in time");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} was removed by {Person}")]
        public static partial void Removed(ILogger logger, string cluster, string person);

        [LoggerMessage(LogLevel.Warning, "ClusterRoleBinding {Binding} stays behind in {Cluster}: {Why}")]
        public static partial void LeftBehind(ILogger logger, string binding, string cluster, string why);
    }
}
