using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>The kubelets of all nodes of a cluster: what happens to a pod once it is bound.</summary>
internal sealed class KubeletController(ControlPlane plane) : IController
{
    private static readonly TimeSpan NodeRetry = TimeSpan.FromSeconds(10);

    // A little less than the machine's own pause, so that the look that it asked for does speak.
    private static readonly TimeSpan NagPause = TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1);

    private readonly PodAddresses _addresses = new(plane.Store);
    private readonly HashSet<(string Node, string Image)> _images = [];

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Pods];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type == StoreEventType.Deleted)
        {
            if (change.Object.ToNode().TextAt("status", "podIP") is { } address)
                _addresses.Release(address);
        }
        else
        {
            // A pod that comes with an address was brought back.
            if (change.Type == StoreEventType.Added && change.Object.ToNode().TextAt("status", "podIP") is { } address)
                _addresses.Take(address);
            enqueue(change.Object.Key);
        }
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Pods, key) is not { } seen || seen.TextAt("spec", "nodeName") is not { Length: > 0 } nodeName)
            return null;
        if (plane.Store.Get(BuiltIn.Nodes, "", nodeName)?.ToNode() is not { } node)
            return null;
        if (!Conditions.IsTrue(node.ObjectAt("status"), "Ready") || !HeartbeatController.HasPower(node))
            return NodeRetry;
        return Advance(key, node);
    }

    private TimeSpan? Advance(ObjectKey key, JsonObject node)
    {
        var now = plane.Now;
        var facts = FactsOf(node);
        PodStep? step = null;
        JsonObject? after = null;
        var result = plane.Store.Update(
            BuiltIn.Pods,
            key.Namespace,
            key.Name,
            pod =>
            {
                step = PodMachine.Advance(pod, facts, image => _images.Contains((facts.Name, image)), now);
                return after = pod;
            },
            UpdateKind.Status);
        if (!result.Ok || step is null || after is null)
            return null;
        Tell(after, step, facts.Name, changed: result.Outcome == StoreOutcome.Written || step.Gone);
        if (!step.Gone)
            return step.Wake;
        plane.Store.Delete(BuiltIn.Pods, key.Namespace, key.Name, DeleteRequest.Now with { Uid = after.Uid() });
        return null;
    }

    private void Tell(JsonObject pod, PodStep step, string node, bool changed)
    {
        foreach (var told in step.Events)
        {
            if (!(told.Nags ? IsDue(pod, told) : changed))
                continue;
            plane.Events.Record(pod, told.Type, told.Reason, told.Message, "kubelet", node, told.FieldPath);
            if (told.Reason == "Pulled")
                Remember(pod, told.FieldPath, node);
        }
    }

    private bool IsDue(JsonObject pod, PodEvent told) =>
        plane.Events.LastSaid(pod, told.Reason, told.Message, "kubelet", told.FieldPath) is not { } last || last + NagPause <= plane.Now;

    private void Remember(JsonObject pod, string? fieldPath, string node)
    {
        foreach (var container in pod.ObjectsAt("spec", "containers").Concat(pod.ObjectsAt("spec", "initContainers")))
        {
            if (fieldPath?.EndsWith($"{{{container.TextAt("name")}}}", StringComparison.Ordinal) == true)
                _images.Add((node, container.TextAt("image") ?? ""));
        }
    }

    private NodeFacts FactsOf(JsonObject node)
    {
        var address = node.ObjectsAt("status", "addresses").FirstOrDefault(item => item.TextAt("type") == "InternalIP").TextAt("address") ?? "";
        var range = node.TextAt("spec", "podCIDR") ?? "10.244.0.0/24";
        return new(node.Name(), address, () => _addresses.Allocate(range));
    }
}
