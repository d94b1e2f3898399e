using Kpanda.KubeModel;

namespace Kpanda.Permissions.Rbac;

/// <summary>What is of the platform itself and in no member.</summary>
internal static class PlatformResources
{
    private static readonly GroupResource Clusters = new("kpanda.io", "clusters");

    /// <summary>The registered clusters.</summary>
    public static bool IsClusters(GroupResource resource) => resource == Clusters;

    /// <summary>Whether platform roles say who may.</summary>
    public static bool IsPlatform(GroupResource resource) => resource.Group is "kpanda.io" or "ghippo.io";
}
