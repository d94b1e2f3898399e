namespace Kpanda.Search.Index;

/// <summary>Who belongs to whom, over all kinds.</summary>
internal interface IOwnership
{
    /// <summary>Another number whenever ownership changed anywhere.</summary>
    long Version { get; }

    /// <summary>The object itself and everything that it owns, at any depth, that may own something in turn.</summary>
    HashSet<Guid> Family(Guid uid);
}
