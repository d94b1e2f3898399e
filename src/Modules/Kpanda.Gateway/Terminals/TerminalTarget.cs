using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Terminals;

/// <summary>The container that a terminal is in.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Container">Name of the container.</param>
internal sealed record TerminalTarget(string Cluster, string Namespace, string Pod, string Container)
{
    /// <summary>Whether the shell is in a debug container beside it.</summary>
    public bool IsDebug { get; init; }

    /// <summary>The node that the shell is on, by a pod in <see cref="Namespace"/> that is made for it; empty for a shell in a container.</summary>
    public string Node { get; init; } = "";

    /// <summary>The pod.</summary>
    public ObjectKey Key => new(Namespace, Pod);

    /// <summary>What somebody must be allowed to do for it, all of it. Who is on a node can do there what its kubelet can: so that is asked for, too.</summary>
    public IReadOnlyList<AccessRequest> Questions => this switch
    {
        { Node.Length: > 0 } => [new("create", new GroupResource("", "nodes")) { Cluster = Cluster, Name = Node, Subresource = "proxy" }, Question("create", ""), Question("create", "attach"), Question("delete", "")],
        { IsDebug: true } => [Question("patch", "ephemeralcontainers"), Question("create", "attach")],
        _ => [Question("create", "exec")],
    };

    /// <summary>A record of a program that is run there.</summary>
    public AuditRecord Record(AuditRecord record) => record with
    {
        Cluster = Cluster,
        Verb = "create",
        Resource = Node.Length > 0 ? "nodes" : "pods",
        Subresource = Node.Length > 0 ? "shell" : IsDebug ? "attach" : "exec",
        Namespace = Node.Length > 0 ? "" : Namespace,
        Name = Node.Length > 0 ? Node : Pod,
    };

    private AccessRequest Question(string verb, string subresource) => new(verb, new GroupResource("", "pods")) { Cluster = Cluster, Namespace = Namespace, Name = Pod, Subresource = subresource };
}
