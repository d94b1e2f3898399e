using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Containers;

/// <summary>
/// The containers of a cluster that somebody has looked into, each as long as its run: a restart begins with fresh files. At most
/// <see cref="Most"/> are remembered; beyond it the one that was made first is forgotten. Thread-safe.
/// </summary>
internal sealed class ContainerRuntime(SandboxCluster cluster)
{
    private const int Most = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Uid, string Name), Container> _containers = [];
    private readonly Queue<(string Uid, string Name)> _order = new();

    /// <summary>The run of a container that goes on now; null where it does not run.</summary>
    public Container? Find(JsonObject pod, string name)
    {
        var spec = SpecOf(pod, name);
        if (spec is null || StatusOf(pod, name).TimeAt("state", "running", "startedAt") is not { } started) return null;
        lock (_gate)
        {
            var key = (pod.Uid(), name);
            if (_containers.TryGetValue(key, out var known))
            {
                if (known.Started == started) return known;
            }
            else
            {
                Sweep();
                _order.Enqueue(key);
            }

            return _containers[key] = new Container(cluster, pod, spec, started);
        }
    }

    /// <summary>A container in a pod's spec, of any of its three lists.</summary>
    public static JsonObject? SpecOf(JsonObject pod, string name) =>
        pod.ObjectsAt("spec", "containers").Concat(pod.ObjectsAt("spec", "initContainers")).Concat(pod.ObjectsAt("spec", "ephemeralContainers"))
            .FirstOrDefault(container => container.TextAt("name") == name);

    /// <summary>What the pod's status says of a container.</summary>
    public static JsonObject? StatusOf(JsonObject pod, string name) =>
        pod.ObjectsAt("status", "containerStatuses").Concat(pod.ObjectsAt("status", "initContainerStatuses")).Concat(pod.ObjectsAt("status", "ephemeralContainerStatuses"))
            .FirstOrDefault(status => status.TextAt("name") == name);

    private void Sweep()
    {
        var living = cluster.Store.List(BuiltIn.Pods).Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _containers.Keys.Where(key => !living.Contains(key.Uid)).ToList()) _containers.Remove(gone);
        while (_containers.Count >= Most && _order.TryDequeue(out var first)) _containers.Remove(first);
    }
}
