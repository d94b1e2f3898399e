using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Terminals;

/// <summary>The container that a terminal is in.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Container">Name of the container.</param>
internal sealed record TerminalTarget(string Cluster, string Namespace, string Pod, string Container)
{
    /// <summary>The pod.</summary>
    public ObjectKey Key => new(Namespace, Pod);

    /// <summary>What somebody must be allowed to do for it.</summary>
    public AccessRequest Question => new("create", new GroupResource("", "pods")) { Cluster = Cluster, Namespace = Namespace, Name = Pod, Subresource = "exec" };
}
