using Kpanda.KubeModel;

namespace Kpanda.Identity.Access;

/// <summary>
/// One question to the authoriser, in the words of Kubernetes RBAC. A question about the platform itself (importing a cluster, managing people) has an
/// empty <see cref="Cluster"/> and a resource of group <c>kpanda.io</c> or <c>ghippo.io</c>.
/// </summary>
/// <param name="Verb"><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>, <c>deletecollection</c> …</param>
/// <param name="Resource">The collection.</param>
public sealed record AccessRequest(string Verb, GroupResource Resource)
{
    /// <summary>Name of the cluster; empty for the platform.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>Namespace; empty for cluster-scoped objects and for "all namespaces".</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the object; empty for the collection.</summary>
    public string Name { get; init; } = "";

    /// <summary>Sub-resource such as <c>log</c> or <c>exec</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Path of a URL that is no resource (<c>/version</c>, <c>/openapi/v3</c>), as in <c>nonResourceURLs</c> of a role; the resource is empty then. Empty for resources.</summary>
    public string Path { get; init; } = "";

    /// <summary>A question about the platform: <c>AccessRequest.Platform("create", "clusters")</c>.</summary>
    public static AccessRequest Platform(string verb, string resource, string name = "") =>
        new(verb, new GroupResource("kpanda.io", resource)) { Name = name };
}
