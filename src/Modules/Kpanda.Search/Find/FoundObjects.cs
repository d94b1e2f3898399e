namespace Kpanda.Search.Find;

/// <summary>The best matches, best first.</summary>
internal sealed record FoundObjects(IReadOnlyList<FoundObject> Items);
