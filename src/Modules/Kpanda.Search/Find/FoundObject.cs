using System.ComponentModel.DataAnnotations;

namespace Kpanda.Search.Find;

/// <summary>An object whose name was searched for.</summary>
/// <param name="Cluster">Name of the member cluster.</param>
/// <param name="Namespace">Its namespace; empty for cluster-scoped objects.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">As in <c>kind: Deployment</c>.</param>
/// <param name="Segment">The word of the kind in published paths.</param>
/// <param name="State">Its state, as lists have it; empty where the kind has none.</param>
/// <param name="Severity">How bad that is.</param>
internal sealed record FoundObject(
    string Cluster,
    string Namespace,
    string Name,
    string Kind,
    string Segment,
    string State,
    [property: AllowedValues("none", "healthy", "idle", "progressing", "warning", "failing")] string Severity);
