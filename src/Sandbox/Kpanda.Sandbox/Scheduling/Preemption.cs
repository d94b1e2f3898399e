using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>Makes room for a pod by the loss of pods of less priority: of as few and as unimportant ones as will do.</summary>
internal sealed class Preemption(ControlPlane plane, NodeUsage usage)
{
    private const string Component = SchedulerController.Component;

    /// <summary>
    /// Evicts what stands in the way on the best node and names that node in the pod's status.
    /// Returns why nothing was done, as the sentence of a pod that fits nowhere has it; empty where room is being made.
    /// </summary>
    public string Try(JsonObject pod, List<JsonObject> nodes, List<IReadOnlyList<Obstacle>> obstacles, PodVolumes volumes)
    {
        if (pod.TextAt("spec", "preemptionPolicy") == "Never")
            return "not eligible due to preemptionPolicy=Never.";
        var priority = PriorityOf(pod);
        if (pod.TextAt("status", "nominatedNodeName") is { Length: > 0 } nominated && IsBeingMade(nominated, priority))
            return "not eligible due to a terminating pod on the nominated node.";
        var choices = nodes.Where((_, i) => obstacles[i].All(obstacle => obstacle.Resolvable))
            .Select(node => (Node: node, Victims: Victims(pod, priority, node, nodes, volumes))).Where(choice => choice.Victims is { Count: > 0 }).ToList();
        if (choices.Count == 0)
            return SchedulingFailure.NoVictims(obstacles);
        var best = choices.MinBy(choice => (choice.Victims!.Count(Violates), choice.Victims!.Max(PriorityOf), choice.Victims!.Sum(victim => (long)PriorityOf(victim)), choice.Victims!.Count, choice.Node.Name()))!;
        foreach (var victim in best.Victims!)
            Evict(victim, pod, best.Node.Name());
        plane.Store.Update(BuiltIn.Pods, pod.Namespace(), pod.Name(), item => { item.Ensure("status")["nominatedNodeName"] = best.Node.Name(); return item; }, UpdateKind.Status);
        return "";
    }

    public static int PriorityOf(JsonObject pod) => pod.IntAt("spec", "priority") ?? 0;

    private bool IsBeingMade(string node, int priority) =>
        usage.PodsOn(node).Select(key => plane.Get(BuiltIn.Pods, key)).Any(pod => pod is not null && pod.IsDeleting() && PriorityOf(pod) < priority);

    /// <summary>The pods of a node whose loss lets the pod in, or null where even that of all does not.</summary>
    private List<JsonObject>? Victims(JsonObject pod, int priority, JsonObject node, List<JsonObject> nodes, PodVolumes volumes)
    {
        var lesser = usage.PodsOn(node.Name()).Select(key => plane.Get(BuiltIn.Pods, key)).OfType<JsonObject>().Where(other => PriorityOf(other) < priority).ToList();
        HashSet<ObjectKey> gone = [.. lesser.Select(other => other.Key())];
        if (lesser.Count == 0 || !Fits(gone))
            return null;
        // Each one that need not go stays: first those that a budget protects, then the important ones.
        foreach (var other in lesser.OrderByDescending(Violates).ThenByDescending(PriorityOf).ThenBy(other => other.Created()))
        {
            gone.Remove(other.Key());
            if (!Fits(gone))
                gone.Add(other.Key());
        }
        return [.. lesser.Where(other => gone.Contains(other.Key()))];

        bool Fits(HashSet<ObjectKey> without) =>
            NodeFit.Against(pod, node, usage, volumes, new PodTopology(plane.Store, nodes, usage, pod, without), without).Count == 0;
    }

    private bool Violates(JsonObject pod) => plane.Store.List(BuiltIn.PodDisruptionBudgets, pod.Namespace()).Select(item => item.ToNode())
        .Any(budget => (budget.IntAt("status", "disruptionsAllowed") ?? 0) == 0
            && LabelSelector.TryRead(budget.ObjectAt("spec", "selector"), out var selector, out _) && selector.Matches(pod.MapAt("metadata", "labels")));

    private void Evict(JsonObject victim, JsonObject pod, string node)
    {
        if (victim.IsDeleting())
            return;
        var (ns, name) = victim.Key();
        plane.Store.Update(BuiltIn.Pods, ns, name, item =>
        {
            Conditions.Set(item.Ensure("status"), "DisruptionTarget", true, "PreemptionByScheduler", $"{Component}: preempting to accommodate a higher priority pod", plane.Now);
            return item;
        }, UpdateKind.Status);
        plane.Store.Delete(BuiltIn.Pods, ns, name);
        plane.Events.RecordSeries(victim, "Normal", "Preempted", "Preempting", $"Preempted by pod {pod.Uid()} on node {node}", Component, related: pod);
    }
}
