using Kpanda.Clusters.Errors;
using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Kube.Kubeconfig;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.UpdateCluster;

/// <summary>Changes what people gave a cluster, or its credential: another kubeconfig of the same cluster is verified first and swapped in without a gap.</summary>
internal sealed partial class UpdateClusterHandler(
    IAuthorizer authorizer,
    ClusterRegistration registration,
    ClusterRegistry registry,
    ClustersOptions options,
    TimeProvider time,
    ILogger<UpdateClusterHandler> logger)
{
    public async Task<Result<RegisteredCluster>> HandleAsync(Person person, string name, UpdateClusterRequest request, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("update", "clusters", name), cancellationToken);
        if (may.Error is not null) return may.Error;
        if (registry.Get(name) is not { } cluster) return ClusterErrors.Unknown(name);
        var wrong = ClusterFields.Texts(request.AliasName, request.Describe, request.Region, request.Zone)
            ?? ClusterFields.Provider(request.Provider)
            ?? ClusterFields.Labels(request.Labels)
            ?? ClusterFields.Annotations(request.Annotations);
        if (wrong is not null) return wrong;
        var changed = Change(cluster.Record, request);
        var result = string.IsNullOrWhiteSpace(request.KubeConfigString)
            ? await registration.SaveAsync(changed, cluster.Transport, cancellationToken)
            : await ReplaceAsync(changed, request.KubeConfigString, cancellationToken);
        if (result.Error is null) Log.Changed(logger, name, person.Name);
        return result;
    }

    private async Task<Result<RegisteredCluster>> ReplaceAsync(ClusterRecord record, string text, CancellationToken cancellationToken)
    {
        if (!KubeconfigReader.TryRead(text, options.Kubeconfig, time.GetUtcNow(), out var kubeconfig, out var refusal)) return KubeconfigErrors.Of(refusal);
        record = record with { ApiEndpoint = kubeconfig.Connection.Server.OriginalString, CredentialExpires = kubeconfig.Expires };
        return await registration.ReplaceCredentialAsync(record, kubeconfig.Connection, registry.Connect(record, kubeconfig.Connection), cancellationToken);
    }

    private static ClusterRecord Change(ClusterRecord record, UpdateClusterRequest request) => record with
    {
        Alias = request.AliasName ?? record.Alias,
        Provider = string.IsNullOrEmpty(request.Provider) ? record.Provider : request.Provider,
        Labels = request.Labels ?? record.Labels,
        Annotations = request.Annotations ?? record.Annotations,
        Description = request.Describe ?? record.Description,
        Region = request.Region ?? record.Region,
        Zone = request.Zone ?? record.Zone,
        Version = record.Version + 1,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} was changed by {Person}")]
        public static partial void Changed(ILogger logger, string cluster, string person);
    }
}
