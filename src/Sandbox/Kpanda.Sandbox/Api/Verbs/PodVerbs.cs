using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Controllers;
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
        var (judged, refusal) = await SubresourceAdmission.JudgePostAsync(request, sub.Gvk, eviction);
        if (judged is null) return refusal!;
        eviction = judged;
        var store = request.Cluster.Store;
        if (store.Get(BuiltIn.Pods, request.Namespace, request.Name) is not { } pod) return Failure.NotFound(request.Resource, request.Name);
        if (EvictionBudget.Refuses(request, pod) is { } refused) return refused;
        var options = eviction.Child("deleteOptions");
        store.Update(BuiltIn.Pods, request.Namespace, request.Name, item => Mark(item, request.Cluster.Time.GetUtcNow()), UpdateKind.Status, request.DryRun);
        store.Delete(BuiltIn.Pods, request.Namespace, request.Name, new DeleteRequest { GracePeriodSeconds = options.Number("gracePeriodSeconds") }, request.DryRun);
        return new StatusAnswer(new KubeStatus { Status = "Success", Code = 201 });
    }

    public static async Task<Answer> BindAsync(ApiRequest request)
    {
        var sub = request.Kind.Subresource("binding")!;
        var (binding, failure) = await RequestBody.ReadObjectAsync(request, sub.Gvk, request.Cluster.Kinds.Facts.Schema(sub.Gvk));
        if (binding is null || failure is not null) return failure!;
        var (judged, refusal) = await SubresourceAdmission.JudgePostAsync(request, sub.Gvk, binding);
        if (judged is null) return refusal!;
        binding = judged;
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

    // Kubernetes says on the pod why it goes.
    private static JsonObject Mark(JsonObject pod, DateTimeOffset now)
    {
        Conditions.Set(pod.Ensure("status"), "DisruptionTarget", true, "EvictionByEvictionAPI", "Eviction API: evicting", now);
        return pod;
    }
}
