using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Controllers.Storage;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>The claims of a pod that wants a node: which volumes tie it to nodes, and which are made only when its node is known.</summary>
internal sealed class PodVolumes
{
    /// <summary>The annotation by which the scheduler tells for which node a volume is to be made.</summary>
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    private readonly ControlPlane _plane;
    private readonly List<JsonObject> _waiting = [];
    private readonly List<JsonObject> _bound = [];

    public PodVolumes(ControlPlane plane, JsonObject pod)
    {
        _plane = plane;
        foreach (var name in VolumeFactory.ClaimsOf(pod))
        {
            if (plane.Get(BuiltIn.PersistentVolumeClaims, new(pod.Namespace(), name)) is not { } claim)
                Problem ??= $"persistentvolumeclaim \"{name}\" not found";
            else if (claim.TextAt("spec", "volumeName") is { Length: > 0 } volume && claim.TextAt("status", "phase") == "Bound")
                _bound.AddRange(plane.Get(BuiltIn.PersistentVolumes, new("", volume)) is { } found ? [found] : []);
            else if (VolumeFactory.ClassOf(plane, claim) is { } storageClass && VolumeFactory.WaitsForConsumer(storageClass))
                _waiting.Add(claim);
            else
                Problem ??= "pod has unbound immediate PersistentVolumeClaims";
        }
    }

    /// <summary>What keeps the pod off every node, or null.</summary>
    public string? Problem { get; }

    /// <summary>Whether volumes must be made or found before the pod can be bound.</summary>
    public bool MustWait => _waiting.Count > 0;

    /// <summary>The node for which volumes are being made, or null.</summary>
    public string? Selected => _waiting.Select(claim => claim.Annotation(SelectedNode)).Concat(_bound.Select(volume => volume.Annotation(SelectedNode))).FirstOrDefault(name => name is not null);

    /// <summary>What keeps the pod off a node, or null.</summary>
    public Obstacle? Against(JsonObject node)
    {
        if (_bound.Any(volume => !NodeAffinity.MatchesTerms(volume.ObjectAt("spec", "nodeAffinity", "required"), node)))
            return new(_plane.Cluster.Minor >= 35 ? "node(s) didn't match PersistentVolume's node affinity" : "node(s) had volume node affinity conflict", false);
        return _waiting.All(claim => CanBind(claim, node)) ? null : new("node(s) didn't find available persistent volumes to bind", false);
    }

    /// <summary>Asks for the volumes of a node.</summary>
    public void Select(string node)
    {
        foreach (var claim in _waiting.Where(claim => claim.Annotation(SelectedNode) != node))
            _plane.Store.Update(BuiltIn.PersistentVolumeClaims, claim.Namespace(), claim.Name(), item => { item.SetAnnotation(SelectedNode, node); return item; });
    }

    private bool CanBind(JsonObject claim, JsonObject node) =>
        VolumeFactory.IsProvisioned(VolumeFactory.ClassOf(_plane, claim)!) || VolumeFactory.Fitting(_plane, claim, node) is not null;
}
