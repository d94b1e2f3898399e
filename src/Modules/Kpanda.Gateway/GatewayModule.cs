using Kpanda.Gateway.Budgets;
using Kpanda.Gateway.Files;
using Kpanda.Gateway.Forward;
using Kpanda.Gateway.Kubeconfigs;
using Kpanda.Gateway.Logs;
using Kpanda.Gateway.Recordings;
using Kpanda.Gateway.Refusals;
using Kpanda.Gateway.Terminals;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Gateway;

/// <summary>The native Kubernetes API of every cluster, as the person who asks.</summary>
public static class GatewayModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(options);
        services.AddErrorWords<GatewayWords>();
        services.AddErrorWords<KubeconfigWords>();
        services.AddSingleton<GatewayBudgets>();
        services.AddSingleton<ForwardHandler>();
        services.AddSingleton<IssueCertificate>();
        services.AddSingleton<IssueKubeconfig>();
        services.AddMigrations("gateway", typeof(GatewayModule).Assembly);
        services.AddErrorWords<TerminalWords>();
        services.AddSingleton<TerminalTickets>();
        services.AddSingleton<ContainerStart>();
        services.AddSingleton<DebugContainer>();
        services.AddSingleton<NodeShell>();
        services.AddHostedService<NodeShellSweep>();
        services.AddSingleton<RecordingStore>();
        services.AddSingleton<TerminalHub>();
        services.AddErrorWords<LogWords>();
        services.AddSingleton<LogHub>();
        services.AddSingleton<IssueTicket>();
        services.AddSingleton<ITerminalTickets>(provider => provider.GetRequiredService<IssueTicket>());
        services.AddErrorWords<FileWords>();
        services.AddSingleton<ContainerAccess>();
        services.AddSingleton<ListFiles>();
        services.AddSingleton<WriteFiles>();
        return services;
    }

    /// <summary>Maps the module's routes.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder routes)
    {
        routes.Map("/k8s/clusters/{cluster}/{**path}", (HttpContext context, string cluster, Person person, ForwardHandler handler) => handler.HandleAsync(context, cluster, person))
            .WithMetadata(StatusShape.Instance, AuditedByItself.Instance).ExcludeFromDescription();
        KubeconfigEndpoints.Map(routes);
        TerminalEndpoints.Map(routes);
        LogEndpoints.Map(routes);
        FileEndpoints.Map(routes);
        RecordingEndpoints.Map(routes);
        return routes;
    }
}
