using Kpanda.Clusters.Errors;
using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.UpdateCluster;

/// <summary>Changes what people gave a cluster, or its credential: another kubeconfig of the same cluster is verified first and swapped in without a gap.</summary>
internal sealed partial class UpdateClusterHandler(
    IAuthorizer authorizer,
    ClusterRegistration registration,
    ClusterRegistry registry,
    CredentialReader credentials,
    ILogger<UpdateClusterHandler> logger)
{
    public async Task<Result<RegisteredCluster>> HandleAsync(Person person, string name, UpdateClusterRequest request, CancellationToken cancellationToken)
    {
        var replaces = !string.IsNullOrWhiteSpace(request.KubeConfigString) || request.ProxyUrl is not null;
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("update", "clusters", name) with { Subresource = replaces ? ClusterFields.Credential : "" }, cancellationToken);
        if (may.Error is not null) return may.Error;
        if (registry.Get(name) is not { } cluster) return ClusterErrors.Unknown(name);
        var wrong = ClusterFields.Texts(request.AliasName, request.Describe, request.Region, request.Zone)
            ?? ClusterFields.Provider(request.Provider)
            ?? ClusterFields.Distribution(request.Distribution)
            ?? ClusterFields.Labels(request.Labels)
            ?? ClusterFields.Annotations(request.Annotations);
        if (wrong is not null) return wrong;
        var result = replaces
            ? await ReplaceAsync(cluster, request, cancellationToken)
            : await registration.ChangeAsync(cluster.Record, now => Change(now.Record, request), cancellationToken);
        if (result.Error is null) Log.Changed(logger, name, person.Name);
        return result;
    }

    private async Task<Result<RegisteredCluster>> ReplaceAsync(RegisteredCluster now, UpdateClusterRequest request, CancellationToken cancellationToken)
    {
        if (!credentials.Replace(now.Record, now.Transport.Connection, request.KubeConfigString, request.ProxyUrl).TryGet(out var read, out var error)) return error;
        return await registration.ReplaceCredentialAsync(
            now.Record,
            record => Change(record, request) with { ApiEndpoint = read.Connection.Server.OriginalString, CredentialExpires = read.Expires },
            registry.Connect(now.Record, read.Connection),
            cancellationToken);
    }

    private static ClusterRecord Change(ClusterRecord record, UpdateClusterRequest request) => record with
    {
        Alias = request.AliasName ?? record.Alias,
        Provider = ProviderOf(record, request),
        Distribution = DistributionOf(record, request),
        Labels = request.Labels ?? record.Labels,
        Annotations = request.Annotations ?? record.Annotations,
        Description = request.Describe ?? record.Description,
        Region = request.Region ?? record.Region,
        Zone = request.Zone ?? record.Zone,
        // Whoever changes a cluster means it to stay.
        FailedRemoval = null,
    };

    // Each follows from the other where only one is named.
    private static string ProviderOf(ClusterRecord record, UpdateClusterRequest request)
    {
        if (!string.IsNullOrEmpty(request.Provider)) return request.Provider;
        return string.IsNullOrEmpty(request.Distribution) ? record.Provider : DistributionRule.ProviderOf(request.Distribution);
    }

    private static string DistributionOf(ClusterRecord record, UpdateClusterRequest request)
    {
        if (!string.IsNullOrEmpty(request.Distribution)) return request.Distribution;
        return string.IsNullOrEmpty(request.Provider) || request.Provider == record.Provider ? record.Distribution : DistributionRule.NameOf(request.Provider);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} was changed by {Person}")]
        public static partial void Changed(ILogger logger, string cluster, string person);
    }
}
