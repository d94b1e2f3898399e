using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Live;
using Kpanda.Search.Ask;
using Kpanda.Search.Control;
using Kpanda.Search.Facts;
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
using Kpanda.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kpanda.Search;

/// <summary>The index: sync, query, published lists, live updates of them. Modules above register their <see cref="KindDescriptor"/>s.</summary>
public static class SearchModule
{
    /// <summary>Adds the index and keeps it in step with every registered cluster.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services, SearchOptions? options = null)
    {
        options ??= new SearchOptions();
        services.TryAddSingleton(new SyncOptions
        {
            Excluded = SyncOptions.NeverKept.Union(options.LeftOutKinds).ToHashSet(),
            LeftOutNamespaces = options.LeftOutNamespaces,
            EventsFor = options.EventsFor,
            MostEvents = options.MostEvents,
            CheckEvery = options.CheckEvery,
        });
        services.AddMigrations("search", typeof(SearchModule).Assembly);
        services.AddSingleton<SyncControlStore>();
        services.AddSingleton<SyncControls>();
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
        services.AddHostedService<SyncControlWatch>();
        services.AddSingleton<ConsistencyChecks>();
        services.AddHostedService(provider => provider.GetRequiredService<ConsistencyChecks>());
        services.AddSingleton<IClusterFacts, IndexedClusterFacts>();
        services.AddSingleton<RowRenderer>();
        services.AddSingleton<ResourceLists>();
        services.AddSingleton<SearchedKinds>();
        services.AddSingleton<SearchObjects>();
        services.AddSingleton<CompleteTerm>();
        services.AddSingleton<ScanObjects>();
        services.AddSingleton<ReadSyncStatus>();
        services.AddSingleton<ControlSync>();
        services.AddSingleton<ILivePaths, KindPaths>();
        services.AddSingleton<ILiveSource, ResourceLiveSource>();
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
        ReadOverview.Map(routes);
        ReadRelations.Map(routes);
        SearchObjects.Map(routes);
        ScanObjects.Map(routes);
        CompleteTerm.Map(routes);
        ReadSyncStatus.Map(routes);
        ControlSync.Map(routes);
        return routes;
    }
}
