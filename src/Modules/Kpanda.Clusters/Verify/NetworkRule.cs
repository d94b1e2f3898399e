using System.Text.Json.Nodes;
using Kpanda.KubeModel.Yaml;

namespace Kpanda.Clusters.Verify;

/// <summary>Concludes a cluster's network from what it wrote down. Pure. What the API server itself says stands before what an installer was told.</summary>
internal static class NetworkRule
{
    // A DaemonSet that only this plugin has.
    private static readonly (string DaemonSet, string Mode)[] Plugins =
    [
        ("calico-node", "calico"), ("canal", "canal"), ("rke2-canal", "canal"), ("cilium", "cilium"), ("anetd", "cilium"), ("kube-flannel-ds", "flannel"),
        ("kube-flannel", "flannel"), ("aws-node", "aws-vpc-cni"), ("azure-cns", "azure-cni"), ("terway-eniip", "terway"), ("terway-eni", "terway"),
        ("tke-eni-agent", "tke-vpc-cni"), ("kube-ovn-cni", "kube-ovn"), ("ovnkube-node", "ovn-kubernetes"), ("sdn", "openshift-sdn"), ("antrea-agent", "antrea"),
        ("weave-net", "weave"), ("kube-router", "kube-router"), ("kindnet", "kindnet"), ("spiderpool-agent", "spiderpool"), ("kube-multus-ds", "multus"), ("multus", "multus"),
    ];

    public static ClusterNetwork Of(NetworkFacts facts)
    {
        var networking = Yaml(facts.KubeadmConfiguration)?["networking"];
        var proxy = Yaml(facts.ProxyConfiguration);
        return new ClusterNetwork
        {
            ServiceCidr = First(
                string.Join(',', facts.ServiceCidrs),
                Argument(facts, "--service-cluster-ip-range="),
                string.Join(',', facts.OpenShiftServiceCidrs),
                Text(networking, "serviceSubnet")),
            PodCidr = First(
                Argument(facts, "--cluster-cidr="),
                string.Join(',', facts.OpenShiftPodCidrs),
                Text(networking, "podSubnet"),
                Text(proxy, "clusterCIDR")),
            // An empty mode is kube-proxy's way to say "as usual here", which is iptables.
            ProxyMode = proxy is null ? "" : First(Text(proxy, "mode"), "iptables"),
            Modes = [.. Plugins.Where(plugin => facts.DaemonSets.Contains(plugin.DaemonSet)).Select(plugin => plugin.Mode).Distinct()],
        };
    }

    private static JsonObject? Yaml(string text) =>
        text.Length > 0 && YamlReader.TryReadSingle(text, out var root, out _) ? root as JsonObject : null;

    private static string Text(JsonNode? node, string key) =>
        node is JsonObject map && map[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static string Argument(NetworkFacts facts, string flag) =>
        facts.ControlPlaneArguments.FirstOrDefault(argument => argument.StartsWith(flag, StringComparison.Ordinal))?[flag.Length..] ?? "";

    private static string First(params ReadOnlySpan<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Length > 0) return candidate;
        }

        return "";
    }
}
