using System.ComponentModel.DataAnnotations;

namespace Kpanda.Search.Relations;

/// <summary>The objects of one kind that stand below an object for one reason.</summary>
/// <param name="Relation">Why: <c>owns</c> (owner reference), <c>selects</c> (labels), <c>routesTo</c>, <c>uses</c>, <c>usedBy</c>, <c>boundTo</c>, <c>scales</c>, <c>runs</c> (pods of a node), <c>limitedBy</c> (quotas of a namespace), <c>grants</c> and <c>grantsTo</c> (role and accounts of a binding), or the other way round: <c>selectedBy</c>, <c>routedFrom</c>, <c>scaledBy</c>, <c>grantedBy</c>.</param>
/// <param name="Kind">As in <c>kind: Pod</c>.</param>
/// <param name="Segment">The word of the kind in paths.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Severities">How many of each severity; those that none has are left out.</param>
/// <param name="Items">Some of them, the worst first.</param>
internal sealed record RelatedGroup(
    [property: AllowedValues("owns", "selects", "routesTo", "uses", "usedBy", "boundTo", "scales", "runs", "limitedBy", "grants", "grantsTo", "selectedBy", "routedFrom", "scaledBy", "grantedBy")] string Relation,
    string Kind,
    string Segment,
    int Total,
    IReadOnlyDictionary<string, int> Severities,
    IReadOnlyList<RelatedObject> Items);
