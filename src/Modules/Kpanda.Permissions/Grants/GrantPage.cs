using System.Collections.Frozen;
using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>All grants at one moment. Immutable.</summary>
internal sealed class GrantPage
{
    private readonly FrozenDictionary<(SubjectKind Kind, Guid Id), Grant[]> _bySubject;
    private readonly FrozenDictionary<Guid, StoredGrant[]> _byCluster;

    public GrantPage(long version, IReadOnlyCollection<StoredGrant> grants)
    {
        Version = version;
        All = grants.ToFrozenDictionary(static stored => stored.Grant.Id);
        _bySubject = grants.GroupBy(static stored => (stored.Grant.SubjectKind, stored.Grant.SubjectId), static stored => stored.Grant)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        _byCluster = grants.GroupBy(static stored => stored.Grant.ClusterId).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
    }

    /// <summary>None, before any was read.</summary>
    public static GrantPage Empty { get; } = new(0, []);

    public long Version { get; }

    public FrozenDictionary<Guid, StoredGrant> All { get; }

    public IReadOnlyCollection<Grant> Of(SubjectKind kind, Guid id) => _bySubject.GetValueOrDefault((kind, id), []);

    public IReadOnlyCollection<StoredGrant> In(Guid clusterId) => _byCluster.GetValueOrDefault(clusterId, []);

    /// <summary>What came, went or became another since an earlier moment.</summary>
    public IReadOnlyList<Grant> Since(GrantPage before)
    {
        var changed = new List<Grant>();
        foreach (var (id, stored) in All)
            if (before.All.GetValueOrDefault(id)?.Grant != stored.Grant) changed.Add(stored.Grant);
        foreach (var (id, stored) in before.All)
            if (!All.ContainsKey(id)) changed.Add(stored.Grant);
        return changed;
    }
}
