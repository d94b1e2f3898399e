namespace Kpanda.Sandbox.Seed;

/// <summary>What a cluster is seeded with. The same seed makes the same names, ages and faults.</summary>
public sealed record SeedOptions(int Seed)
{
    /// <summary>The region that the nodes say they are in.</summary>
    public string Region { get; init; } = "cn-shanghai";

    /// <summary>How many nodes; null lets the seed choose.</summary>
    public int? Nodes { get; init; }

    /// <summary>About how many pods; null keeps what the applications need.</summary>
    public int? Pods { get; init; }

    /// <summary>The certificate of the authority, for the ConfigMap that every namespace has.</summary>
    public string AuthorityPem { get; init; } = "";
}
