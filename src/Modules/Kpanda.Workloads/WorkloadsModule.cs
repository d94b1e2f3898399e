using Kpanda.Hosting;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Kpanda.Workloads.Kinds;
using Kpanda.Workloads.PodDetails;
using Kpanda.Workloads.Revisions;
using Kpanda.Workloads.Related;
using Kpanda.Workloads.RollBack;
using Kpanda.Workloads.RollOut;
using Kpanda.Workloads.Schedules;
using Kpanda.Workloads.StartStop;
using Kpanda.Workloads.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Workloads;

/// <summary>The table of contents of the module.</summary>
public static class WorkloadsModule
{
    private static readonly PodKind Pods = new();
    private static readonly DeploymentKind Deployments = new();
    private static readonly StatefulSetKind StatefulSets = new();
    private static readonly DaemonSetKind DaemonSets = new();
    private static readonly JobKind Jobs = new();
    private static readonly CronJobKind CronJobs = new();

    /// <summary>Registers the workload kinds, what people do with them, and the words.</summary>
    public static IServiceCollection AddWorkloads(this IServiceCollection services)
    {
        KindDescriptor[] kinds = [Pods, Deployments, StatefulSets, DaemonSets, new ReplicaSetKind(), Jobs, CronJobs, new ControllerRevisionKind()];
        foreach (var kind in kinds) services.AddSingleton(kind);

        services.AddErrorWords<WorkloadWords>();
        services.AddSingleton<ILivePaths>(new ListsBelow(Pods, Jobs));
        services.AddSingleton<Actions>();
        services.AddSingleton<RestartWorkload>();
        services.AddSingleton<PauseRollOut>();
        services.AddSingleton<RollBackWorkload>();
        services.AddSingleton<StartStopWorkload>();
        services.AddSingleton<SuspendCronJob>();
        services.AddSingleton<RestartJob>();
        services.AddSingleton<FindRelatedWorkloads>();
        services.AddSingleton<PodLog>();
        services.AddSingleton<CloudShells.CloudShells>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ReadUsage>(provider, Pods));
        return services;
    }

    /// <summary>Maps what is special to workloads; lists come from Search, object routes from Resources.</summary>
    public static IEndpointRouteBuilder MapWorkloads(this IEndpointRouteBuilder routes)
    {
        var apps = routes.MapGroup(WorkloadPath.Prefix).WithTags("Apps");
        RestartWorkload.Map(apps, Deployments, StatefulSets, DaemonSets);
        PauseRollOut.Map(apps, Deployments);
        RollBackWorkload.Map(apps, Deployments, StatefulSets, DaemonSets);
        StartStopWorkload.Map(apps, Deployments, StatefulSets);
        FindRelatedWorkloads.Map(apps, Deployments, StatefulSets, DaemonSets, Jobs, Pods);

        var others = routes.MapGroup(WorkloadPath.Prefix);
        SuspendCronJob.Map(others, CronJobs);
        RestartJob.Map(others, Jobs);
        PodContainers.Map(others, Pods);
        PodLog.Map(routes, Pods);
        CloudShells.CloudShells.Map(routes);
        ReadUsage.Map(routes);
        new ListsBelow(Pods, Jobs).Map(routes);
        return routes;
    }
}
