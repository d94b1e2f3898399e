using Kpanda.Clusters.Registry;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Kube.Kubeconfig;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.RegisterCluster;

/// <summary>Imports a cluster: checks every field, tries the credential, binds the administrators, stores. Nothing is stored unless all of it is good.</summary>
internal sealed partial class RegisterClusterHandler(
    IAuthorizer authorizer,
    ClusterRegistration registration,
    ClusterRegistry registry,
    CredentialReader credentials,
    TimeProvider time,
    ILogger<RegisterClusterHandler> logger)
{
    public async Task<Result<RegisteredCluster>> HandleAsync(Person person, IntegrateClusterRequest request, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("create", "clusters"), cancellationToken);
        if (may.Error is not null) return may.Error;
        var wrong = ClusterFields.Name(request.Name)
            ?? ClusterFields.Texts(request.AliasName, request.Describe, request.Region, request.Zone)
            ?? ClusterFields.Direct(request.Direct, request.ShimCluster)
            ?? ClusterFields.Provider(request.Provider)
            ?? ClusterFields.Distribution(request.Distribution)
            ?? ClusterFields.Labels(request.Labels)
            ?? ClusterFields.Annotations(request.Annotations);
        if (wrong is not null) return wrong;
        if (registry.Find(request.Name!) is not null) return ClusterRegistration.NameTaken(request.Name!);
        if (!credentials.Read(request.KubeConfigString, request.ProxyUrl).TryGet(out var kubeconfig, out var refusal)) return refusal;
        var result = await registration.AddAsync(Draft(request, kubeconfig), kubeconfig.Connection, registry.Connect(kubeconfig.Connection), cancellationToken);
        if (result.TryGet(out var cluster, out var error)) Log.Imported(logger, cluster.Record.Name, cluster.Record.ApiEndpoint, person.Name);
        else Log.Refused(logger, request.Name!, person.Name, error.Reason);
        return result;
    }

    private ClusterRecord Draft(IntegrateClusterRequest request, ImportedKubeconfig kubeconfig) => new(Guid.CreateVersion7(), request.Name!)
    {
        Alias = request.AliasName ?? "",
        Provider = request.Provider ?? "",
        Distribution = request.Distribution ?? "",
        Description = request.Describe ?? "",
        Region = request.Region ?? "",
        Zone = request.Zone ?? "",
        Labels = request.Labels ?? [],
        Annotations = request.Annotations ?? [],
        ApiEndpoint = kubeconfig.Connection.Server.OriginalString,
        CredentialExpires = kubeconfig.Expires,
        Created = time.GetUtcNow(),
        Version = 1,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} at {Endpoint} was imported by {Person}")]
        public static partial void Imported(ILogger logger, string cluster, string endpoint, string person);

        [LoggerMessage(LogLevel.Information, "The import of cluster {Cluster} by {Person} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string cluster, string person, string reason);
    }
}
