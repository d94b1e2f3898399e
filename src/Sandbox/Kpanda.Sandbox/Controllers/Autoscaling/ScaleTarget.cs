using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Autoscaling;

/// <summary>What an autoscaler scales: a workload of any kind that has the sub-resource <c>scale</c>.</summary>
internal sealed class ScaleTarget
{
    private readonly ControlPlane _plane;
    private readonly KindInfo _kind;
    private readonly ObjectKey _key;
    private readonly ScaleFields _fields;

    private ScaleTarget(ControlPlane plane, KindInfo kind, ObjectKey key, JsonObject item)
    {
        (_plane, _kind, _key) = (plane, kind, key);
        _fields = ScaleFields.Of(plane.Cluster, kind);
        Wanted = (int)(_fields.Wanted(item) ?? 0);
        Actual = (int)_fields.Actual(item);
        Selector = _fields.Selector(item);
    }

    public int Wanted { get; }

    public int Actual { get; }

    /// <summary>The selector of the pods, in the query form.</summary>
    public string Selector { get; }

    /// <summary>The target of an autoscaler, or why there is none in Kubernetes' words.</summary>
    public static (ScaleTarget? Target, string Problem) Find(ControlPlane plane, JsonObject autoscaler)
    {
        var reference = autoscaler.ObjectAt("spec", "scaleTargetRef");
        var (version, kindName, name) = (reference.TextAt("apiVersion") ?? "", reference.TextAt("kind") ?? "", reference.TextAt("name") ?? "");
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : version[..slash];
        if (plane.Cluster.Kinds.Find(new GroupVersionKind(group, version[(slash + 1)..], kindName)) is not { } kind)
            return (null, $"no matches for kind \"{kindName}\" in group \"{group}\"");
        var key = new ObjectKey(autoscaler.Namespace(), name);
        if (kind.Subresource("scale") is null)
            return (null, "the server could not find the requested resource");
        return plane.Get(kind.Storage, key) is { } item
            ? (new ScaleTarget(plane, kind, key, item), "")
            : (null, $"{kind.Gvr.GroupResource} \"{name}\" not found");
    }

    /// <summary>Asks for another size.</summary>
    public void Scale(int replicas) =>
        _plane.Store.Update(_kind.Storage, _key.Namespace, _key.Name, item => { _fields.Write(item, replicas); return item; });

    /// <summary>The pods that belong to it.</summary>
    public List<JsonObject> Pods() => LabelSelector.TryParse(Selector, out var selector, out _)
        ? [.. _plane.Store.List(BuiltIn.Pods, _key.Namespace).Where(pod => selector.Matches(pod.Labels)).Select(pod => pod.ToNode())]
        : [];
}
