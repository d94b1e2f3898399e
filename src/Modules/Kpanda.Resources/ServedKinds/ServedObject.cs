using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.ServedKinds;

/// <summary>A row of a kind that has no published shape: its metadata, the values of its columns, its conditions.</summary>
internal sealed record ServedObject : PublishedResource
{
    public string ApiVersion { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary>What the columns show, by name of the column; a column without a value is absent. Dates are RFC 3339.</summary>
    public IReadOnlyDictionary<string, string> Cells { get; init; } = new Dictionary<string, string>();

    public ServedObjectStatus? Status { get; init; }
}

/// <summary>The part of a status that most kinds have.</summary>
/// <param name="Conditions">As the object has them.</param>
internal sealed record ServedObjectStatus(IReadOnlyList<Condition>? Conditions);
