namespace Kpanda.Search.Ask;

/// <summary>A line of the answer to a search that reads every body.</summary>
/// <param name="Item">An object that was found; absent in lines that say how far it is.</param>
/// <param name="Looked">Bodies that were read.</param>
/// <param name="Of">Bodies that there are to read.</param>
/// <param name="Ended">In the last line alone: <c>all</c> was read, or <c>enough</c> was found.</param>
public sealed record ScanLine(SearchRow? Item, int? Looked, int? Of, string? Ended);
