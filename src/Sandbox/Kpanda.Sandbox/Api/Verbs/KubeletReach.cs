using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Nodes;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>Whether the API server gets through to the kubelet of a node, and the words where it does not.</summary>
internal static class KubeletReach
{
    public const int Port = 10250;

    /// <summary>Why a stream to a pod cannot be opened; null where it can.</summary>
    public static KubeStatus? RefusesStream(SandboxCluster cluster, JsonObject pod) =>
        Problem(cluster, pod.NodeName()) is { } problem ? new KubeStatus { Code = 500, Message = $"error dialing backend: {problem}" } : null;

    /// <summary>Why the log of a container cannot be read; null where it can.</summary>
    public static KubeStatus? RefusesLog(SandboxCluster cluster, JsonObject pod, string container) =>
        Problem(cluster, pod.NodeName()) is { } problem
            ? new KubeStatus { Code = 500, Message = $"Get \"https://{AddressOf(cluster, pod.NodeName()!)}:{Port}/containerLogs/{pod.Namespace()}/{pod.Name()}/{container}\": {problem}" }
            : null;

    /// <summary>What dialing the kubelet comes to; null where it answers.</summary>
    public static string? Problem(SandboxCluster cluster, string? node) =>
        node is not null && cluster.Store.Get(BuiltIn.Nodes, "", node)?.ToNode() is { } machine && !HeartbeatController.HasPower(machine)
            ? $"dial tcp {AddressOf(cluster, node)}:{Port}: connect: no route to host"
            : null;

    private static string AddressOf(SandboxCluster cluster, string node) =>
        cluster.Store.Get(BuiltIn.Nodes, "", node)?.ToNode().ObjectsAt("status", "addresses").FirstOrDefault(item => item.TextAt("type") == "InternalIP").TextAt("address") ?? node;
}
