using System.ComponentModel.DataAnnotations;

namespace Kpanda.Search.Overview;

/// <summary>Something that is not as it should be, and where to look.</summary>
/// <param name="Cluster">Name of the member cluster.</param>
/// <param name="Namespace">Its namespace; empty for nodes, clusters and other objects without one.</param>
/// <param name="Name">The object: of several pods that fail alike, one of them.</param>
/// <param name="Kind">As in <c>kind: Pod</c>; <c>Cluster</c> for the cluster itself.</param>
/// <param name="Segment">The word of the kind in published paths.</param>
/// <param name="State">Its state, as lists have it.</param>
/// <param name="Severity">How bad that is.</param>
/// <param name="Message">One sentence: what, why, since when. The words of lists and details.</param>
/// <param name="Since">Since when; absent where the object does not say.</param>
/// <param name="Alike">How many more fail alike: pods of the same owner, for the same reason.</param>
internal sealed record Trouble(
    string Cluster,
    string Namespace,
    string Name,
    string Kind,
    string Segment,
    string State,
    [property: AllowedValues("none", "healthy", "idle", "progressing", "warning", "failing")] string Severity,
    string Message,
    DateTimeOffset? Since,
    int Alike);
