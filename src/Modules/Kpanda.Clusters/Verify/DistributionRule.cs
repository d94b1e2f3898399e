namespace Kpanda.Clusters.Verify;

/// <summary>Recognises who made a cluster. The first sign that fits wins; signs that only one maker leaves stand before those that several leave.</summary>
internal static class DistributionRule
{
    private static readonly (string Distribution, string Provider, Func<MemberFacts, bool> Fits)[] Signs =
    [
        ("sandbox", "GENERIC", facts => facts.GitVersion.Contains("sandbox", StringComparison.Ordinal) || facts.ProviderId.StartsWith("sandbox:", StringComparison.Ordinal)),
        ("kind", "GENERIC", facts => facts.ProviderId.StartsWith("kind:", StringComparison.Ordinal)),
        ("OpenShift", "REDHAT_OPENSHIFT4", facts => facts.Groups.Contains("config.openshift.io") || facts.Groups.Contains("project.openshift.io")),
        ("Tanzu", "VMWARE_TANZU", facts => facts.GitVersion.Contains("+vmware", StringComparison.Ordinal) || facts.Groups.Contains("run.tanzu.vmware.com")),
        ("EKS", "AWS_EKS", facts => facts.GitVersion.Contains("-eks-", StringComparison.Ordinal) || HostEnds(facts, ".eks.amazonaws.com", ".eks.amazonaws.com.cn") || HasLabel(facts, "eks.amazonaws.com/")),
        ("GKE", "GENERIC", facts => facts.GitVersion.Contains("-gke.", StringComparison.Ordinal) || HasLabel(facts, "cloud.google.com/gke-")),
        ("AKS", "MICROSOFT_AZURE", facts => HostEnds(facts, ".azmk8s.io", ".azmk8s.cn") || HasLabel(facts, "kubernetes.azure.com/")),
        ("ACK", "ALIYUN_ACK", facts => facts.GitVersion.Contains("-aliyun.", StringComparison.Ordinal) || HasLabel(facts, "alibabacloud.com/")),
        ("TKE", "TENCENT_TKE", facts => facts.GitVersion.Contains("-tke.", StringComparison.Ordinal) || HasLabel(facts, "cloud.tencent.com/")),
        ("CCE", "HUAWEI_CCE", facts => HasLabel(facts, "cce.cloud.com/") || HostEnds(facts, ".myhuaweicloud.com") || HasCceVersion(facts.GitVersion)),
        ("OKE", "Oracle_OKE", facts => HostEnds(facts, ".oraclecloud.com") || HasLabel(facts, "oci.oraclecloud.com/")),
        ("RKE2", "SUSE_RANCHER", facts => facts.GitVersion.Contains("+rke2", StringComparison.Ordinal)),
        ("K3s", "K3S", facts => facts.GitVersion.Contains("+k3s", StringComparison.Ordinal)),
        ("Rancher", "SUSE_RANCHER", facts => facts.Groups.Contains("management.cattle.io") || facts.Groups.Contains("catalog.cattle.io") || HasLabel(facts, "rke.cattle.io/")),
        ("kubeadm", "GENERIC", facts => facts.HasKubeadmConfig),
    ];

    /// <summary>All that are known.</summary>
    public static IEnumerable<string> Names => Signs.Select(sign => sign.Distribution);

    /// <summary>The distribution; empty where nothing gives it away.</summary>
    public static string Of(MemberFacts facts) => Array.Find(Signs, sign => sign.Fits(facts)).Distribution ?? "";

    /// <summary>The published provider that a distribution belongs to; <c>GENERIC</c> where there is none of its own.</summary>
    public static string ProviderOf(string distribution) => Array.Find(Signs, sign => sign.Distribution == distribution).Provider ?? "GENERIC";

    /// <summary>The distribution that a provider stands for; empty where it stands for several, or for one that is not recognised here.</summary>
    public static string NameOf(string provider) => Signs.Where(sign => sign.Provider == provider).Select(sign => sign.Distribution).ToList() is [var only] ? only : "";

    private static bool HostEnds(MemberFacts facts, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (facts.Host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool HasLabel(MemberFacts facts, string prefix) => facts.NodeLabels.Keys.Any(label => label.StartsWith(prefix, StringComparison.Ordinal));

    // v1.28.5-r0-28.0.9.8: release and patch as only CCE writes them.
    private static bool HasCceVersion(string version) =>
        version.Split('-') is [_, ['r', >= '0' and <= '9', ..], var build] && build.Split('.').Length == 4;
}
