using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>An eviction asks the pod's PodDisruptionBudget and takes one disruption from it; a deletion does not.</summary>
internal static class EvictionBudget
{
    private const string Violation = "Cannot evict pod as it would violate the pod's disruption budget.";

    /// <summary>Why the pod may not go now, or null where it may.</summary>
    public static KubeStatus? Refuses(ApiRequest request, StoredObject pod)
    {
        var node = pod.ToNode();
        if (node.TextAt("status", "phase") is "Succeeded" or "Failed" or "Pending" || pod.Deleting) return null;
        var budgets = request.Cluster.Store.List(BuiltIn.PodDisruptionBudgets, request.Namespace)
            .Where(b => LabelSelector.TryRead(b.ToNode().Child("spec", "selector"), out var selector, out _) && selector.Matches(pod.Labels)).ToList();
        if (budgets.Count == 0) return null;
        if (budgets.Count > 1)
            return new KubeStatus { Code = 500, Reason = "InternalError", Message = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support." };
        KubeStatus? refused = null;
        request.Cluster.Store.Update(BuiltIn.PodDisruptionBudgets, request.Namespace, budgets[0].Key.Name, Take, UpdateKind.Status, request.DryRun);
        return refused;

        JsonObject? Take(JsonObject budget)
        {
            if (!node.IsReady() && MayGoUnhealthy(budget)) return null;
            refused = Judge(budget);
            if (refused is not null) return null;
            var status = budget.Ensure("status");
            status["disruptionsAllowed"] = status.Number("disruptionsAllowed") - 1;
            status.Ensure("disruptedPods")[request.Name] = KubeJson.Timestamp(request.Cluster.Time.GetUtcNow());
            return budget;
        }
    }

    // A pod that does not work disrupts nobody by going: always, or while enough others work.
    private static bool MayGoUnhealthy(JsonObject budget)
    {
        if (budget.TextAt("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow") return true;
        var desired = budget.LongAt("status", "desiredHealthy") ?? 0;
        return desired > 0 && budget.LongAt("status", "currentHealthy") >= desired;
    }

    private static KubeStatus? Judge(JsonObject budget)
    {
        var status = budget.Child("status");
        if ((status.Number("observedGeneration") ?? 0) < budget.Generation())
            return Failure.TooManyRequests(Violation, $"The disruption budget {budget.Name()} is still being processed by the server.", 10);
        return status.Number("disruptionsAllowed") is > 0
            ? null
            : Failure.TooManyRequests(Violation, $"The disruption budget {budget.Name()} needs {status.Number("desiredHealthy") ?? 0} healthy pods and has {status.Number("currentHealthy") ?? 0} currently", 0);
    }
}
