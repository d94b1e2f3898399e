namespace Kpanda.Sandbox.Host;

/// <summary>Which clusters are simulated, and how lively they are.</summary>
public sealed record SandboxOptions
{
    /// <summary>How many clusters. The first ones have names such as <c>prod-shanghai</c>; later ones are numbered.</summary>
    public int Clusters { get; init; } = 3;

    /// <summary>Nodes per cluster, the control plane included; null lets the seed choose between two and five.</summary>
    public int? Nodes { get; init; }

    /// <summary>Pods per cluster, about; null keeps what the seeded applications need.</summary>
    public int? Pods { get; init; }

    /// <summary>The Kubernetes versions that the clusters are, in turn, such as <c>v1.24.17</c>; none gives each its own.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Whether requests without credentials are those of <c>system:anonymous</c>; else they are answered 401.</summary>
    public bool Anonymous { get; init; } = true;

    /// <summary>The same seed makes the same clusters.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether something happens now and then without anybody's doing: a roll-out, a restarted pod.</summary>
    public bool Lively { get; init; }

    /// <summary>How many changes a second are made over all clusters, as their users would (<see cref="Load.Churn"/>); 0 for none.</summary>
    public int ChurnPerSecond { get; init; }

    /// <summary>Admission plugins that are on in every cluster besides those that Kubernetes has on by default.</summary>
    public AdmissionPlugins Admission { get; init; }

    /// <summary>Where the clusters' state and the sandbox's own certificates are kept; null keeps the state in memory only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The certificate by which clients know the API servers: what the ConfigMap <c>kube-root-ca.crt</c> of every namespace holds.</summary>
    public string AuthorityPem { get; init; } = "";
}
