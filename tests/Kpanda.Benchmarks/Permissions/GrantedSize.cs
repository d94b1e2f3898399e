namespace Kpanda.Benchmarks.Permissions;

/// <summary>How many there are of everything.</summary>
internal sealed record GrantedSize(int Users, int Groups, int Clusters, int Namespaces, int Grants, int Seed)
{
    /// <summary>Namespaces of the one whose pages are measured.</summary>
    public const int Scattered = 200;

    public int NamespacesPerCluster => Namespaces / Clusters;

    /// <summary>Grants of the others, in each cluster.</summary>
    public int OthersPerCluster => (Grants - Scattered) / Clusters;
}
