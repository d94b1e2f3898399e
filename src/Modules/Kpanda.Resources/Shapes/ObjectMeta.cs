using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary><c>typesObjectMeta</c> of the published API.</summary>
[PublishedName("typesObjectMeta")]
public sealed record ObjectMeta
{
    /// <summary>Name of the object.</summary>
    public string Name { get; init; } = "";

    /// <summary>Namespace; empty for cluster-scoped objects.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Identity of this incarnation.</summary>
    public string Uid { get; init; } = "";

    /// <summary>For optimistic locking.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary>When it was made.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? CreationTimestamp { get; init; }

    /// <summary>When it was asked to go; null while nobody did.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? DeletionTimestamp { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Who owns it.</summary>
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Finalizers that hold it: an addition to the published fields.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Name of the member cluster.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>Workspace of its namespace; empty for none.</summary>
    public string WorkspaceAlias { get; init; } = "";
}
