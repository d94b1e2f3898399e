using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search;

/// <summary>
/// Every object of every member, as last heard. Answers from memory and the local store and never contacts a member. Safe for concurrent use.
/// </summary>
public interface IResourceIndex
{
    /// <summary>One page of the objects that match within the scope. Never fails for a cluster that is away: its last known objects are part of the answer and <see cref="ResourcePage.Freshness"/> says so.</summary>
    ValueTask<ResourcePage> QueryAsync(ResourceQuery query, AccessScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Like <see cref="QueryAsync"/>, with the rows written: what was written a moment ago for the same state, <paramref name="descriptor"/> and <paramref name="language"/> is
    /// not made again, so <paramref name="write"/> must be a pure function of these.
    /// </summary>
    ValueTask<RenderedPage> QueryRowsAsync(
        ResourceQuery query, AccessScope scope, KindDescriptor descriptor, Language language, Func<IndexedObject, byte[]> write, CancellationToken cancellationToken);

    /// <summary>One object, or null where the index has none. The caller has asked the authoriser for <c>get</c>.</summary>
    ValueTask<IndexedObject?> GetAsync(string cluster, GroupResource resource, ObjectKey key, CancellationToken cancellationToken);

    /// <summary>How many objects match within the scope, by state. <paramref name="query"/>'s sort and page are ignored.</summary>
    IReadOnlyDictionary<string, int> CountByState(ResourceQuery query, AccessScope scope);

    /// <summary>
    /// Tells of every change that concerns the query (sort and page ignored) until disposed. Called from the sync engine, in order for each object:
    /// the callback must return at once and must not throw. Kinds that somebody follows are watched even where a member has none of them.
    /// </summary>
    IResourceSubscription Subscribe(ResourceQuery query, AccessScope scope, Action<ResourceChange> onChange);

    /// <summary>The collections that a member serves, as last discovered; empty where nothing is known yet.</summary>
    IReadOnlyList<ApiResource> ServedResources(string cluster);

    /// <summary>How far the index can be believed for a kind in a cluster.</summary>
    ClusterFreshness Freshness(string cluster, GroupResource resource);

    /// <summary>Grows whenever <see cref="ClusterFreshness.Synced"/> of some <see cref="Freshness"/> may have become another: what goes by it need not be asked for again before.</summary>
    long SyncedVersion { get; }

    /// <summary>Whether objects of a collection are kept at all; those that are not must be asked of the member.</summary>
    bool Keeps(GroupResource resource);
}
