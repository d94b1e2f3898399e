namespace Kpanda.Clusters;

/// <summary>
/// A registered member cluster, without its credential. Immutable: a change makes a new one.
/// </summary>
/// <param name="Id">Internal id; never used again.</param>
/// <param name="Name">Unique, immutable: at most 63 characters of <c>[a-z0-9-]</c>.</param>
public sealed record ClusterRecord(Guid Id, string Name)
{
    /// <summary>Display name given by a person; may be empty.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Published <c>ClusterProvider</c> value, e.g. <c>GENERIC</c>.</summary>
    public string Provider { get; init; } = "GENERIC";

    /// <summary>Free text.</summary>
    public string Description { get; init; } = "";

    /// <summary>Region; may be empty.</summary>
    public string Region { get; init; } = "";

    /// <summary>Zone; may be empty.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Labels given by people; list filters use them.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations given by people.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The server URL of the member.</summary>
    public string ApiEndpoint { get; init; } = "";

    /// <summary>UID of the namespace <c>kube-system</c>: the stable identity of the cluster.</summary>
    public string KubeSystemId { get; init; } = "";

    /// <summary>What it was recognised as (<c>EKS</c>, <c>kubeadm</c>, <c>sandbox</c> …); empty where nothing gave it away.</summary>
    public string Distribution { get; init; } = "";

    /// <summary>The version seen at the last verification, such as <c>v1.36.2</c>.</summary>
    public string KubernetesVersion { get; init; } = "";

    /// <summary>Its network, as found at the last verification.</summary>
    public ClusterNetwork Network { get; init; } = ClusterNetwork.Unknown;

    /// <summary>What the credential may do, as found at the last verification.</summary>
    public IReadOnlyList<ClusterCondition> Conditions { get; init; } = [];

    /// <summary>The removal of this cluster that did not succeed, until it does or somebody changes the cluster: it is still here. Null for none.</summary>
    internal ClusterActivity? FailedRemoval { get; init; }

    /// <summary>When the credential runs out; null where it does not say.</summary>
    public DateTimeOffset? CredentialExpires { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    /// <summary>Whether this is one of the simulated clusters of this process.</summary>
    public bool IsSandbox { get; init; }
}
