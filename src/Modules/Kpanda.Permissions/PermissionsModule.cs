using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Permissions;

/// <summary>Decides who may do what.</summary>
public static class PermissionsModule
{
    /// <summary>Adds the authoriser.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services)
    {
        services.AddErrorWords<PermissionsErrorWords>();
        services.AddSingleton<IGrants, NoGrants>();
        services.AddSingleton<IRoleRules, RoleRules>();
        services.AddSingleton<ObservedRbac>();
        services.AddHostedService<RbacReader>();
        services.AddSingleton<PeopleAccess>();
        services.AddSingleton<IAuthorizer, RbacAuthorizer>();
        return services;
    }
}
