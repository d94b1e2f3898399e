using Kpanda.Clusters.Errors;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;

namespace Kpanda.Clusters.RegisterCluster;

/// <summary>
/// The one way into the registry, for people's imports, for the simulated clusters of this process and for what other replicas stored. One change at a time; where another replica was
/// faster, a change is made again of what that one stored.
/// </summary>
internal sealed class ClusterRegistration(ClusterStore store, ClusterRegistry registry, ClusterVerifier verifier, TimeProvider time) : IClusterRegistration, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Verifies, binds, stores and takes in. The transport is disposed where that fails.</summary>
    public async Task<Result<RegisteredCluster>> AddAsync(ClusterRecord draft, KubeConnection connection, ClusterTransport transport, CancellationToken cancellationToken)
    {
        var result = await TryAddAsync(draft, connection, transport, cancellationToken);
        if (result.Error is not null) transport.Dispose();
        return result;
    }

    /// <summary>
    /// Verifies another credential of the same cluster and swaps it in; running calls end on the old one. The transport is disposed where that fails, and the
    /// cluster goes on with what it had.
    /// </summary>
    public async Task<Result<RegisteredCluster>> ReplaceCredentialAsync(
        ClusterRecord of, Func<ClusterRecord, ClusterRecord> change, ClusterTransport transport, CancellationToken cancellationToken)
    {
        registry.SetActivity(of.Name, ClusterActivity.Of(ClusterPhases.Updating, time.GetUtcNow()));
        try
        {
            var result = await TryReplaceAsync(of, change, transport, cancellationToken);
            if (result.Error is not null) transport.Dispose();
            return result;
        }
        finally
        {
            registry.SetActivity(of.Name, null);
        }
    }

    /// <summary>The registered cluster that has this identity; null for none.</summary>
    public ClusterRecord? Same(string kubeSystemId) => registry.List().FirstOrDefault(record => record.KubeSystemId == kubeSystemId);

    /// <summary>
    /// Changes what is stored of a cluster as it is when its turn comes, however much changed meanwhile. Nothing happens where it has gone, or where the change is none.
    /// </summary>
    public Task<Result<RegisteredCluster>> ChangeAsync(ClusterRecord of, Func<RegisteredCluster, ClusterRecord> change, CancellationToken cancellationToken) =>
        StoreAsync(of, change, null, cancellationToken);

    /// <summary>Takes in what other replicas stored, changed and removed.</summary>
    public async Task NoticeAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Takes a cluster out: record, credential, connections.</summary>
    public async Task RemoveAsync(ClusterRecord record, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await store.DeleteAsync(record.Id, cancellationToken);
            registry.Remove(record.Name);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc />
    public async Task<Result<ClusterRecord>> EnsureSandboxAsync(string name, string kubeconfig, IClusterDialer? dialer, CancellationToken cancellationToken)
    {
        if (ClusterFields.Name(name) is { } wrong) return wrong;
        if (registry.Find(name) is { IsSandbox: false }) return NameTaken(name);
        if (!KubeconfigReader.TryRead(kubeconfig, KubeconfigPolicy.Strict, time.GetUtcNow(), out var read, out var refusal)) return KubeconfigErrors.Of(refusal);
        registry.OpenSandbox(name, dialer);
        var result = registry.Find(name) is { } known
            ? await ReplaceCredentialAsync(known, record => With(record, read), registry.Connect(known, read.Connection), cancellationToken)
            : await AddSandboxAsync(name, read, cancellationToken);
        return result.TryGet(out var cluster, out var error) ? cluster.Record : error;
    }

    /// <inheritdoc />
    public Task RemoveSandboxAsync(string name, CancellationToken cancellationToken) =>
        registry.Find(name) is { IsSandbox: true } record ? RemoveAsync(record, cancellationToken) : Task.CompletedTask;

    /// <summary>The answer where a name is taken.</summary>
    public static Error NameTaken(string name) => Error.Of(ErrorCode.AlreadyExists, "cluster.name.taken", ("name", name)) with { Field = "name" };

    /// <summary>The answer where the cluster is here already.</summary>
    public static Error SameCluster(ClusterRecord same) => Error.Of(ErrorCode.AlreadyExists, "cluster.same", ("cluster", same.Name)) with { Field = "kubeConfigString" };

    /// <summary>The answer where a credential leads to another cluster than the one it is for.</summary>
    public static Error OtherCluster(ClusterRecord meant) => Error.Invalid("kubeConfigString", "cluster.kubeconfig.othercluster", ("cluster", meant.Name));

    /// <inheritdoc />
    public void Dispose() => _oneAtATime.Dispose();

    private Task<Result<RegisteredCluster>> AddSandboxAsync(string name, ImportedKubeconfig read, CancellationToken cancellationToken)
    {
        var draft = With(new ClusterRecord(Guid.CreateVersion7(), name) { IsSandbox = true, Created = time.GetUtcNow(), Provider = "", Version = 1 }, read);
        return AddAsync(draft, read.Connection, registry.Connect(draft, read.Connection), cancellationToken);
    }

    private static ClusterRecord With(ClusterRecord record, ImportedKubeconfig read) => record with
    {
        ApiEndpoint = read.Connection.Server.OriginalString,
        CredentialExpires = read.Expires,
    };

    private async Task<Result<RegisteredCluster>> TryReplaceAsync(ClusterRecord of, Func<ClusterRecord, ClusterRecord> change, ClusterTransport transport, CancellationToken cancellationToken)
    {
        var tried = await verifier.VerifyAsync(transport, cancellationToken);
        if (!tried.TryGet(out var found, out var failure)) return KubeconfigErrors.Of(failure);
        // Before anything is written there: it may be somebody else's cluster.
        if (found.KubeSystemId != of.KubeSystemId && !of.IsSandbox) return OtherCluster(of);
        var bound = await BindAsync(transport, cancellationToken);
        return await StoreAsync(of, now => With(change(now.Record), found, bound), transport, cancellationToken);
    }

    private async Task<Result<RegisteredCluster>> TryAddAsync(ClusterRecord draft, KubeConnection connection, ClusterTransport transport, CancellationToken cancellationToken)
    {
        var tried = await verifier.VerifyAsync(transport, cancellationToken);
        if (!tried.TryGet(out var found, out var failure)) return KubeconfigErrors.Of(failure);
        if (Same(found.KubeSystemId) is { } known) return SameCluster(known);
        var record = With(draft, found, await BindAsync(transport, cancellationToken));
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // Again, now that nobody else can come in between.
            if (registry.Find(record.Name) is not null) return NameTaken(record.Name);
            if (Same(record.KubeSystemId) is { } same) return SameCluster(same);
            if (await store.InsertAsync(record, connection, cancellationToken))
            {
                registry.Put(record, transport, ClusterPhases.Creating);
                return registry.Get(record.Name)!;
            }

            // Another replica was faster.
            await ReadAsync(cancellationToken);
            return registry.Find(record.Name) is null && Same(record.KubeSystemId) is { } theirs ? SameCluster(theirs) : NameTaken(record.Name);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private Task<ClusterCondition> BindAsync(ClusterTransport transport, CancellationToken cancellationToken) =>
        AdministratorsBinding.EnsureAsync(new KubeClient(transport, KubeIdentity.Platform), time.GetUtcNow(), cancellationToken);

    private static ClusterRecord With(ClusterRecord record, Verification found, ClusterCondition bound)
    {
        // A person's choice stands; otherwise what was recognised.
        var distribution = record.Distribution.Length > 0 ? record.Distribution : record.IsSandbox ? "sandbox" : found.Distribution;
        return record with
        {
            KubeSystemId = found.KubeSystemId,
            KubernetesVersion = found.KubernetesVersion,
            Distribution = distribution,
            Provider = record.Provider.Length > 0 ? record.Provider : DistributionRule.ProviderOf(distribution),
            Network = found.Network,
            Conditions = [.. found.Conditions, bound],
        };
    }

    private async Task<Result<RegisteredCluster>> StoreAsync(
        ClusterRecord of, Func<RegisteredCluster, ClusterRecord> change, ClusterTransport? replacement, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            while (registry.Get(of.Name) is { } now && now.Record.Id == of.Id)
            {
                var record = change(now);
                if (ReferenceEquals(record, now.Record)) return now;
                record = record with { Version = now.Record.Version + 1 };
                var transport = replacement ?? now.Transport;
                if (await store.UpdateAsync(record, transport.Connection, cancellationToken))
                {
                    registry.Put(record, transport);
                    return registry.Get(of.Name)!;
                }

                // Another replica was faster.
                await ReadAsync(cancellationToken);
            }

            return ClusterErrors.Unknown(of.Name);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    // Only while nothing is changed here: what is in memory is then what was stored, or older.
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var versions = await store.VersionsAsync(cancellationToken);
        var known = registry.All().ToDictionary(cluster => cluster.Record.Id);

        // First these: another cluster may have the name by now.
        foreach (var (id, gone) in known)
            if (!versions.ContainsKey(id)) registry.Remove(gone.Record.Name);
        foreach (var (id, version) in versions)
            if ((!known.TryGetValue(id, out var before) || before.Record.Version != version) && await store.ReadAsync(id, cancellationToken) is { } stored) registry.Take(stored.Record, stored.Connection);
    }
}
