namespace Kpanda.Search.Ask;

/// <summary>Ways to go on with a term, those that begin as it does first.</summary>
/// <param name="Items">At most fifty.</param>
public sealed record Completions(IReadOnlyList<Completion> Items);
