using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.StatefulSets;

/// <summary>Keeps the numbered pods of a StatefulSet: one after another upwards, one after another downwards, unless they may go in parallel.</summary>
internal sealed class StatefulSetController(ControlPlane plane) : IController
{
    public const string HashLabel = "controller.kubernetes.io/hash";
    private const string Component = "statefulset-controller";

    private readonly TemplateRevisions _revisions = new(plane, HashLabel);

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.StatefulSets, BuiltIn.Pods];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.StatefulSets)
            enqueue(change.Object.Key);
        else if (ControlPlane.ControllerOf(change.Object, "StatefulSet") is { } owner)
            enqueue(owner);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.StatefulSets, key) is not { } set)
            return null;
        var update = _revisions.Ensure(set);
        var current = set.TextAt("status", "currentRevision") is { Length: > 0 } kept ? plane.Get(BuiltIn.ControllerRevisions, new(key.Namespace, kept)) ?? update : update;
        var refused = !set.IsDeleting() && Act(set, current, update);
        var wait = WriteStatus(set, key, current.Name(), update.Name());
        _revisions.Truncate(set, [current.Name(), update.Name()]);
        return refused ? ControlPlane.AfterRefusal : wait;
    }

    // True where a pod was refused.
    private bool Act(JsonObject set, JsonObject current, JsonObject update)
    {
        var start = set.IntAt("spec", "ordinals", "start") ?? 0;
        var end = start + (set.IntAt("spec", "replicas") ?? 1);
        var parallel = set.TextAt("spec", "podManagementPolicy") == "Parallel";
        var pods = plane.Owned(BuiltIn.Pods, set).ToDictionary(StatefulPods.OrdinalOf);
        if (!Fill(set, current, update, pods, start, end, parallel, out var refused))
            return refused;
        if (!Shrink(set, pods, start, end, parallel))
            return false;
        if (set.TextAt("spec", "updateStrategy", "type") != "OnDelete")
            Update(set, update, pods, start, end);
        return false;
    }

    /// <summary>Makes what is missing, in order. False while a pod below is not available and the order must be kept.</summary>
    private bool Fill(JsonObject set, JsonObject current, JsonObject update, Dictionary<int, JsonObject> pods, int start, int end, bool parallel, out bool refused)
    {
        refused = false;
        var partition = set.IntAt("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
        var minReady = set.IntAt("spec", "minReadySeconds") ?? 0;
        for (var ordinal = start; ordinal < end; ordinal++)
        {
            var pod = pods.GetValueOrDefault(ordinal);
            if (pod is not null && pod.HasEnded() && !pod.IsDeleting())
            {
                plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name());
                pod = null;
            }
            if (pod is null)
                refused |= !Create(set, ordinal - start < partition ? current : update, ordinal);
            else if (!pod.IsDeleting() && pod.IsAvailable(minReady, plane.Now))
                continue;
            if (!parallel)
                return false;
        }
        return !refused;
    }

    // False where the pod was refused.
    private bool Create(JsonObject set, JsonObject revision, int ordinal)
    {
        foreach (var claim in StatefulPods.Claims(set, ordinal))
        {
            var claimName = claim.Name();
            if (plane.Store.Create(BuiltIn.PersistentVolumeClaims, claim).Outcome == StoreOutcome.Written)
                Tell(set, "SuccessfulCreate", $"create Claim {claimName} Pod {set.Name()}-{ordinal} in StatefulSet {set.Name()} success");
        }
        var pod = StatefulPods.Make(set, TemplateRevisions.TemplateOf(revision), revision.Name(), ordinal, plane.Random);
        return plane.CreatePod(set, pod, Component, pod.Name()) is null;
    }

    /// <summary>Removes what is too many, from the top. False while it is not done.</summary>
    private bool Shrink(JsonObject set, Dictionary<int, JsonObject> pods, int start, int end, bool parallel)
    {
        var extra = pods.Where(entry => entry.Key >= end || entry.Key < start).OrderByDescending(entry => entry.Key).Select(entry => entry.Value).ToList();
        foreach (var pod in extra)
        {
            if (!pod.IsDeleting())
                Delete(set, pod);
            if (!parallel)
                return false;
        }
        return extra.Count == 0;
    }

    /// <summary>Replaces pods of older templates from the top down to the partition, each only when the one above is available again.</summary>
    private void Update(JsonObject set, JsonObject update, Dictionary<int, JsonObject> pods, int start, int end)
    {
        var partition = set.IntAt("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
        var minReady = set.IntAt("spec", "minReadySeconds") ?? 0;
        for (var ordinal = end - 1; ordinal >= start + partition; ordinal--)
        {
            // What was only just made is not up yet.
            if (!pods.TryGetValue(ordinal, out var pod))
                return;
            if (pod.Label(TemplateRevisions.PodLabel) != update.Name())
            {
                if (!pod.IsDeleting())
                    Delete(set, pod);
                return;
            }
            if (pod.IsDeleting() || !pod.IsAvailable(minReady, plane.Now))
                return;
        }
    }

    private void Delete(JsonObject set, JsonObject pod)
    {
        plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name());
        Tell(set, "SuccessfulDelete", $"delete Pod {pod.Name()} in StatefulSet {set.Name()} successful");
    }

    private TimeSpan? WriteStatus(JsonObject set, ObjectKey key, string current, string update)
    {
        var pods = plane.Owned(BuiltIn.Pods, set);
        var status = StatefulSetStatus.Compute(set, pods, current, update, plane.Now);
        plane.WriteStatus(BuiltIn.StatefulSets, key, status);
        return PodFacts.NextAvailability(pods, set.IntAt("spec", "minReadySeconds") ?? 0, plane.Now);
    }

    private void Tell(JsonObject set, string reason, string message) => plane.Events.Record(set, "Normal", reason, message, Component);
}
