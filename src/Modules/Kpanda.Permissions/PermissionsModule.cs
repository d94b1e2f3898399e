using Kpanda.Hosting;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Explain;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Grants.Give;
using Kpanda.Permissions.Grants.Read;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Reconcile;
using Kpanda.Permissions.Roles;
using Kpanda.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Permissions;

/// <summary>Decides who may do what.</summary>
public static class PermissionsModule
{
    /// <summary>Adds the authoriser.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services)
    {
        services.AddErrorWords<PermissionsErrorWords>();
        services.AddGrants();
        services.AddRoles();
        services.AddSingleton<ObservedRbac>();
        services.AddHostedService<RbacReader>();
        services.AddSingleton<PeopleAccess>();
        services.AddSingleton<IAuthorizer, RbacAuthorizer>();
        return services;
    }

    /// <summary>Maps the module's routes.</summary>
    public static IEndpointRouteBuilder MapPermissions(this IEndpointRouteBuilder routes)
    {
        GrantRoutes.Map(routes);
        ExplainRoutes.Map(routes);
        RoleTemplateRoutes.Map(routes);
        return routes;
    }

    private static void AddRoles(this IServiceCollection services)
    {
        services.AddErrorWords<RoleWords>();
        services.AddSingleton<RoleAdjustmentStore>();
        services.AddSingleton<RoleRules>();
        services.AddSingleton<IRoleRules>(static provider => provider.GetRequiredService<RoleRules>());
        services.AddSingleton<RoleRollout>();
        services.AddSingleton<RoleTemplateRoutes>();
        services.AddHostedService<RoleRulesWatch>();
    }

    private static void AddGrants(this IServiceCollection services)
    {
        services.AddMigrations("permissions", typeof(PermissionsModule).Assembly);
        services.AddErrorWords<GrantWords>();
        services.AddSingleton<GrantStore>();
        services.AddSingleton<GrantBook>();
        services.AddSingleton<IGrants>(static provider => provider.GetRequiredService<GrantBook>());
        services.AddSingleton<ISubjectHoldings, GrantHoldings>();
        services.AddSingleton<GrantRules>();
        services.AddSingleton<GiveRoles>();
        services.AddSingleton<IRoleGrants, RoleGrants>();
        services.AddSingleton<HandMade>();
        services.AddSingleton<ReadGrants>();
        services.AddSingleton<GrantRoutes>();
        services.AddSingleton<ExplainRoutes>();
        services.AddSingleton<WhatIsAllowed>();
        services.AddSingleton<ILiveSource, RightsLiveSource>();
        services.AddSingleton<GrantStates>();
        services.AddSingleton<ObservedGrants>();
        services.AddSingleton<GrantMetrics>();
        services.AddSingleton<ReconcileCluster>();
        services.AddHostedService<GrantWatch>();
        services.AddHostedService<GrantReconciler>();
    }
}
