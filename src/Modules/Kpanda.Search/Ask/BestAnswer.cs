namespace Kpanda.Search.Ask;

/// <summary>What a person most likely means, best first.</summary>
/// <param name="Items">At most as many as were asked for; none where nothing was typed.</param>
public sealed record BestAnswer(IReadOnlyList<SearchRow> Items);
