using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Paths;

/// <summary>What a request to a Kubernetes API is about, as the API server itself sees it: this is authorised, and the path that goes out is made from it again.</summary>
internal sealed record RequestInfo
{
    private static readonly HashSet<string> LongSubresources = new(StringComparer.Ordinal) { "attach", "exec", "log", "portforward", "proxy" };
    private static readonly HashSet<string> UpgradedSubresources = new(StringComparer.Ordinal) { "attach", "exec", "portforward", "proxy" };

    // Of virtual machines (KubeVirt), served by an aggregated API.
    private const string VirtualMachines = "subresources.kubevirt.io";
    private static readonly HashSet<string> ConsoleSubresources = new(StringComparer.Ordinal) { "console", "usbredir", "vnc", "vsock" };

    /// <summary>HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path at the member.</summary>
    public required KubePath Path { get; init; }

    /// <summary>The query, escaped anew; empty for none.</summary>
    public required string Query { get; init; }

    /// <summary>The verb of the authorisation rules; the method in lower case for a URL that is no resource.</summary>
    public required string Verb { get; init; }

    /// <summary>Whether an object or a collection is meant, not a document of the server.</summary>
    public bool IsResource { get; init; }

    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>Version of the group.</summary>
    public string Version { get; init; } = "";

    /// <summary>Namespace; empty for all and for cluster-scoped objects. A Namespace object is in itself.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Plural of the kind.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Name of the object; empty for a collection that no field selector narrows to one name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Such as <c>log</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Whether the answer may stay open: it counts as a stream and ends with the rights it was opened with.</summary>
    public bool IsLongRunning => Verb == "watch" || LongSubresources.Contains(Subresource) || IsConsole;

    /// <summary>Whether the connection may become another protocol's.</summary>
    public bool MayUpgrade => IsResource && (UpgradedSubresources.Contains(Subresource) || IsConsole);

    /// <summary>Whether it leads through the member to a pod, a service or a node.</summary>
    public bool IsProxy => IsResource && Subresource == "proxy";

    /// <summary>The questions to the authoriser; all must be allowed. Running something in a pod is asked as what it is even where a WebSocket makes a GET of it.</summary>
    public IEnumerable<AccessRequest> Questions(string cluster)
    {
        yield return Question(cluster, Verb);
        if (Verb == "get" && Group.Length == 0 && Resource == "pods" && Subresource is "exec" or "attach" or "portforward") yield return Question(cluster, "create");
    }

    private bool IsConsole => IsResource && Group == VirtualMachines && ConsoleSubresources.Contains(Subresource);

    private AccessRequest Question(string cluster, string verb) => IsResource
        ? new(verb, new GroupResource(Group, Resource)) { Cluster = cluster, Namespace = Namespace, Name = Name, Subresource = Subresource }
        : new(verb, new GroupResource("", "")) { Cluster = cluster, Path = Path.Value };
}
