using System.Text.Json.Serialization;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads;

/// <summary>The published answer of actions on Deployments.</summary>
internal sealed record DeploymentAnswer(Deployment Deployment);

/// <summary>The published answer of actions on StatefulSets.</summary>
internal sealed record StatefulSetAnswer(StatefulSet StatefulSet);

/// <summary>The published answer of actions on DaemonSets.</summary>
internal sealed record DaemonSetAnswer(DaemonSet DaemonSet);

/// <summary>The published answer of actions on Jobs.</summary>
internal sealed record JobAnswer(Job Job);

/// <summary>The published answer of actions on CronJobs.</summary>
internal sealed record CronJobAnswer([property: JsonPropertyName("cronjob")] CronJob CronJob);
