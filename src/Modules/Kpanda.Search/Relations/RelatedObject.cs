using System.ComponentModel.DataAnnotations;

namespace Kpanda.Search.Relations;

/// <summary>An object in the picture of what belongs together.</summary>
/// <param name="Kind">As in <c>kind: Deployment</c>.</param>
/// <param name="Segment">The word of the kind in paths.</param>
/// <param name="Namespace">Its namespace; empty for cluster-scoped objects.</param>
/// <param name="Name">Its name.</param>
/// <param name="Known">Whether the index has it and the person may see it; of others only what names them is told.</param>
/// <param name="State">Its state, as lists have it; empty where the kind has none.</param>
/// <param name="Severity">How bad that is.</param>
/// <param name="Message">Why, in one sentence; empty when all is well.</param>
internal sealed record RelatedObject(
    string Kind,
    string Segment,
    string Namespace,
    string Name,
    bool Known,
    string State,
    [property: AllowedValues("none", "healthy", "idle", "progressing", "warning", "failing")] string Severity,
    string Message)
{
    /// <summary>What is below it, kind by kind.</summary>
    public IReadOnlyList<RelatedGroup> Groups { get; init; } = [];
}
