namespace Kpanda.Resources.ServedKinds;

/// <summary>The collections that there are.</summary>
internal sealed record ServedKindList(IReadOnlyList<ServedKindSummary> Items);

/// <summary>One collection.</summary>
/// <param name="Segment">Its word in paths of lists and objects.</param>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">The version that the member prefers.</param>
/// <param name="Resource">Plural name.</param>
/// <param name="Kind">As in <c>kind: Deployment</c>.</param>
/// <param name="Namespaced">Whether objects live in namespaces.</param>
/// <param name="Verbs">What can be done with the collection.</param>
/// <param name="ShortNames">As kubectl takes them.</param>
/// <param name="Categories">Such as <c>all</c>.</param>
internal sealed record ServedKindSummary(
    string Segment, string Group, string Version, string Resource, string Kind, bool Namespaced, IReadOnlyList<string> Verbs, IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories);

/// <summary>A collection without a published shape, and its columns.</summary>
internal sealed record ServedKindDetails(ServedKindSummary Kind, IReadOnlyList<ColumnSummary> Columns);

/// <summary>A column of a list: the key of <c>cells</c> in its rows.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date</c>.</param>
/// <param name="Description">In the words of whoever defined the kind.</param>
/// <param name="Priority">0 for a column that is always of interest; larger for those of the wide list.</param>
internal sealed record ColumnSummary(string Name, string Type, string Description, int Priority);
