using Kpanda.KubeModel;

namespace Kpanda.Search.Query;

/// <summary>A query that is followed; dispose it to stop.</summary>
public interface IResourceSubscription : IDisposable
{
    /// <summary>How many objects match at this moment.</summary>
    int Total { get; }

    /// <summary>Whether an object matches at this moment, and in which version.</summary>
    /// <returns>Null where it does not match; otherwise whether it is newer than <paramref name="resourceVersion"/>.</returns>
    bool? IsNewer(string cluster, ObjectKey key, string resourceVersion);
}
