using Kpanda.Hosting;
using Kpanda.Resources.Access;
using Kpanda.Resources.CreateFromYaml;
using Kpanda.Resources.CustomResources;
using Kpanda.Resources.Gpus;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.MetalLB;
using Kpanda.Resources.Namespaces;
using Kpanda.Resources.Nodes;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Scaling;
using Kpanda.Resources.Schemas;
using Kpanda.Resources.ServedKinds;
using Kpanda.Resources.Summaries;
using Kpanda.Resources.Volumes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Live;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Resources;

/// <summary>The table of contents of the module.</summary>
public static class ResourcesModule
{
    /// <summary>Registers the kinds that are not workloads, and their words.</summary>
    public static IServiceCollection AddResources(this IServiceCollection services)
    {
        services.AddErrorWords<ResourceWords>();
        services.AddSingleton<MemberObjects>();
        services.AddSingleton<PublishedReader>();
        services.AddSingleton<ObjectHandlers>();
        services.AddSingleton<CreateResources>();
        services.AddSingleton<CustomResourceHandlers>();
        services.AddSingleton<ILivePaths, CustomResourceLivePaths>();
        services.AddSingleton<ILivePaths, AccessibleStorageClasses>();
        services.AddSingleton<SummaryRoutes>();
        services.AddSingleton<ServedKindCatalog>();
        services.AddSingleton<ILivePaths, ServedKindPaths>();
        services.AddSingleton<UnkeptList>();
        services.AddSingleton<ServedKindHandlers>();
        services.AddSingleton<ListServedKinds>();
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<ServedTypeConstraint>(ServedTypeConstraint.Name));
        services.AddSingleton<GetNode>();
        services.AddSingleton<NodeRoutes>();
        services.AddSingleton<NamespaceRoutes>();
        services.AddSingleton<EnlargeClaim>();
        services.AddSingleton<EffectiveLimits>();
        services.AddSingleton<BindRole>();
        services.AddSingleton<RoleSummaries>();
        services.AddSingleton<GpuRoutes>();
        services.AddSingleton<SetGpuMode>();
        services.AddSingleton<ExclusiveNodes>();
        services.AddSingleton<CheckSharedAddress>();
        services.AddSingleton<ResourceOverrides>();
        services.AddSingleton<CustomMetrics>();
        services.AddSingleton<ReadSchema>();
        return services.AddKinds();
    }

    /// <summary>
    /// Maps the object routes of every registered kind, whichever module it comes from, and the routes that are special to the kinds of this module.
    /// </summary>
    public static IEndpointRouteBuilder MapResources(this IEndpointRouteBuilder routes)
    {
        foreach (var kind in routes.ServiceProvider.GetRequiredService<KindRegistry>().All.OfType<IObjectRoutes>()) kind.Map(routes);
        WorkloadJsonRoutes.Map(routes);
        CreateResources.Map(routes);
        CustomResourceRoutes.Map(routes);
        ServedKindRoutes.Map(routes);
        ListServedKinds.Map(routes);
        SummaryRoutes.Map(routes);
        GetNode.Map(routes);
        NodeRoutes.Map(routes);
        NamespaceRoutes.Map(routes);
        EnlargeClaim.Map(routes);
        EffectiveLimits.Map(routes);
        AccessibleStorageClasses.Map(routes, routes.ServiceProvider.GetRequiredService<StorageClassKind>());
        UpdateServiceAccount.Map(routes, routes.ServiceProvider.GetRequiredService<ServiceAccountKind>());
        BindRole.Map(routes);
        RoleSummaries.Map(routes);
        GpuRoutes.Map(routes);
        SetGpuMode.Map(routes);
        ExclusiveNodes.Map(routes);
        CheckSharedAddress.Map(routes);
        ResourceOverrides.Map(routes);
        CustomMetrics.Map(routes);
        ReadSchema.Map(routes);
        return routes;
    }

    private static IServiceCollection AddKinds(this IServiceCollection services) => services
        .AddKind<NodeKind>()
        .AddKind<NamespaceKind>()
        .AddKind<ResourceQuotaKind>()
        .AddKind<LimitRangeKind>()
        .AddKind<ServiceKind>()
        .AddKind<IngressKind>()
        .AddKind<NetworkPolicyKind>()
        .AddKind<MetallbIPPoolKind>()
        .AddKind<ConfigMapKind>()
        .AddKind<SecretKind>()
        .AddKind<PersistentVolumeClaimKind>()
        .AddKind<PersistentVolumeKind>()
        .AddKind<StorageClassKind>()
        .AddKind<VolumeSnapshotKind>()
        .AddKind<EventKind>()
        .AddKind<ServiceAccountKind>()
        .AddKind<HorizontalPodAutoscalerKind>()
        .AddKind<VerticalPodAutoscalerKind>()
        .AddKind<CronHorizontalPodAutoscalerKind>()
        .AddKind<CustomResourceDefinitionKind>()
        .AddKind<RoleKind>()
        .AddKind<ClusterRoleKind>()
        .AddKind<RoleBindingKind>()
        .AddKind<ClusterRoleBindingKind>();

    private static IServiceCollection AddKind<TKind>(this IServiceCollection services)
        where TKind : KindDescriptor => services.AddSingleton<TKind>().AddSingleton<KindDescriptor>(provider => provider.GetRequiredService<TKind>());
}
