namespace Kpanda.Search.Relations;

/// <summary>What an object belongs to, and what belongs to it.</summary>
/// <param name="Owners">Its owners, the topmost first; the last one is its own.</param>
/// <param name="Object">The object, with what is below it.</param>
internal sealed record ObjectRelations(IReadOnlyList<RelatedObject> Owners, RelatedObject Object);
