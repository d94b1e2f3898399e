namespace Kpanda.Search.Ask;

/// <summary>A way to go on with what is being typed.</summary>
/// <param name="Text">The whole term, as it stands in a search: <c>label:app=cart</c>.</param>
/// <param name="Detail">What it is, where the term does not say so: the API group of a kind. Empty for nothing.</param>
public sealed record Completion(string Text, string Detail);
