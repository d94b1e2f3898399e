using Kpanda.Clusters.CheckCluster;
using Kpanda.Clusters.Health;
using Kpanda.Clusters.ImportGuide;
using Kpanda.Clusters.ListClusters;
using Kpanda.Clusters.Live;
using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.RemoveCluster;
using Kpanda.Clusters.Shapes;
using Kpanda.Clusters.UpdateCluster;
using Kpanda.Clusters.ValidateCluster;
using Kpanda.Clusters.ValidateKubeconfig;
using Kpanda.Clusters.Verify;
using Kpanda.Hosting;
using Kpanda.Hosting.Live;
using Kpanda.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Clusters;

/// <summary>The registry of member clusters: import, credentials, ways to them, health.</summary>
public static class ClustersModule
{
    /// <summary>Adds the module. Its hosted services load the registry and then probe; add it before modules that follow clusters.</summary>
    public static IServiceCollection AddClusters(this IServiceCollection services, ClustersOptions options)
    {
        services.AddSingleton(options);
        services.AddMigrations("clusters", typeof(ClustersModule).Assembly);
        services.AddSealedColumn(ClusterStore.SealedCredential);
        services.AddErrorWords<ClusterErrorWords>();
        services.AddErrorWords<ClusterHealthWords>();
        services.AddErrorWords<NetworkWords>();
        services.AddSingleton<ClusterStore>();
        services.AddSingleton<ClusterRegistry>();
        services.AddSingleton<IClusters>(provider => provider.GetRequiredService<ClusterRegistry>());
        services.AddSingleton<ClusterVerifier>();
        services.AddSingleton<ClusterRegistration>();
        services.AddSingleton<IClusterRegistration>(provider => provider.GetRequiredService<ClusterRegistration>());
        services.AddSingleton<ClusterRenderer>();
        services.AddSingleton<CredentialReader>();
        services.AddSingleton<RegisterClusterHandler>();
        services.AddSingleton<ValidateKubeconfigHandler>();
        services.AddSingleton<ValidateClusterHandler>();
        services.AddSingleton<ListClustersHandler>();
        services.AddSingleton<UpdateClusterHandler>();
        services.AddSingleton<RemoveClusterHandler>();
        services.AddSingleton<RightsReview>();
        services.AddSingleton<CheckClusterHandler>();
        services.AddSingleton<ILiveSource, ClusterLiveSource>();
        services.AddHostedService<ClusterLoader>();
        services.AddHostedService<ClusterWatch>();
        services.AddHostedService<HealthProber>();
        services.AddHostedService<ExpiryClock>();
        services.AddHostedService<CredentialRenewal>();
        return services;
    }

    /// <summary>Maps the module's routes.</summary>
    public static IEndpointRouteBuilder MapClusters(this IEndpointRouteBuilder routes)
    {
        ListClustersEndpoints.Map(routes);
        ImportGuideEndpoint.Map(routes);
        RegisterClusterEndpoint.Map(routes);
        ValidateKubeconfigEndpoint.Map(routes);
        ValidateClusterEndpoint.Map(routes);
        UpdateClusterEndpoints.Map(routes);
        RemoveClusterEndpoint.Map(routes);
        CheckClusterEndpoint.Map(routes);
        return routes;
    }
}
