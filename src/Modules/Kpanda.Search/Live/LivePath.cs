using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;

namespace Kpanda.Search.Live;

/// <summary>What a path of the product API asks for, as the live channel follows it: a list, or one object of a kind.</summary>
/// <param name="Descriptor">The kind; one that is not registered makes rows in a form of its own.</param>
/// <param name="Target">Where. An object without a namespace has an empty one.</param>
/// <param name="Name">The object; null for a list.</param>
public sealed record LivePath(KindDescriptor Descriptor, ListTarget Target, string? Name = null)
{
    /// <summary>What the path says beyond cluster and namespace, such as the node whose pods it lists; null for nothing.</summary>
    public Narrowing? Narrow { get; init; }
}
