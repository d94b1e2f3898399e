using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Metrics;

/// <summary>Workloads, claims, quotas, namespaces and what else is counted, under the names of kube-state-metrics.</summary>
internal static class ObjectMetrics
{
    private static readonly string[] ClaimPhases = ["Bound", "Lost", "Pending"];

    // What is read from a number in an object: the family, the path, and what it says.
    private static readonly (GroupResource Resource, string Label, (string Family, string[] Path, string Help)[] Numbers)[] Counted =
    [
        (BuiltIn.Deployments, "deployment",
        [
            ("kube_deployment_spec_replicas", ["spec", "replicas"], "Number of desired pods for a deployment."),
            ("kube_deployment_status_replicas", ["status", "replicas"], "The number of replicas per deployment."),
            ("kube_deployment_status_replicas_ready", ["status", "readyReplicas"], "The number of ready replicas per deployment."),
            ("kube_deployment_status_replicas_available", ["status", "availableReplicas"], "The number of available replicas per deployment."),
            ("kube_deployment_status_replicas_unavailable", ["status", "unavailableReplicas"], "The number of unavailable replicas per deployment."),
            ("kube_deployment_status_replicas_updated", ["status", "updatedReplicas"], "The number of updated replicas per deployment."),
            ("kube_deployment_status_observed_generation", ["status", "observedGeneration"], "The generation observed by the deployment controller."),
            ("kube_deployment_metadata_generation", ["metadata", "generation"], "Sequence number representing a specific generation of the desired state."),
        ]),
        (BuiltIn.ReplicaSets, "replicaset",
        [
            ("kube_replicaset_spec_replicas", ["spec", "replicas"], "Number of desired pods for a ReplicaSet."),
            ("kube_replicaset_status_replicas", ["status", "replicas"], "The number of replicas per ReplicaSet."),
            ("kube_replicaset_status_ready_replicas", ["status", "readyReplicas"], "The number of ready replicas per ReplicaSet."),
        ]),
        (BuiltIn.StatefulSets, "statefulset",
        [
            ("kube_statefulset_replicas", ["spec", "replicas"], "Number of desired pods for a StatefulSet."),
            ("kube_statefulset_status_replicas", ["status", "replicas"], "The number of replicas per StatefulSet."),
            ("kube_statefulset_status_replicas_ready", ["status", "readyReplicas"], "The number of ready replicas per StatefulSet."),
            ("kube_statefulset_status_replicas_available", ["status", "availableReplicas"], "The number of available replicas per StatefulSet."),
            ("kube_statefulset_status_replicas_current", ["status", "currentReplicas"], "The number of current replicas per StatefulSet."),
            ("kube_statefulset_status_replicas_updated", ["status", "updatedReplicas"], "The number of updated replicas per StatefulSet."),
            ("kube_statefulset_status_observed_generation", ["status", "observedGeneration"], "The generation observed by the StatefulSet controller."),
            ("kube_statefulset_metadata_generation", ["metadata", "generation"], "Sequence number representing a specific generation of the desired state for the StatefulSet."),
        ]),
        (BuiltIn.DaemonSets, "daemonset",
        [
            ("kube_daemonset_status_desired_number_scheduled", ["status", "desiredNumberScheduled"], "The number of nodes that should be running the daemon pod."),
            ("kube_daemonset_status_current_number_scheduled", ["status", "currentNumberScheduled"], "The number of nodes running at least one daemon pod and are supposed to."),
            ("kube_daemonset_status_updated_number_scheduled", ["status", "updatedNumberScheduled"], "The total number of nodes that are running updated daemon pod."),
            ("kube_daemonset_status_number_ready", ["status", "numberReady"], "The number of nodes that have the daemon pod running and ready."),
            ("kube_daemonset_status_number_available", ["status", "numberAvailable"], "The number of nodes that have the daemon pod running and available."),
            ("kube_daemonset_status_number_unavailable", ["status", "numberUnavailable"], "The number of nodes that should have the daemon pod running and available and do not."),
            ("kube_daemonset_status_number_misscheduled", ["status", "numberMisscheduled"], "The number of nodes running a daemon pod but are not supposed to."),
            ("kube_daemonset_status_observed_generation", ["status", "observedGeneration"], "The most recent generation observed by the daemon set controller."),
            ("kube_daemonset_metadata_generation", ["metadata", "generation"], "Sequence number representing a specific generation of the desired state."),
        ]),
        (BuiltIn.Jobs, "job_name",
        [
            ("kube_job_spec_completions", ["spec", "completions"], "The desired number of successfully finished pods the job should be run with."),
            ("kube_job_status_active", ["status", "active"], "The number of actively running pods."),
            ("kube_job_status_succeeded", ["status", "succeeded"], "The number of pods which reached phase Succeeded."),
            ("kube_job_status_failed", ["status", "failed"], "The number of pods which reached phase Failed."),
        ]),
        (BuiltIn.HorizontalPodAutoscalers, "horizontalpodautoscaler",
        [
            ("kube_horizontalpodautoscaler_spec_min_replicas", ["spec", "minReplicas"], "Lower limit for the number of pods that can be set by the autoscaler."),
            ("kube_horizontalpodautoscaler_spec_max_replicas", ["spec", "maxReplicas"], "Upper limit for the number of pods that can be set by the autoscaler."),
            ("kube_horizontalpodautoscaler_status_current_replicas", ["status", "currentReplicas"], "Current number of replicas of pods managed by this autoscaler."),
            ("kube_horizontalpodautoscaler_status_desired_replicas", ["status", "desiredReplicas"], "Desired number of replicas of pods managed by this autoscaler."),
        ]),
        (BuiltIn.PodDisruptionBudgets, "poddisruptionbudget",
        [
            ("kube_poddisruptionbudget_status_current_healthy", ["status", "currentHealthy"], "Current number of healthy pods."),
            ("kube_poddisruptionbudget_status_desired_healthy", ["status", "desiredHealthy"], "Minimum desired number of healthy pods."),
            ("kube_poddisruptionbudget_status_expected_pods", ["status", "expectedPods"], "Total number of pods counted by this disruption budget."),
            ("kube_poddisruptionbudget_status_pod_disruptions_allowed", ["status", "disruptionsAllowed"], "Number of pod disruptions that are currently allowed."),
        ]),
    ];

