using Kpanda.KubeModel;
using Kpanda.Resources.Objects;

namespace Kpanda.Resources.CustomResources;

/// <summary>What a path below <c>/gvr</c> names. The core group, which has no name, is written <c>core</c>.</summary>
internal sealed record CustomResourcePath(string Cluster, string Group, string Version, string Resource, string Namespace, string Name)
{
    /// <summary>The place of the object, in the version that the path names.</summary>
    public ObjectAddress At => new(Cluster, new(Group == "core" ? "" : Group, Resource), new ObjectKey(Namespace, Name)) { Version = Version };
}
