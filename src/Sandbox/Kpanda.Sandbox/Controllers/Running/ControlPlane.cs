using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>What every controller of a cluster works with: the objects, the clock, events and chance.</summary>
internal sealed class ControlPlane(SandboxCluster cluster, Random random)
{
    public SandboxCluster Cluster => cluster;

    public ObjectStore Store => cluster.Store;

    public EventRecorder Events { get; } = new(cluster.Store, cluster.Time);

    /// <summary>Seeded, so that a simulation under a stepped clock repeats itself.</summary>
    public Random Random => random;

    /// <summary>The certificate by which pods would know the API server.</summary>
    public string AuthorityPem { get; init; } = "";

    /// <summary>When a controller tries again to create a pod that was refused.</summary>
    public static TimeSpan AfterRefusal { get; } = TimeSpan.FromSeconds(15);

    public DateTimeOffset Now => cluster.Time.GetUtcNow();

    /// <summary>A copy of an object, or null.</summary>
    public JsonObject? Get(GroupResource resource, ObjectKey key) => Store.Get(resource, key.Namespace, key.Name)?.ToNode();

    /// <summary>Copies of the objects that <paramref name="owner"/> controls.</summary>
    public List<JsonObject> Owned(GroupResource resource, JsonObject owner)
    {
        var uid = owner.Uid();
        return [.. Store.List(resource, owner.Namespace()).Where(item => item.OwnerUids.Contains(uid)).Select(item => item.ToNode()).Where(item => item.IsControlledBy(owner))];
    }

    /// <summary>Copies of the pods that are bound to a node.</summary>
    public List<JsonObject> PodsOn(string node) => [.. Store.List(BuiltIn.Pods).Select(pod => pod.ToNode()).Where(pod => pod.NodeName() == node)];

    /// <summary>Writes a status where it differs.</summary>
    public StoreResult WriteStatus(GroupResource resource, ObjectKey key, JsonObject status) =>
        Store.Update(resource, key.Namespace, key.Name, item => With(item, "status", status.DeepClone()), UpdateKind.Status);

    /// <summary>Takes a finalizer off an object; one that was only waiting for that is gone.</summary>
    public void RemoveFinalizer(GroupResource resource, ObjectKey key, string finalizer) => Store.Update(resource, key.Namespace, key.Name, item =>
    {
        var meta = item.Ensure("metadata");
        var rest = meta.ArrayAt("finalizers").Texts().Where(name => name != finalizer).Select(name => (JsonNode)name).ToArray();
        if (rest.Length > 0)
            meta["finalizers"] = new JsonArray(rest);
        else
            meta.Remove("finalizers");
        return item;
    });

    /// <summary>Sets the wanted size of a workload.</summary>
    public StoreResult Scale(GroupResource resource, ObjectKey key, int replicas) =>
        Store.Update(resource, key.Namespace, key.Name, item => { item.Ensure("spec")["replicas"] = replicas; return item; });

    /// <summary>
    /// Creates a pod for its owner and tells of it; what quotas, limits, the namespace's level of security, policies or webhooks refuse is told as well.
    /// <paramref name="place"/> tells the pods of one owner apart where they are not alike: an ordinal, a node, an index.
    /// </summary>
    /// <returns>Null when it is done, why it was refused, or empty while webhooks are asked: the owner is looked at again when they have answered.</returns>
    public string? CreatePod(JsonObject owner, JsonObject pod, string component, string place = "")
    {
        var (judged, refused) = cluster.PodAdmission.Judge(owner, pod, component, place);
        if (judged is null && refused is null)
            return "";
        pod = judged ?? pod;
        var name = pod.Name();
        var set = owner.TextAt("kind") == "StatefulSet" ? owner.Name() : null;
        if ((refused ?? Admission.RefusesPod(cluster, pod, component)) is { } why)
        {
            Events.Record(owner, "Warning", "FailedCreate", set is null ? $"Error creating: {why}" : $"create Pod {name} in StatefulSet {set} failed error: {why}", component);
            return why;
        }
        if (Store.Create(BuiltIn.Pods, pod).Outcome == StoreOutcome.Written)
            Events.Record(owner, "Normal", "SuccessfulCreate", set is null ? $"Created pod: {name}" : $"create Pod {name} in StatefulSet {set} successful", component);
        return null;
    }

    /// <summary>The key of the object that controls a changed one, when it is of that kind.</summary>
    public static ObjectKey? ControllerOf(StoredObject item, string kind)
    {
        if (item.OwnerUids.Count == 0)
            return null;
        // Every workload controller asks this about every pod, one after another: the answer is read from the object once.
        if (!ReferenceEquals(_lastAsked, item))
        {
            var owner = item.ToNode().Controller();
            (_lastAsked, _lastOwner) = (item, (owner.TextAt("kind") ?? "", owner.TextAt("name") ?? ""));
        }
        return _lastOwner.Kind == kind ? new ObjectKey(item.Key.Namespace, _lastOwner.Name) : null;
    }

    [ThreadStatic]
    private static StoredObject? _lastAsked;

    [ThreadStatic]
    private static (string Kind, string Name) _lastOwner;

    private static JsonObject With(JsonObject item, string field, JsonNode value)
    {
        item[field] = value;
        return item;
    }
}
