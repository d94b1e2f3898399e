using Kpanda.Clusters.Verify;

namespace Kpanda.Clusters.Tests.Verify;

public sealed class NetworkRuleTests
{
    [Fact]
    public void Kubeadm_SaysBothRangesAndTheProxyItsMode()
    {
        var network = NetworkRule.Of(new NetworkFacts
        {
            KubeadmConfiguration = "kind: ClusterConfiguration\nnetworking:\n  dnsDomain: cluster.local\n  podSubnet: 10.244.0.0/16\n  serviceSubnet: 10.96.0.0/16\n",
            ProxyConfiguration = "kind: KubeProxyConfiguration\nclusterCIDR: 10.244.0.0/16\nmode: \"\"\n",
            DaemonSets = ["kube-proxy", "calico-node", "kube-multus-ds"],
        });
        (network.PodCidr, network.ServiceCidr, network.ProxyMode).ShouldBe(("10.244.0.0/16", "10.96.0.0/16", "iptables"));
        network.Modes.ShouldBe(["calico", "multus"]);
    }

    [Fact]
    public void WhatTheApiServerServes_StandsBeforeWhatTheInstallerWasTold()
    {
        var network = NetworkRule.Of(new NetworkFacts
        {
            KubeadmConfiguration = "networking: {podSubnet: 10.0.0.0/8, serviceSubnet: 10.0.0.0/8}",
            ServiceCidrs = ["10.96.0.0/16", "fd00:10:96::/112"],
            ControlPlaneArguments = ["kube-controller-manager", "--cluster-cidr=10.42.0.0/16", "--service-cluster-ip-range=10.43.0.0/16"],
        });
        (network.PodCidr, network.ServiceCidr).ShouldBe(("10.42.0.0/16", "10.96.0.0/16,fd00:10:96::/112"));
    }

    [Fact]
    public void OpenShift_SaysItInItsOwnObject()
    {
        var network = NetworkRule.Of(new NetworkFacts { OpenShiftPodCidrs = ["10.128.0.0/14"], OpenShiftServiceCidrs = ["172.30.0.0/16"], DaemonSets = ["ovnkube-node", "multus"] });
        (network.PodCidr, network.ServiceCidr, network.ProxyMode).ShouldBe(("10.128.0.0/14", "172.30.0.0/16", ""));
        network.Modes.ShouldBe(["ovn-kubernetes", "multus"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("networking: [")]
    [InlineData("networking: text")]
    [InlineData("- a list")]
    [InlineData("networking: {podSubnet: [1], serviceSubnet: {a: b}}")]
    public void WhatCannotBeRead_IsUnknownAndNoGuess(string configuration)
    {
        var network = NetworkRule.Of(new NetworkFacts { KubeadmConfiguration = configuration });
        (network.PodCidr, network.ServiceCidr, network.ProxyMode, network.Modes.Count).ShouldBe(("", "", "", 0));
    }
}
