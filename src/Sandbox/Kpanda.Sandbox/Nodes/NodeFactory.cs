using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Nodes;

/// <summary>Makes Node objects as a kubelet registers them.</summary>
internal static class NodeFactory
{
    public static JsonObject Make(NodeShape shape, string cluster, string version, DateTimeOffset registered, DateTimeOffset now) => new()
    {
        ["kind"] = "Node",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = shape.Name,
            ["creationTimestamp"] = KubeJson.Timestamp(registered),
            ["labels"] = Labels(shape),
            ["annotations"] = new JsonObject
            {
                ["node.alpha.kubernetes.io/ttl"] = "0",
                ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true",
            },
        },
        ["spec"] = Spec(shape, cluster),
        ["status"] = Status(shape, cluster, version, registered, now),
    };

    /// <summary>The lease by which a node shows that it lives.</summary>
    public static JsonObject MakeLease(string node, DateTimeOffset registered, DateTimeOffset now) => new()
    {
        ["kind"] = "Lease",
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["metadata"] = new JsonObject { ["name"] = node, ["namespace"] = "kube-node-lease", ["creationTimestamp"] = KubeJson.Timestamp(registered) },
        ["spec"] = new JsonObject { ["holderIdentity"] = node, ["leaseDurationSeconds"] = 40, ["renewTime"] = KubeJson.MicroTimestamp(now) },
    };

    private static JsonObject Labels(NodeShape shape)
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = "amd64",
            ["beta.kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = "amd64",
            ["kubernetes.io/hostname"] = shape.Name,
            ["kubernetes.io/os"] = "linux",
            ["node.kubernetes.io/instance-type"] = $"standard-{shape.Cpus}",
            ["topology.kubernetes.io/region"] = shape.Region,
            ["topology.kubernetes.io/zone"] = shape.Zone,
        };
        if (shape.ControlPlane)
        {
            labels["node-role.kubernetes.io/control-plane"] = "";
            labels["node.kubernetes.io/exclude-from-external-load-balancers"] = "";
        }
        return labels;
    }

    private static JsonObject Spec(NodeShape shape, string cluster)
    {
        var spec = new JsonObject
        {
            ["podCIDR"] = shape.PodRange,
            ["podCIDRs"] = new JsonArray(shape.PodRange),
            ["providerID"] = $"sandbox://{cluster}/{shape.Name}",
        };
        if (shape.Tainted)
            spec["taints"] = new JsonArray(new JsonObject { ["key"] = "node-role.kubernetes.io/control-plane", ["effect"] = "NoSchedule" });
        return spec;
    }

    private static JsonObject Status(NodeShape shape, string cluster, string version, DateTimeOffset registered, DateTimeOffset now)
    {
        var memory = shape.MemoryGib * 1024L * 1024L;
        var machine = HexDigest.Of($"{cluster}/{shape.Name}");
        return new JsonObject
        {
            ["capacity"] = Amounts(shape, memory, 103_079_844L),
            ["allocatable"] = Amounts(shape, memory - (100 * 1024), 94_998_384_074L, bytes: true),
            ["conditions"] = ConditionsOf(registered, now),
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = shape.Address },
                new JsonObject { ["type"] = "Hostname", ["address"] = shape.Name }),
            ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
            ["nodeInfo"] = new JsonObject
            {
                ["machineID"] = machine[..32],
                ["systemUUID"] = new Guid(Convert.FromHexString(machine[32..])).ToString(),
                ["bootID"] = new Guid(Convert.FromHexString(machine[16..48])).ToString(),
                ["kernelVersion"] = "6.8.0-60-generic",
                ["osImage"] = "Ubuntu 24.04.2 LTS",
                ["containerRuntimeVersion"] = "containerd://2.1.4",
                ["kubeletVersion"] = version,
                ["kubeProxyVersion"] = "",
                ["operatingSystem"] = "linux",
                ["architecture"] = "amd64",
            },
            ["images"] = new JsonArray(),
        };
    }

    private static JsonObject Amounts(NodeShape shape, long memoryKib, long storage, bool bytes = false) => new()
    {
        ["cpu"] = shape.Cpus.ToString(CultureInfo.InvariantCulture),
        ["ephemeral-storage"] = bytes ? storage.ToString(CultureInfo.InvariantCulture) : $"{storage}Ki",
        ["hugepages-1Gi"] = "0",
        ["hugepages-2Mi"] = "0",
        ["memory"] = $"{memoryKib}Ki",
        ["pods"] = shape.Pods.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>What a healthy kubelet says of a condition.</summary>
    public static (string Status, string Reason, string Message) Healthy(string type) => type switch
    {
        "MemoryPressure" => ("False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        "DiskPressure" => ("False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        "PIDPressure" => ("False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        _ => ("True", "KubeletReady", "kubelet is posting ready status"),
    };

    private static JsonArray ConditionsOf(DateTimeOffset registered, DateTimeOffset now)
    {
        var up = registered.AddSeconds(25);
        var list = new JsonArray(Condition("NetworkUnavailable", ("False", "FlannelIsUp", "Flannel is running on this node"), up, up));
        foreach (var type in (string[])["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"])
            list.Add(Condition(type, Healthy(type), type == "Ready" ? registered.AddSeconds(30) : registered, now));
        return list;
    }

    private static JsonObject Condition(string type, (string Status, string Reason, string Message) state, DateTimeOffset since, DateTimeOffset heartbeat) => new()
    {
        ["type"] = type,
        ["status"] = state.Status,
        ["lastHeartbeatTime"] = KubeJson.Timestamp(heartbeat),
        ["lastTransitionTime"] = KubeJson.Timestamp(since),
        ["reason"] = state.Reason,
        ["message"] = state.Message,
    };
}
