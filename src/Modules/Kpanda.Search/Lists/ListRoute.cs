using Kpanda.Search.Kinds;

namespace Kpanda.Search.Lists;

/// <summary>Metadata of a list route, for the OpenAPI document: what the handler reads from the query string by itself.</summary>
/// <param name="Parameters">Common parameters that the path leaves open, and those of the kind.</param>
public sealed record ListRoute(IReadOnlyList<ListParameter> Parameters);
