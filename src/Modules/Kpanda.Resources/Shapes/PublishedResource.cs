using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Shapes;

/// <summary>Base of the published shapes that have metadata: all but a few.</summary>
public abstract record PublishedResource : PublishedObject
{
    /// <summary>Name, place, labels, owners.</summary>
    public ObjectMeta Metadata { get; set; } = new();
}
