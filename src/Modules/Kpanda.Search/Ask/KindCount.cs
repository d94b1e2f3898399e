namespace Kpanda.Search.Ask;

/// <summary>How many objects of one kind a search finds.</summary>
/// <param name="Kind">As in <c>kind: Deployment</c>.</param>
/// <param name="Segment">The kind as published paths have it.</param>
/// <param name="Count">Exact, within the rights of the person.</param>
public sealed record KindCount(string Kind, string Segment, int Count);
