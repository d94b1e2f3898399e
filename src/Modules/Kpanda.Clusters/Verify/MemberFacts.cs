using Kpanda.Kube;

namespace Kpanda.Clusters.Verify;

/// <summary>What gives a distribution away.</summary>
/// <param name="GitVersion">Such as <c>v1.30.4-eks-a737599</c>.</param>
/// <param name="Host">Host of the server URL.</param>
/// <param name="Groups">API groups that the member serves.</param>
/// <param name="ProviderId">Provider id of a node, such as <c>aws:///…</c>; empty for none.</param>
/// <param name="NodeLabels">Labels of a node.</param>
/// <param name="HasKubeadmConfig">Whether <c>kube-system/kubeadm-config</c> is there.</param>
internal sealed record MemberFacts(
    string GitVersion,
    string Host,
    IReadOnlyCollection<string> Groups,
    string ProviderId,
    IReadOnlyDictionary<string, string> NodeLabels,
    bool HasKubeadmConfig)
{
    /// <summary>Takes what a node gives away from the node itself; null where there is none, or none may be read.</summary>
    public static MemberFacts Of(string gitVersion, string host, IReadOnlyCollection<string> groups, KubeObject? node, bool hasKubeadmConfig)
    {
        if (node is null) return new(gitVersion, host, groups, "", new Dictionary<string, string>(), hasKubeadmConfig);
        using var json = node.Parse();
        return new(gitVersion, host, groups, DocumentText.Of(json.RootElement, "spec", "providerID"), DocumentText.Map(json.RootElement, "metadata", "labels"), hasKubeadmConfig);
    }
}
