using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Lists;

/// <summary>Virtual clusters are not made here: whether lists show what is in them makes no difference, and the published parameter is taken and checked all the same.</summary>
public static class VirtualClusters
{
    /// <summary>For <see cref="KindDescriptor.Parameters"/>.</summary>
    public static ListParameter Parameter { get; } = new("showVirtualCluster") { Type = ListParameterType.Flag };
}
