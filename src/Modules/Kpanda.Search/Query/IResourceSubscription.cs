namespace Kpanda.Search.Query;

/// <summary>A query that is followed; dispose it to stop.</summary>
public interface IResourceSubscription : IDisposable
{
    /// <summary>How many objects match at this moment.</summary>
    int Total { get; }
}
