using Kpanda.KubeModel;

namespace Kpanda.Kube;

/// <summary>What a member serves.</summary>
/// <param name="Resources">Every resource of every version, the preferred version of a group first.</param>
/// <param name="Unavailable">Group versions (<c>metrics.k8s.io/v1beta1</c>) whose server does not answer: their absence here means nothing.</param>
public sealed record KubeDiscovery(IReadOnlyList<ApiResource> Resources, IReadOnlyList<string> Unavailable)
{
    /// <summary>Each (group, resource) once, in the version that the member prefers among those serving it.</summary>
    public IEnumerable<ApiResource> Preferred() => Resources.DistinctBy(resource => resource.Gvr.GroupResource);
}
