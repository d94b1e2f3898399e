using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Disruption;

/// <summary>Tells in each PodDisruptionBudget how many of its pods may be evicted now.</summary>
internal sealed class DisruptionController(ControlPlane plane) : IController
{
    private const string Component = "controllermanager";

    // An eviction that did not delete its pod counts no longer.
    private static readonly TimeSpan EvictionTime = TimeSpan.FromMinutes(2);

    public IReadOnlyList<GroupResource>? Watched { get; } =
        [BuiltIn.PodDisruptionBudgets, BuiltIn.Pods, BuiltIn.Deployments, BuiltIn.ReplicaSets, BuiltIn.StatefulSets, BuiltIn.ReplicationControllers];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.PodDisruptionBudgets)
        {
            enqueue(change.Object.Key);
            return;
        }
        foreach (var budget in plane.Store.List(BuiltIn.PodDisruptionBudgets, change.Object.Key.Namespace))
        {
            // What a workload is sized to matters as well.
            if (change.Object.Resource != BuiltIn.Pods || Selects(budget.ToNode(), change.Object) || (change.Old is { } old && Selects(budget.ToNode(), old)))
                enqueue(budget.Key);
        }
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.PodDisruptionBudgets, key) is not { } budget || budget.IsDeleting())
            return null;
        var pods = plane.Store.List(BuiltIn.Pods, key.Namespace).Where(pod => Selects(budget, pod)).Select(pod => pod.ToNode()).ToList();
        var status = budget.ObjectAt("status").Copy() ?? [];
        if (pods.Count == 0)
            TellOnce(budget, "Normal", "NoPods", "No matching pods found");
        var (disrupted, wait) = Disrupted(budget, pods);
        var (expected, desired, problem) = ExpectedPods.Of(plane, budget, pods);
        if (problem is not null)
        {
            TellOnce(budget, "Warning", "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {problem}");
            status["disruptionsAllowed"] = 0;
            SetAllowed(status, budget, false, "SyncFailed", problem);
        }
        else
        {
            var healthy = pods.Count(pod => !pod.IsDeleting() && pod.IsReady() && !disrupted.ContainsKey(pod.Name()));
            var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
            status["disruptionsAllowed"] = allowed;
            status["currentHealthy"] = healthy;
            status["desiredHealthy"] = desired;
            status["expectedPods"] = expected;
            status["observedGeneration"] = budget.Generation();
            SetAllowed(status, budget, allowed > 0, allowed > 0 ? "SufficientPods" : "InsufficientPods", "");
        }
        if (disrupted.Count > 0)
            status["disruptedPods"] = disrupted;
        else
            status.Remove("disruptedPods");
        if (!JsonNode.DeepEquals(status, budget["status"]))
            plane.WriteStatus(BuiltIn.PodDisruptionBudgets, key, status);
        return wait;
    }

    private static bool Selects(JsonObject budget, StoredObject pod) => LabelSelector.TryRead(budget.ObjectAt("spec", "selector"), out var selector, out _) && selector.Matches(pod.Labels);

    /// <summary>The pods whose eviction was granted and is not seen yet, and when the next of them counts no longer.</summary>
    private (JsonObject Pods, TimeSpan? Wait) Disrupted(JsonObject budget, List<JsonObject> pods)
    {
        JsonObject kept = [];
        TimeSpan? wait = null;
        foreach (var (name, _) in budget.ObjectAt("status", "disruptedPods") ?? [])
        {
            var granted = budget.TimeAt("status", "disruptedPods", name) ?? plane.Now;
            var left = granted + EvictionTime - plane.Now;
            if (pods.FirstOrDefault(pod => pod.Name() == name) is not { } pod || pod.IsDeleting())
                continue;
            if (left <= TimeSpan.Zero)
            {
                plane.Events.Record(pod, "Warning", "NotDeleted", $"Pod was expected by PDB {budget.Key()} to be deleted but it wasn't", Component);
                continue;
            }
            kept[name] = KubeJson.Timestamp(granted);
            wait = wait is null || left < wait ? left : wait;
        }
        return (kept, wait);
    }

    private void SetAllowed(JsonObject status, JsonObject budget, bool value, string reason, string message)
    {
        Conditions.Set(status, "DisruptionAllowed", value, reason, message, plane.Now);
        Conditions.Find(status, "DisruptionAllowed")!["observedGeneration"] = budget.Generation();
    }

    private void TellOnce(JsonObject budget, string type, string reason, string message)
    {
        if (plane.Events.LastSaid(budget, reason, message, Component) is null)
            plane.Events.Record(budget, type, reason, message, Component);
    }
}
