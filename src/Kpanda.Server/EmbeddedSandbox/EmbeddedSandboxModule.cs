using Kpanda.Hosting.Errors;
using Kpanda.Server.Configuration;

namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>Simulated clusters inside the server, unless told otherwise.</summary>
internal static class EmbeddedSandboxModule
{
    public static IServiceCollection AddEmbeddedSandbox(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(new RemovedClusters(Path.Combine(options.Data, "sandbox")));
        services.AddHostedService<SandboxRegistrations>();
        services.AddSingleton<ControlFaults>();
        services.AddSingleton<IErrorWords, SandboxWords>();
        if (options.SandboxClusters == 0) return services;
        services.AddSingleton<SandboxService>();
        services.AddHostedService(provider => provider.GetRequiredService<SandboxService>());
        return services;
    }

    public static void MapEmbeddedSandbox(this IEndpointRouteBuilder routes)
    {
        ControlFaults.Map(routes);
        if (routes.ServiceProvider.GetService<SandboxService>() is not { } sandbox) return;
        routes.Map(SandboxService.Prefix + "/{**path}", context => sandbox.HandleAsync(context, context.Request.RouteValues["path"] as string ?? ""))
            .AllowAnonymous() // its clusters ask for their own tokens
            .ExcludeFromDescription();
    }
}
