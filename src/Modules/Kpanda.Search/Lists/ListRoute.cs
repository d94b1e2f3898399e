using Kpanda.Search.Kinds;

namespace Kpanda.Search.Lists;

/// <summary>Metadata of a list route, for the OpenAPI document: item type and parameters come from the descriptor.</summary>
public sealed record ListRoute(KindDescriptor Descriptor)
{
    /// <summary>Query parameters that every list takes.</summary>
    public static IReadOnlyList<string> CommonParameters => ListParameters.Names;
}
