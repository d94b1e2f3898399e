using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Deployments;

/// <summary>Rolls a Deployment out: one ReplicaSet per template, the newest growing while the others shrink.</summary>
internal sealed class DeploymentController(ControlPlane plane) : IController
{
    private const string Component = "deployment-controller";

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Deployments, BuiltIn.ReplicaSets, BuiltIn.Pods];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.Deployments)
            enqueue(change.Object.Key);
        else if (change.Object.Resource == BuiltIn.ReplicaSets)
            EnqueueOwner(change.Object, enqueue);
        else if (change.Type == StoreEventType.Deleted && ControlPlane.ControllerOf(change.Object, "ReplicaSet") is { } set
            && plane.Store.Get(BuiltIn.ReplicaSets, set.Namespace, set.Name) is { } owner)
            EnqueueOwner(owner, enqueue);  // Recreate waits for the last old pod.
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Deployments, key) is not { } deployment)
            return null;
        var sets = plane.Owned(BuiltIn.ReplicaSets, deployment).OrderBy(set => set.Created()).ThenBy(DeploymentRevisions.Of).ToList();
        if (!deployment.IsDeleting())
            RollOut(deployment, sets);
        return WriteStatus(deployment, key);
    }

    private static void EnqueueOwner(StoredObject set, Action<ObjectKey> enqueue)
    {
        if (ControlPlane.ControllerOf(set, "Deployment") is { } owner)
            enqueue(owner);
    }

    private void RollOut(JsonObject deployment, List<JsonObject> sets)
    {
        var wanted = deployment.IntAt("spec", "replicas") ?? 1;
        var bounds = RolloutBounds.Of(deployment, wanted);
        var paused = deployment.BoolAt("spec", "paused") == true;
        var newest = sets.Where(set => DeploymentRevisions.HasTemplateOf(set, deployment)).MinBy(set => set.Created());
        var old = sets.Where(set => set != newest).ToList();
        if (paused || IsScaling(sets, wanted))
        {
            ScaleInProportion(deployment, newest, sets, wanted, bounds);
            CleanUp(deployment, old);
            return;
        }
        newest = TakeOrCreate(deployment, newest, old, wanted, bounds);
        if (newest is null)
            return;
        if (deployment.TextAt("spec", "strategy", "type") == "Recreate")
            Recreate(deployment, newest, old, wanted);
        else
            Roll(deployment, newest, old, wanted, bounds);
        CleanUp(deployment, old);
    }

    private static bool IsScaling(List<JsonObject> sets, int wanted) =>
        sets.Any(set => (set.IntAt("spec", "replicas") ?? 0) > 0 && DeploymentRevisions.DesiredOf(set) is { } desired && desired != wanted);

    private void ScaleInProportion(JsonObject deployment, JsonObject? newest, List<JsonObject> sets, int wanted, RolloutBounds bounds)
    {
        var active = sets.Where(set => (set.IntAt("spec", "replicas") ?? 0) > 0).ToList();
        var most = wanted + bounds.MaxSurge;
        if (active.Count == 0 && newest is not null)
            active.Add(newest);
        if (active.Count == 1)
        {
            Resize(deployment, active[0], wanted, wanted, most);
        }
        else
        {
            var sizes = RollingUpdate.Proportional(wanted == 0 ? 0 : most, [.. active.Select(set => set.IntAt("spec", "replicas") ?? 0)]);
            for (var i = 0; i < active.Count; i++)
                Resize(deployment, active[i], sizes[i], wanted, most);
        }
    }

    private JsonObject? TakeOrCreate(JsonObject deployment, JsonObject? newest, List<JsonObject> old, int wanted, RolloutBounds bounds)
    {
        var revision = old.Select(DeploymentRevisions.Of).DefaultIfEmpty(0).Max() + 1;
        var most = wanted + bounds.MaxSurge;
        if (newest is not null)
        {
            revision = Math.Max(revision, DeploymentRevisions.Of(newest));
            Change(newest, set => DeploymentRevisions.Annotate(set, deployment, revision, wanted, most));
            SetRevision(deployment, revision);
            EnsureProgressing(deployment, "FoundNewReplicaSet", $"Found new replica set \"{newest.Name()}\"");
            return plane.Get(BuiltIn.ReplicaSets, newest.Key());
        }
        var recreate = deployment.TextAt("spec", "strategy", "type") == "Recreate";
        var occupied = recreate ? old.Sum(set => set.IntAt("spec", "replicas") ?? 0) : 0;
        var size = recreate ? (occupied > 0 || HasRunningPods(old) ? 0 : wanted) : RollingUpdate.NextNew(wanted, bounds, default, Counts(old));
        var made = Make(deployment, size);
        DeploymentRevisions.Annotate(made, deployment, revision, wanted, most);
        var result = plane.Store.Create(BuiltIn.ReplicaSets, made);
        if (result.Outcome != StoreOutcome.Written)
            throw new InvalidOperationException($"The name {result.Object?.Key} is taken by a ReplicaSet with another template.");
        var created = result.Object!.ToNode();
        SetRevision(deployment, revision);
        EnsureProgressing(deployment, "NewReplicaSetCreated", $"Created new replica set \"{created.Name()}\"", always: true);
        if (size > 0)
            plane.Events.Record(deployment, "Normal", "ScalingReplicaSet", $"Scaled up replica set {created.Name()} from 0 to {size}", Component);
        return created;
    }

    /// <summary>The ReplicaSet of the Deployment's present template.</summary>
    public static JsonObject Make(JsonObject deployment, int size)
    {
        var template = deployment.ObjectAt("spec", "template").Copy() ?? [];
        var hash = SafeNames.TemplateHash(template);
        template.Ensure("metadata").Ensure("labels")[DeploymentRevisions.HashLabel] = hash;
        var selector = deployment.ObjectAt("spec", "selector").Copy() ?? [];
        selector.Ensure("matchLabels")[DeploymentRevisions.HashLabel] = hash;
        var spec = new JsonObject { ["replicas"] = size, ["selector"] = selector, ["template"] = template };
        if (deployment.IntAt("spec", "minReadySeconds") is { } minReady)
            spec["minReadySeconds"] = minReady;
        return new JsonObject
        {
            ["kind"] = "ReplicaSet",
            ["apiVersion"] = "apps/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["labels"] = template.ObjectAt("metadata", "labels").Copy(),
                ["ownerReferences"] = new JsonArray(deployment.ControllerReference()),
            },
            ["spec"] = spec,
            ["status"] = new JsonObject { ["replicas"] = 0 },
        };
    }

    private void Roll(JsonObject deployment, JsonObject newest, List<JsonObject> old, int wanted, RolloutBounds bounds)
    {
        var most = wanted + bounds.MaxSurge;
        var size = newest.IntAt("spec", "replicas") ?? 0;
        var next = size > wanted ? wanted : RollingUpdate.NextNew(wanted, bounds, CountOf(newest), Counts(old));
        if (next != size)
        {
            Resize(deployment, newest, next, wanted, most);
            return;
        }
        var sizes = RollingUpdate.NextOld(wanted, bounds, CountOf(newest), Counts(old));
        for (var i = 0; i < old.Count; i++)
            Resize(deployment, old[i], sizes[i], wanted, most);
    }

    private void Recreate(JsonObject deployment, JsonObject newest, List<JsonObject> old, int wanted)
    {
        foreach (var set in old)
            Resize(deployment, set, 0, wanted, wanted);
        if (!HasRunningPods(old))
            Resize(deployment, newest, wanted, wanted, wanted);
    }

    private bool HasRunningPods(List<JsonObject> old) => old.Any(set => plane.Owned(BuiltIn.Pods, set).Any(pod => !pod.HasEnded()));

    private void Resize(JsonObject deployment, JsonObject set, int size, int wanted, int most)
    {
        var before = set.IntAt("spec", "replicas") ?? 0;
        Change(set, item =>
        {
            item.Ensure("spec")["replicas"] = size;
            if (size > 0 || before > 0)
                DeploymentRevisions.Annotate(item, deployment, null, wanted, most);
        });
        if (before == size)
            return;
        var direction = size > before ? "up" : "down";
        plane.Events.Record(deployment, "Normal", "ScalingReplicaSet", $"Scaled {direction} replica set {set.Name()} from {before} to {size}", Component);
    }

    private void CleanUp(JsonObject deployment, List<JsonObject> old)
    {
        var keep = deployment.IntAt("spec", "revisionHistoryLimit") ?? 10;
        var idle = old.Where(set => (set.IntAt("spec", "replicas") ?? 0) == 0 && (set.IntAt("status", "replicas") ?? 0) == 0 && !set.IsDeleting()).OrderBy(DeploymentRevisions.Of).ToList();
        foreach (var set in idle.Take(Math.Max(0, idle.Count - keep)))
            plane.Store.Delete(BuiltIn.ReplicaSets, set.Namespace(), set.Name());
    }

    private void SetRevision(JsonObject deployment, long revision)
    {
        if (DeploymentRevisions.Of(deployment) == revision)
            return;
        var key = deployment.Key();
        plane.Store.Update(BuiltIn.Deployments, key.Namespace, key.Name, item =>
        {
            item.SetAnnotation(DeploymentRevisions.Annotation, DeploymentRevisions.Number(revision));
            return item;
        });
    }

    private void EnsureProgressing(JsonObject deployment, string reason, string message, bool always = false)
    {
        if (deployment.IntAt("spec", "progressDeadlineSeconds") is null || (!always && Conditions.Find(deployment.ObjectAt("status"), "Progressing") is not null))
            return;
        var status = deployment.ObjectAt("status").Copy() ?? [];
        DeploymentStatus.Set(status, "Progressing", "True", reason, message, plane.Now);
        plane.WriteStatus(BuiltIn.Deployments, deployment.Key(), status);
    }

    private TimeSpan? WriteStatus(JsonObject seen, ObjectKey key)
    {
        if (plane.Get(BuiltIn.Deployments, key) is not { } deployment)
            return null;
        var sets = plane.Owned(BuiltIn.ReplicaSets, deployment);
        var newest = sets.Where(set => DeploymentRevisions.HasTemplateOf(set, deployment)).MinBy(set => set.Created());
        var status = DeploymentStatus.Compute(deployment, newest, sets, plane.Now);
        DeploymentStatus.SetPaused(status, deployment.BoolAt("spec", "paused") == true, plane.Now);
        // A template that changed meanwhile has its own look to come: it must not be said to be observed yet.
        status["observedGeneration"] = seen.Generation();
        plane.WriteStatus(BuiltIn.Deployments, key, status);
        return DeploymentStatus.UntilDeadline(deployment, status, plane.Now);
    }

    private void Change(JsonObject set, Action<JsonObject> change) =>
        plane.Store.Update(BuiltIn.ReplicaSets, set.Namespace(), set.Name(), item => { change(item); return item; });

    private static ReplicaCount CountOf(JsonObject set) => new(set.IntAt("spec", "replicas") ?? 0, set.IntAt("status", "availableReplicas") ?? 0);

    private static List<ReplicaCount> Counts(List<JsonObject> sets) => [.. sets.Select(CountOf)];
}
