using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers;

/// <summary>Keeps as many pods of a ReplicaSet as it asks for.</summary>
internal sealed class ReplicaSetController(ControlPlane plane) : IController
{
    private const int Burst = 500;
    private const string Component = "replicaset-controller";

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.ReplicaSets, BuiltIn.Pods];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.ReplicaSets)
            enqueue(change.Object.Key);
        else if (ControlPlane.ControllerOf(change.Object, "ReplicaSet") is { } owner)
            enqueue(owner);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.ReplicaSets, key) is not { } set)
            return null;
        var pods = plane.Owned(BuiltIn.Pods, set);
        var refused = set.IsDeleting() ? null : Balance(set, pods);
        var again = WriteStatus(set, key, refused);
        return refused is null || again < ControlPlane.AfterRefusal ? again : ControlPlane.AfterRefusal;
    }

    // Why a pod could not be created, or null.
    private string? Balance(JsonObject set, List<JsonObject> pods)
    {
        var wanted = set.IntAt("spec", "replicas") ?? 1;
        var active = pods.Where(pod => pod.IsActive()).ToList();
        for (var i = active.Count; i < Math.Min(wanted, active.Count + Burst); i++)
        {
            if (plane.CreatePod(set, PodFactory.FromTemplate(set, set.ObjectAt("spec", "template") ?? [], plane.Random), Component) is { } refused)
                return refused;
        }
        if (active.Count <= wanted)
            return null;
        active.Sort(PodFacts.CompareForDeletion);
        foreach (var pod in active.Take(active.Count - wanted))
        {
            plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name());
            plane.Events.Record(set, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Name()}", Component);
        }
        return null;
    }

    private TimeSpan? WriteStatus(JsonObject set, ObjectKey key, string? refused)
    {
        var now = plane.Now;
        var minReady = set.IntAt("spec", "minReadySeconds") ?? 0;
        var pods = plane.Owned(BuiltIn.Pods, set).Where(pod => pod.IsActive()).ToList();
        var labels = set.MapAt("spec", "template", "metadata", "labels");
        var status = set.ObjectAt("status").Copy() ?? [];
        status["replicas"] = pods.Count;
        status.SetOrOmit("fullyLabeledReplicas", pods.Count(pod => labels.All(label => pod.Label(label.Key) == label.Value)));
        status.SetOrOmit("readyReplicas", pods.Count(pod => pod.IsReady()));
        status.SetOrOmit("availableReplicas", pods.Count(pod => pod.IsAvailable(minReady, now)));
        // The first refusal is told; later ones name other pods.
        if (refused is null)
            Conditions.Remove(status, "ReplicaFailure");
        else if (refused.Length > 0 && !Conditions.IsTrue(status, "ReplicaFailure"))
            Conditions.Set(status, "ReplicaFailure", true, "FailedCreate", refused, now);
        status["observedGeneration"] = set.Generation();
        plane.WriteStatus(BuiltIn.ReplicaSets, key, status);
        return PodFacts.NextAvailability(pods, minReady, now);
    }
}
