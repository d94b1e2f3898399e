using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Autoscaling;

/// <summary>
/// Sizes workloads by what their pods use and by other figures (<see cref="Metrics.CustomMetrics"/>), every fifteen seconds.
/// </summary>
internal sealed class AutoscalerController(ControlPlane plane) : IController
{
    private const string Component = "horizontal-pod-autoscaler";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly Dictionary<ObjectKey, (string Uid, ScalingHistory History)> _histories = [];

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.HorizontalPodAutoscalers];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        // Not after each status that is written here.
        if (change.Type != StoreEventType.Modified || !JsonNode.DeepEquals(change.Old?.ToNode()["spec"], change.Object.ToNode()["spec"]))
            enqueue(change.Object.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.HorizontalPodAutoscalers, key) is not { } autoscaler || autoscaler.IsDeleting())
        {
            _histories.Remove(key);
            return null;
        }
        var status = autoscaler.ObjectAt("status").Copy() ?? [];
        Look(autoscaler, status);
        plane.WriteStatus(BuiltIn.HorizontalPodAutoscalers, key, status);
        return Period;
    }

    private void Look(JsonObject autoscaler, JsonObject status)
    {
        var (found, problem) = ScaleTarget.Find(plane, autoscaler);
        if (found is not { } target)
        {
            Tell(autoscaler, "Warning", "FailedGetScale", problem);
            Set(status, "AbleToScale", false, "FailedGetScale", $"the HPA controller was unable to get the target's current scale: {problem}");
            return;
        }
        Set(status, "AbleToScale", true, "SucceededGetScale", "the HPA controller was able to get the target's current scale");
        var spec = autoscaler.ObjectAt("spec") ?? [];
        var (least, most, current) = (spec.IntAt("minReplicas") ?? 1, spec.IntAt("maxReplicas") ?? 1, target.Wanted);
        status["currentReplicas"] = current;
        if (current == 0 && least != 0)
        {
            Set(status, "ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
            status["desiredReplicas"] = 0;
            return;
        }
        var history = HistoryOf(autoscaler, current);
        if (current > most)
            Rescale(autoscaler, status, target, history, most, "Current number of replicas above Spec.MaxReplicas");
        else if (current < least)
            Rescale(autoscaler, status, target, history, least, "Current number of replicas below Spec.MinReplicas");
        else if (Measure(autoscaler, status, target) is { } proposal)
            Follow(autoscaler, status, target, history, proposal, (least, most));
    }

    /// <summary>What the metrics together ask for: the largest size. Null, and told in the conditions, where they say nothing.</summary>
    private MetricProposal? Measure(JsonObject autoscaler, JsonObject status, ScaleTarget target)
    {
        if (target.Selector.Length == 0)
        {
            Tell(autoscaler, "Warning", "SelectorRequired", "selector is required");
            Set(status, "ScalingActive", false, "InvalidSelector", "the HPA target's scale is missing a selector");
            return null;
        }
        var pods = target.Pods();
        var tolerance = ScalingLimits.Tolerance(autoscaler.ObjectAt("spec") ?? []);
        var metrics = autoscaler.ObjectsAt("spec", "metrics").ToList();
        var proposals = metrics.Select(metric => Propose(autoscaler, metric, pods, tolerance, target)).ToList();
        // One that says nothing has its place, too.
        status["currentMetrics"] = new JsonArray([.. proposals.Select(proposal => proposal.Current ?? new JsonObject { ["type"] = "" })]);
        var best = proposals.Where(proposal => proposal.IsValid).MaxBy(proposal => proposal.Replicas);
        if (proposals.FirstOrDefault(proposal => !proposal.IsValid) is { } failed && (best is null || best.Replicas < target.Wanted))
        {
            var count = proposals.Count(proposal => !proposal.IsValid);
            Set(status, "ScalingActive", false, failed.Reason, $"the HPA was unable to compute the replica count: {failed.Problem}");
            Tell(autoscaler, "Warning", "FailedComputeMetricsReplicas", $"invalid metrics ({count} invalid out of {metrics.Count}), first error is: {failed.Name}{failed.Problem}");
            return null;
        }
        Set(status, "ScalingActive", true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {best!.Name}");
        return best;
    }

    private MetricProposal Propose(JsonObject autoscaler, JsonObject metric, List<JsonObject> pods, (decimal Up, decimal Down) tolerance, ScaleTarget target)
    {
        var proposal = metric.TextAt("type") is "Object" or "External"
            ? new SingleMetric(plane, metric, autoscaler.Namespace(), tolerance).Propose(target, pods)
            : new PodsMetric(plane.Cluster, metric, pods, tolerance, plane.Now).Propose(target.Wanted);
        if (!proposal.IsValid)
            Tell(autoscaler, "Warning", proposal.Reason, proposal.Problem);
        return proposal;
    }

    private void Follow(JsonObject autoscaler, JsonObject status, ScaleTarget target, ScalingHistory history, MetricProposal proposal, (int Least, int Most) bounds)
    {
        var reason = proposal.Replicas > target.Wanted ? $"{proposal.Name} above target" : "All metrics below target";
        var limits = new ScalingLimits(autoscaler.ObjectAt("spec") ?? [], history, target.Wanted, plane.Now);
        var stable = limits.Stabilise(proposal.Replicas);
        Set(status, "AbleToScale", true, stable.Reason, stable.Message);
        var bound = limits.Bound(stable.Replicas, bounds.Least, bounds.Most);
        Set(status, "ScalingLimited", bound.Limited, bound.Reason, bound.Message);
        status["desiredReplicas"] = bound.Replicas;
        if (bound.Replicas != target.Wanted)
            Rescale(autoscaler, status, target, history, bound.Replicas, reason);
    }

    private void Rescale(JsonObject autoscaler, JsonObject status, ScaleTarget target, ScalingHistory history, int replicas, string reason)
    {
        target.Scale(replicas);
        history.Change(replicas - target.Wanted, plane.Now);
        status["desiredReplicas"] = replicas;
        status["lastScaleTime"] = KubeJson.Timestamp(plane.Now);
        Set(status, "AbleToScale", true, "SucceededRescale", $"the HPA controller was able to update the target scale to {replicas}");
        Tell(autoscaler, "Normal", "SuccessfulRescale", $"New size: {replicas}; reason: {reason}");
    }

    private ScalingHistory HistoryOf(JsonObject autoscaler, int replicas)
    {
        var (key, uid) = (autoscaler.Key(), autoscaler.Uid());
        if (!_histories.TryGetValue(key, out var known) || known.Uid != uid)
            _histories[key] = known = (uid, new ScalingHistory(replicas, plane.Now));
        return known.History;
    }

    private void Set(JsonObject status, string type, bool value, string reason, string message) => Conditions.Set(status, type, value, reason, message, plane.Now);

    private void Tell(JsonObject autoscaler, string type, string reason, string message) => plane.Events.Record(autoscaler, type, reason, message, Component);
}
