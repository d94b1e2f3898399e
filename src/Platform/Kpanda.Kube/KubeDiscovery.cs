using Kpanda.KubeModel;

namespace Kpanda.Kube;

/// <summary>What a member serves.</summary>
/// <param name="Resources">Every resource of every version, the preferred version of a group first.</param>
/// <param name="Unavailable">Group versions (<c>metrics.k8s.io/v1beta1</c>) whose server does not answer: their absence here means nothing.</param>
public sealed record KubeDiscovery(IReadOnlyList<ApiResource> Resources, IReadOnlyList<string> Unavailable)
{
    /// <summary>Versions of the documents this was read from; empty where the member tells none.</summary>
    internal IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What came and what went since an earlier discovery. What went only because its server is away is not counted as gone.</summary>
    public KubeDiscoveryChange Since(KubeDiscovery earlier)
    {
        var before = earlier.Resources.Select(resource => resource.Gvr).ToHashSet();
        var now = Resources.Select(resource => resource.Gvr).ToHashSet();
        return new(
            [.. Resources.Where(resource => !before.Contains(resource.Gvr))],
            [.. earlier.Resources.Where(resource => !now.Contains(resource.Gvr) && !Unavailable.Contains(resource.Gvr.ApiVersion, StringComparer.Ordinal))]);
    }

    /// <summary>Each (group, resource) once, in the version that the member prefers among those serving it.</summary>
    public IEnumerable<ApiResource> Preferred() => Resources.DistinctBy(resource => resource.Gvr.GroupResource);
}
