using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>
/// The grants in memory, and the way in which they are changed: written to the database, read from there by every replica within two seconds (<see cref="GrantWatch"/>), at once by this one.
/// Whoever has something open that a change may concern is told. Safe for concurrent use.
/// </summary>
internal sealed class GrantBook(GrantStore store, RightsChanges rights) : IGrants, IDisposable
{
    private readonly SemaphoreSlim _reading = new(1);
    private volatile GrantPage _now = GrantPage.Empty;

    /// <summary>Tells of the clusters whose grants have changed. Called by whoever read the change: it must return at once and not throw.</summary>
    public event Action<IReadOnlySet<Guid>>? Changed;

    /// <inheritdoc />
    public long Version => _now.Version;

    /// <inheritdoc />
    public Guid Installation { get; private set; }

    /// <inheritdoc />
    public IReadOnlyCollection<Grant> Of(Person person)
    {
        var now = _now;
        if (person.GroupIds.Count == 0) return now.Of(SubjectKind.User, person.Id);
        var all = new List<Grant>(now.Of(SubjectKind.User, person.Id));
        foreach (var group in person.GroupIds) all.AddRange(now.Of(SubjectKind.Group, group));
        return all;
    }

    /// <summary>What one person by themselves, or one group, holds.</summary>
    public IReadOnlyCollection<Grant> Of(SubjectKind kind, Guid id) => _now.Of(kind, id);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<StoredGrant> All => _now.All.Values;

    /// <summary>Those in one cluster.</summary>
    public IReadOnlyCollection<StoredGrant> In(Guid clusterId) => _now.In(clusterId);

    /// <summary>One of them; null where there is none.</summary>
    public StoredGrant? Find(Guid id) => _now.All.GetValueOrDefault(id);

    /// <summary>Adds grants; those that are there already stay as they are.</summary>
    public async Task AddAsync(IReadOnlyCollection<StoredGrant> grants, CancellationToken cancellationToken)
    {
        await store.AddAsync(grants, cancellationToken);
        await ReadAsync(CancellationToken.None);
    }

    /// <summary>Gives a grant another role; false where it is gone or the same is granted already.</summary>
    public async Task<bool> SetRoleAsync(StoredGrant grant, CancellationToken cancellationToken)
    {
        var done = await store.SetRoleAsync(grant, cancellationToken);
        await ReadAsync(CancellationToken.None);
        return done;
    }

    /// <summary>Takes grants back.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(ids, cancellationToken);
        await ReadAsync(CancellationToken.None);
    }

    /// <summary>Takes back everything in a cluster that is no longer registered.</summary>
    public async Task RemoveClusterAsync(Guid clusterId, CancellationToken cancellationToken)
    {
        if (await store.RemoveClusterAsync(clusterId, cancellationToken)) await ReadAsync(CancellationToken.None);
    }

    /// <summary>Reads what others changed, if they did.</summary>
    public async Task NoticeAsync(CancellationToken cancellationToken)
    {
        var (version, installation) = await store.StateAsync(cancellationToken);
        Installation = installation;
        if (version != _now.Version) await ReadAsync(cancellationToken);
    }

    /// <summary>Reads them all. What is found changed is told.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var (version, grants) = await store.ReadAsync(cancellationToken);
            var before = _now;
            if (version < before.Version) return;
            var now = new GrantPage(version, grants);
            _now = now;
            Tell(now.Since(before));
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private void Tell(IReadOnlyList<Grant> changed)
    {
        if (changed.Count == 0) return;
        Changed?.Invoke(changed.Select(static grant => grant.ClusterId).ToHashSet());

        // Who is a member of a group is not known here.
        if (changed.Any(static grant => grant.SubjectKind == SubjectKind.Group)) rights.TellAll();
        else foreach (var person in changed.Select(static grant => grant.SubjectId).Distinct()) rights.Tell(person);
    }
}
