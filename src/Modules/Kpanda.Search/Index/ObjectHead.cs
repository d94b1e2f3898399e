using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Index;

/// <summary>What the columns hold of an object. Made by <see cref="ObjectReader"/> from the member's bytes, or by the store from its own.</summary>
internal sealed record ObjectHead(ObjectKey Key)
{
    public required Guid Uid { get; init; }

    /// <summary>The controller first.</summary>
    public required Guid[] Owners { get; init; }

    public required LabelSet Labels { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    /// <summary>Unix seconds of the newest change that a manager of fields noted; <see cref="Created"/> where none did, or what the kind says instead.</summary>
    public required long Changed { get; init; }

    /// <summary>See <see cref="VersionNumber"/>.</summary>
    public required long Version { get; init; }

    /// <summary>Hash of everything but the version and heartbeats: objects with equal content are the same to every reader.</summary>
    public required ulong Content { get; init; }

    public required KindStatus Status { get; init; }

    /// <summary>One for each of <see cref="KindColumns.FieldNames"/>; several values of one field are lines.</summary>
    public required string[] Fields { get; init; }
}
