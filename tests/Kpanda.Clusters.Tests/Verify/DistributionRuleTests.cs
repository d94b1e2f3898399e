using Kpanda.Clusters.Verify;

namespace Kpanda.Clusters.Tests.Verify;

public sealed class DistributionRuleTests
{
    [Theory]
    [InlineData("v1.30.4-eks-a737599", "x.gr7.us-east-1.eks.amazonaws.com", "", "", "", "EKS", "AWS_EKS")]
    [InlineData("v1.29.6-gke.1254000", "34.1.2.3", "", "gce://p/z/n", "cloud.google.com/gke-nodepool", "GKE", "GENERIC")]
    [InlineData("v1.29.4", "c-abc.hcp.eastus.azmk8s.io", "", "azure:///x", "kubernetes.azure.com/cluster", "AKS", "MICROSOFT_AZURE")]
    [InlineData("v1.28.9-aliyun.1", "10.0.0.1", "", "cn-hangzhou.i-x", "", "ACK", "ALIYUN_ACK")]
    [InlineData("v1.28.3-tke.4", "10.0.0.1", "", "qcloud:///1/ins", "", "TKE", "TENCENT_TKE")]
    [InlineData("v1.28.5-r0-28.0.9.8", "10.0.0.1", "", "", "", "CCE", "HUAWEI_CCE")]
    [InlineData("v1.27.13+e709aa5", "api.ocp.example.com", "config.openshift.io", "", "", "OpenShift", "REDHAT_OPENSHIFT4")]
    [InlineData("v1.30.2+k3s1", "10.0.0.1", "k3s.cattle.io", "k3s://n", "", "K3s", "K3S")]
    [InlineData("v1.30.2+rke2r1", "10.0.0.1", "", "rke2://n", "", "RKE2", "SUSE_RANCHER")]
    [InlineData("v1.28.9", "rancher.example.com", "management.cattle.io", "", "", "Rancher", "SUSE_RANCHER")]
    [InlineData("v1.27.5+vmware.1-fips.1", "10.0.0.1", "", "vsphere://x", "", "Tanzu", "VMWARE_TANZU")]
    [InlineData("v1.34.0", "127.0.0.1", "", "kind://docker/kind/kind-control-plane", "", "kind", "GENERIC")]
    [InlineData("v1.34.0", "10.0.0.1", "", "", "", "kubeadm", "GENERIC")]
    public void Signs_GiveTheMakerAway(string version, string host, string group, string providerId, string label, string distribution, string provider)
    {
        var labels = label.Length == 0 ? [] : new Dictionary<string, string> { [label] = "x" };
        // Most real clusters made with kubeadm underneath still carry its ConfigMap: it must not win over a better sign.
        DistributionRule.Of(new MemberFacts(version, host, [group], providerId, labels, HasKubeadmConfig: true)).ShouldBe((distribution, provider));
    }

    [Fact]
    public void NoSign_IsNoGuess() =>
        DistributionRule.Of(new MemberFacts("v1.34.0", "10.0.0.1", [], "", new Dictionary<string, string>(), false)).ShouldBe(("", "GENERIC"));
}
