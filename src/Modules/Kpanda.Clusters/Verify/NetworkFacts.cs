namespace Kpanda.Clusters.Verify;

/// <summary>Where a cluster writes down how its network is made. What is not there, or may not be read, is empty.</summary>
internal sealed record NetworkFacts
{
    /// <summary><c>ClusterConfiguration</c> of ConfigMap <c>kube-system/kubeadm-config</c>, YAML.</summary>
    public string KubeadmConfiguration { get; init; } = "";

    /// <summary><c>config.conf</c> of ConfigMap <c>kube-system/kube-proxy</c>, YAML.</summary>
    public string ProxyConfiguration { get; init; } = "";

    /// <summary>Ranges of ServiceCIDR <c>kubernetes</c> (1.33 and later).</summary>
    public IReadOnlyList<string> ServiceCidrs { get; init; } = [];

    /// <summary>Commands and arguments of the containers of the control plane's pods.</summary>
    public IReadOnlyList<string> ControlPlaneArguments { get; init; } = [];

    /// <summary>Pod ranges of OpenShift's <c>networks.config.openshift.io/cluster</c>.</summary>
    public IReadOnlyList<string> OpenShiftPodCidrs { get; init; } = [];

    /// <summary>Service ranges of OpenShift's <c>networks.config.openshift.io/cluster</c>.</summary>
    public IReadOnlyList<string> OpenShiftServiceCidrs { get; init; } = [];

    /// <summary>Names of the DaemonSets in all namespaces.</summary>
    public IReadOnlyList<string> DaemonSets { get; init; } = [];
}
