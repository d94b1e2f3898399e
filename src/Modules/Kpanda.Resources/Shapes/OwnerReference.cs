namespace Kpanda.Resources.Shapes;

/// <summary><c>typesOwnerReference</c> of the published API.</summary>
[PublishedName("typesOwnerReference")]
public sealed record OwnerReference
{
    /// <summary>Identity of the owner.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Whether the owner is the controller of the object.</summary>
    public bool Controller { get; init; }

    /// <summary>Name of the owner.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kind of the owner.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Group and version of the owner.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>Whether the owner waits for the object when it is deleted in the foreground.</summary>
    public bool BlockOwnerDeletion { get; init; }
}