    public static async Task WriteAsync(MetricsText text, SandboxCluster cluster)
    {
        foreach (var (resource, label, numbers) in Counted)
        {
            var items = MetricsPage.Read(cluster, resource);
            foreach (var (family, path, help) in numbers)
                await text.WriteAsync(family, "gauge", help, items.Select(item => new Sample(item.LongAt(path) ?? 0, ("namespace", item.Namespace()), (label, item.Name()))));
        }

        var jobs = MetricsPage.Read(cluster, BuiltIn.Jobs);
        foreach (var (family, condition, help) in new[] { ("kube_job_complete", "Complete", "The job has completed its execution."), ("kube_job_failed", "Failed", "The job has failed its execution.") })
        {
            await text.WriteAsync(family, "gauge", help, jobs.SelectMany(job => job.ObjectsAt("status", "conditions").Where(item => item.TextAt("type") == condition).SelectMany(item => NodeMetrics.States
                .Select(state => new Sample(item.TextAt("status") == state ? 1 : 0, ("namespace", job.Namespace()), ("job_name", job.Name()), ("condition", state.ToLowerInvariant()))))));
        }

        await text.WriteAsync("kube_replicaset_owner", "gauge", "Information about the ReplicaSet's owner.", MetricsPage.Read(cluster, BuiltIn.ReplicaSets).Select(set =>
            new Sample(1, ("namespace", set.Namespace()), ("replicaset", set.Name()), ("owner_kind", set.Controller().TextAt("kind")), ("owner_name", set.Controller().TextAt("name")), ("owner_is_controller", "true"))));
        await ClaimsAsync(text, MetricsPage.Read(cluster, BuiltIn.PersistentVolumeClaims));
        await text.WriteAsync("kube_resourcequota", "gauge", "Information about resource quota.", MetricsPage.Read(cluster, BuiltIn.ResourceQuotas).SelectMany(quota => new[] { "hard", "used" }.SelectMany(type =>
            (quota.ObjectAt("status", type) ?? []).Select(amount => new Sample(ResourceAmounts.Parse(amount.Value), ("namespace", quota.Namespace()), ("resourcequota", quota.Name()), ("resource", amount.Key), ("type", type))))));
        await text.WriteAsync("kube_namespace_status_phase", "gauge", "kubernetes namespace status phase.", MetricsPage.Read(cluster, BuiltIn.Namespaces).SelectMany(ns => new[] { "Active", "Terminating" }
            .Select(phase => new Sample(ns.TextAt("status", "phase") == phase ? 1 : 0, ("namespace", ns.Name()), ("phase", phase)))));
    }

    private static async Task ClaimsAsync(MetricsText text, List<JsonObject> claims)
    {
        await text.WriteAsync("kube_persistentvolumeclaim_info", "gauge", "Information about persistent volume claim.", claims.Select(claim =>
            Of(claim, 1, ("storageclass", claim.TextAt("spec", "storageClassName")), ("volumename", claim.TextAt("spec", "volumeName")))));
        await text.WriteAsync("kube_persistentvolumeclaim_status_phase", "gauge", "The phase the persistent volume claim is currently in.", claims.SelectMany(claim => ClaimPhases
            .Select(phase => Of(claim, claim.TextAt("status", "phase") == phase ? 1 : 0, ("phase", phase)))));
        await text.WriteAsync("kube_persistentvolumeclaim_resource_requests_storage_bytes", "gauge", "The capacity of storage requested by the persistent volume claim.", claims.Select(claim =>
            Of(claim, ResourceAmounts.Parse(claim.At("spec", "resources", "requests", "storage")))));
    }

    private static Sample Of(JsonObject claim, decimal value, params (string, string?)[] labels) => new(value, [("namespace", claim.Namespace()), ("persistentvolumeclaim", claim.Name()), .. labels]);
}
