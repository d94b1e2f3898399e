namespace Kpanda.Clusters;

/// <summary>What a cluster gave away of its network when it was verified. What is not known is empty.</summary>
public sealed record ClusterNetwork
{
    /// <summary>Nothing is known.</summary>
    public static ClusterNetwork Unknown { get; } = new();

    /// <summary>Ranges of Service addresses, separated by commas where there are two families.</summary>
    public string ServiceCidr { get; init; } = "";

    /// <summary>Ranges of pod addresses, separated by commas where there are two families.</summary>
    public string PodCidr { get; init; } = "";

    /// <summary>How kube-proxy works: <c>iptables</c>, <c>ipvs</c>, <c>nftables</c>.</summary>
    public string ProxyMode { get; init; } = "";

    /// <summary>Network plugins that run, such as <c>calico</c> and <c>multus</c>.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];
}
