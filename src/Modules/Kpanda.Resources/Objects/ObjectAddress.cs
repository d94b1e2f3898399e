using Kpanda.KubeModel;

namespace Kpanda.Resources.Objects;

/// <summary>Where an object is: cluster, collection, namespace and name. The name is empty for the collection.</summary>
/// <param name="Cluster">Name of the member cluster.</param>
/// <param name="Resource">The collection.</param>
/// <param name="Key">Namespace and name.</param>
public readonly record struct ObjectAddress(string Cluster, GroupResource Resource, ObjectKey Key)
{
    /// <summary>The version to speak; null for the one that the member prefers.</summary>
    public string? Version { get; init; }
}
