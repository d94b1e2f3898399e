using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Deployments;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.DaemonSets;

/// <summary>Keeps one pod of a DaemonSet on every node that suits, and replaces them a few at a time when the template changes.</summary>
internal sealed class DaemonSetController(ControlPlane plane) : IController
{
    private const string Component = "daemonset-controller";

    private readonly TemplateRevisions _revisions = new(plane, TemplateRevisions.PodLabel);

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.DaemonSets, BuiltIn.Pods, BuiltIn.Nodes];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.DaemonSets)
        {
            enqueue(change.Object.Key);
        }
        else if (change.Object.Resource == BuiltIn.Pods)
        {
            if (ControlPlane.ControllerOf(change.Object, "DaemonSet") is { } owner)
                enqueue(owner);
        }
        else
        {
            foreach (var set in plane.Store.List(BuiltIn.DaemonSets))
                enqueue(set.Key);
        }
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.DaemonSets, key) is not { } set)
            return null;
        var hash = TemplateRevisions.HashOf(_revisions.Ensure(set));
        var nodes = plane.Store.List(BuiltIn.Nodes).Select(node => node.ToNode()).ToList();
        TimeSpan? again = null;
        if (!set.IsDeleting())
        {
            again = Place(set, hash, nodes);
            if (set.TextAt("spec", "updateStrategy", "type") != "OnDelete")
                Roll(set, hash, nodes);
        }
        var pods = plane.Owned(BuiltIn.Pods, set);
        plane.WriteStatus(BuiltIn.DaemonSets, key, DaemonSetStatus.Compute(set, pods, nodes, hash, plane.Now));
        _revisions.Truncate(set, [hash, .. pods.Select(pod => pod.Label(TemplateRevisions.PodLabel) ?? "")]);
        return again ?? PodFacts.NextAvailability(pods, set.IntAt("spec", "minReadySeconds") ?? 0, plane.Now);
    }

    // When to try again where a pod was refused, or null.
    private TimeSpan? Place(JsonObject set, string hash, List<JsonObject> nodes)
    {
        TimeSpan? again = null;
        var byNode = plane.Owned(BuiltIn.Pods, set).ToLookup(pod => DaemonPods.NodeOf(pod) ?? "");
        foreach (var node in nodes)
        {
            var (shouldRun, mayStay) = DaemonPods.Suits(set, node);
            var here = byNode[node.Name()].ToList();
            foreach (var ended in here.Where(pod => pod.HasEnded() && !pod.IsDeleting()))
                Delete(set, ended);
            var living = here.Where(pod => pod.IsActive()).ToList();
            // A pod on its way out still holds its place, as it does on a real node.
            if (shouldRun && here.Count(pod => !pod.HasEnded()) == 0 && plane.CreatePod(set, DaemonPods.Make(set, hash, node.Name(), plane.Random), Component, node.Name()) is not null)
                again = ControlPlane.AfterRefusal;
            foreach (var pod in mayStay ? living.Skip(1) : living)
                Delete(set, pod);
        }
        var names = nodes.Select(node => node.Name()).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in byNode.Where(group => !names.Contains(group.Key)).SelectMany(group => group).Where(pod => !pod.IsDeleting()))
            plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name(), DeleteRequest.Now);
        return again;
    }

    private void Roll(JsonObject set, string hash, List<JsonObject> nodes)
    {
        var pods = plane.Owned(BuiltIn.Pods, set);
        var desired = nodes.Count(node => DaemonPods.Suits(set, node).ShouldRun);
        var most = Math.Max(1, RolloutBounds.Resolve(set.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), desired, roundUp: true, fallback: "1"));
        var minReady = set.IntAt("spec", "minReadySeconds") ?? 0;
        var unavailable = Math.Max(0, desired - pods.Count(pod => pod.IsActive() && pod.IsAvailable(minReady, plane.Now)));
        var old = pods.Where(pod => pod.IsActive() && pod.Label(TemplateRevisions.PodLabel) != hash).ToList();
        foreach (var broken in old.Where(pod => !pod.IsAvailable(minReady, plane.Now)))
            Delete(set, broken);
        foreach (var pod in old.Where(pod => pod.IsAvailable(minReady, plane.Now)).Take(Math.Max(0, most - unavailable)))
            Delete(set, pod);
    }

    private void Delete(JsonObject set, JsonObject pod)
    {
        plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name());
        plane.Events.Record(set, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Name()}", Component);
    }
}
