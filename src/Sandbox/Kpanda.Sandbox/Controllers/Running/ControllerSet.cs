using Kpanda.Sandbox.Controllers.Accounts;
using Kpanda.Sandbox.Controllers.Autoscaling;
using Kpanda.Sandbox.Controllers.Certificates;
using Kpanda.Sandbox.Controllers.DaemonSets;
using Kpanda.Sandbox.Controllers.Deployments;
using Kpanda.Sandbox.Controllers.Disruption;
using Kpanda.Sandbox.Controllers.Garbage;
using Kpanda.Sandbox.Controllers.Jobs;
using Kpanda.Sandbox.Controllers.Namespaces;
using Kpanda.Sandbox.Controllers.Services;
using Kpanda.Sandbox.Controllers.StatefulSets;
using Kpanda.Sandbox.Controllers.Storage;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Nodes;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>The controllers that every simulated cluster runs.</summary>
internal static class ControllerSet
{
    public static IReadOnlyList<IController> For(ControlPlane plane, TimeSpan heartbeat) =>
    [
        new DeploymentController(plane),
        new ReplicaSetController(plane),
        new StatefulSetController(plane),
        new DaemonSetController(plane),
        new JobController(plane),
        new CronJobController(plane),
        new AutoscalerController(plane),
        new DisruptionController(plane),
        new EndpointsController(plane),
        new LoadBalancerController(plane),
        new VolumeController(plane),
        new SnapshotController(plane),
        new NamespaceController(plane),
        new AccountTokenController(plane),
        new CertificateController(plane),
        new RoleAggregationController(plane),
        new ResourceQuotaController(plane),
        new GarbageCollector(plane),
        new SchedulerController(plane),
        new KubeletController(plane),
        new HeartbeatController(plane, heartbeat),
        new NodeLifecycleController(plane, heartbeat * 4),
        new TaintEvictionController(plane),
        new EventExpiry(plane.Store, plane.Cluster.Time),
    ];
}
