using Kpanda.Search.Query;

namespace Kpanda.Search.Kinds;

/// <summary>A <see cref="KindDescriptor"/> whose published shape is <typeparamref name="TPublished"/>.</summary>
public abstract class KindDescriptor<TPublished> : KindDescriptor
    where TPublished : PublishedObject
{
    /// <inheritdoc />
    public sealed override Type PublishedType => typeof(TPublished);

    /// <inheritdoc />
    public sealed override PublishedObject ProjectObject(IndexedObject obj) => Project(obj);

    /// <summary>Makes the published shape of an object: a pure function.</summary>
    public abstract TPublished Project(IndexedObject obj);
}
