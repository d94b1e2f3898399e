using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>The first process of a container has ended because of somebody inside it: the pod's status says so, and what its policy asks for follows.</summary>
internal static class ContainerEnd
{
    /// <summary>Writes the end of a container's present run; nothing where it has ended already.</summary>
    public static void Write(Container container, int code)
    {
        var cluster = container.Cluster;
        cluster.Store.Update(BuiltIn.Pods, container.Pod.Namespace(), container.Pod.Name(), pod => End(pod) ? pod : null, UpdateKind.Status);

        bool End(JsonObject pod)
        {
            if (pod.Uid() != container.Pod.Uid() || ContainerRuntime.StatusOf(pod, container.Name) is not { } status || ContainerRuntime.SpecOf(pod, container.Name) is not { } spec) return false;
            if (status.TimeAt("state", "running", "startedAt") != container.Started) return false;
            var now = cluster.Time.GetUtcNow();
            var list = pod.ObjectsAt("spec", "containers").Contains(spec) ? "containers" : pod.ObjectsAt("spec", "initContainers").Contains(spec) ? "initContainers" : "ephemeralContainers";
            new ContainerMachine(pod, spec, status, $"spec.{list}{{{container.Name}}}", new PodStep(), now).End(code);
            PodConditions.Write(pod, pod.Ensure("status"), now);
            return true;
        }
    }
}
