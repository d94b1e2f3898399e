using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Permissions;

/// <summary>Decides who may do what.</summary>
public static class PermissionsModule
{
    /// <summary>Adds the authoriser.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services)
    {
        services.AddErrorWords<PermissionsErrorWords>();
        services.AddSingleton<IAuthorizer, PlatformRoleAuthorizer>();
        return services;
    }
}
