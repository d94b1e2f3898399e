using System.ComponentModel.DataAnnotations;

namespace Kpanda.Search.Ask;

/// <summary>An object that a search found.</summary>
/// <param name="Cluster">Name of its cluster.</param>
/// <param name="Namespace">Its namespace; empty where the kind has none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">As in <c>kind: Deployment</c>.</param>
/// <param name="Segment">The kind as published paths have it.</param>
/// <param name="State">See <see cref="Kinds.RowFacts"/>, as for the next three.</param>
/// <param name="Severity">Name of the severity, in lower case.</param>
/// <param name="Reason">The machine word; empty when there is nothing to explain.</param>
/// <param name="Message">One sentence in the person's language; empty when all is well.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ChangedAt">When a manager of fields last noted a change.</param>
public sealed record SearchRow(
    string Cluster,
    string Namespace,
    string Name,
    string Kind,
    string Segment,
    string State,
    [property: AllowedValues("none", "healthy", "idle", "progressing", "warning", "failing")] string Severity,
    string Reason,
    string Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt);
