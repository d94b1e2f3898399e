using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>Evicting a pod and binding it to a node.</summary>
internal static class PodVerbs
{
    public static async Task<Answer> EvictAsync(ApiRequest request)
    {
        var sub = request.Kind.Subresource("eviction")!;
        var (eviction, failure) = await RequestBody.ReadObjectAsync(request, sub.Gvk, request.Cluster.Kinds.Facts.Schema(sub.Gvk));
        if (eviction is null || failure is not null) return failure!;
        if (WriteVerbs.CheckPlace(request, eviction) is { } misplaced) return misplaced;
        var store = request.Cluster.Store;
        if (store.Get(BuiltIn.Pods, request.Namespace, request.Name) is not { } pod) return Failure.NotFound(request.Resource, request.Name);
        if (Budget(request, pod) is { } refused) return refused;
        var options = eviction.Child("deleteOptions");
        store.Delete(BuiltIn.Pods, request.Namespace, request.Name, new DeleteRequest { GracePeriodSeconds = options.Number("gracePeriodSeconds") }, request.DryRun);
        return new StatusAnswer(new KubeStatus { Status = "Success", Code = 201 });
    }

    public static async Task<Answer> BindAsync(ApiRequest request)
    {
        var sub = request.Kind.Subresource("binding")!;
        var (binding, failure) = await RequestBody.ReadObjectAsync(request, sub.Gvk, request.Cluster.Kinds.Facts.Schema(sub.Gvk));
        if (binding is null || failure is not null) return failure!;
        var node = binding.Child("target").Text("name") ?? "";
        var result = request.Cluster.Store.Update(BuiltIn.Pods, request.Namespace, request.Name, Bind, UpdateKind.Whole, request.DryRun);
        if (failure is not null) return failure;
        return result.Outcome == StoreOutcome.NotFound ? Failure.NotFound(request.Resource, request.Name) : new StatusAnswer(new KubeStatus { Status = "Success", Code = 201 });

        JsonObject? Bind(JsonObject pod)
        {
            var spec = pod.Ensure("spec");
            if (spec.Text("nodeName") is { Length: > 0 } bound)
            {
                failure = Failure.Conflict(new GroupResource("", "pods/binding"), request.Name, $"pod {request.Name} is already assigned to node \"{bound}\"");
                return null;
            }

            spec["nodeName"] = node;
            return pod;
        }
    }

    // An eviction asks the budgets; a deletion does not.
    private static KubeStatus? Budget(ApiRequest request, StoredObject pod)
    {
        if (pod.ToNode().Child("status").Text("phase") is "Succeeded" or "Failed" or "Pending" || pod.Deleting) return null;
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
            var status = budget.Ensure("status");
            var allowed = status.Number("disruptionsAllowed") ?? 0;
            if (allowed <= 0)
            {
                refused = Failure.TooManyRequests(
                    "Cannot evict pod as it would violate the pod's disruption budget.",
                    $"The disruption budget {budgets[0].Key.Name} needs {status.Number("desiredHealthy") ?? 0} healthy pods and has {status.Number("currentHealthy") ?? 0} currently");
                return null;
            }

            status["disruptionsAllowed"] = allowed - 1;
            status.Ensure("disruptedPods")[request.Name] = KubeJson.Timestamp(request.Cluster.Time.GetUtcNow());
            return budget;
        }
    }
}
