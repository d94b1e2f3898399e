using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Live;
using Kpanda.Search.Ask;
using Kpanda.Search.Facts;
using Kpanda.Search.Find;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Kpanda.Search.Overview;
using Kpanda.Search.Packing;
using Kpanda.Search.Relations;
using Kpanda.Search.Status;
using Kpanda.Search.Store;
using Kpanda.Search.Sync;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kpanda.Search;

/// <summary>The index: sync, query, published lists, live updates of them. Modules above register their <see cref="KindDescriptor"/>s.</summary>
public static class SearchModule
{
    /// <summary>Adds the index and keeps it in step with every registered cluster.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.TryAddSingleton(new SyncOptions());
        services.AddSingleton<KindRegistry>();
        services.AddSingleton<Packers>();
        services.AddSingleton<IBodyReader, BodyReader>();
        services.AddSingleton<BodyStore>();
        services.AddSingleton<IndexStore>();
        services.AddSingleton(provider => new IndexReadiness(provider.GetRequiredService<IndexStore>()));
        services.AddSingleton<ResourceIndex>();
        services.AddSingleton<IResourceIndex>(provider => provider.GetRequiredService<ResourceIndex>());
        services.AddSingleton<SyncBoard>();
        services.AddSingleton<SyncGates>();
        services.AddSingleton<SyncMetrics>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SyncContext>(provider));
        services.AddHostedService<SyncEngine>();
        services.AddSingleton<IClusterFacts, IndexedClusterFacts>();
        services.AddSingleton<RowRenderer>();
        services.AddSingleton<ResourceLists>();
        services.AddSingleton<SearchObjects>();
        services.AddSingleton<ScanObjects>();
        services.AddSingleton<ReadSyncStatus>();
        services.AddSingleton<ILivePaths, KindPaths>();
        services.AddSingleton<ILiveSource, ResourceLiveSource>();
        services.AddSingleton<FindObjects>();
        services.AddSingleton<Capacities>();
        services.AddSingleton<Troubles>();
        services.AddSingleton<AddOns>();
        services.AddSingleton<ReadOverview>();
        services.AddSingleton<ReadRelations>();
        services.AddErrorWords<SearchWords>();
        return services;
    }

    /// <summary>Maps the list routes of every registered kind.</summary>
    public static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder routes)
    {
        ListEndpoints.Map(routes, routes.ServiceProvider.GetRequiredService<KindRegistry>());
        FindObjects.Map(routes);
        ReadOverview.Map(routes);
        ReadRelations.Map(routes);
        SearchObjects.Map(routes);
        ScanObjects.Map(routes);
        ReadSyncStatus.Map(routes);
        return routes;
    }
}
