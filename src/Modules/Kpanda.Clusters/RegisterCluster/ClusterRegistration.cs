using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;

namespace Kpanda.Clusters.RegisterCluster;

/// <summary>The one way into the registry, for people's imports and for the simulated clusters of this process. One change at a time.</summary>
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
    public async Task<Result<RegisteredCluster>> ReplaceCredentialAsync(ClusterRecord record, KubeConnection connection, ClusterTransport transport, CancellationToken cancellationToken)
    {
        registry.SetActivity(record.Name, ClusterActivity.Of(ClusterPhases.Updating, time.GetUtcNow()));
        try
        {
            var result = await TryReplaceAsync(record, connection, transport, cancellationToken);
            if (result.Error is not null) transport.Dispose();
            return result;
        }
        finally
        {
            registry.SetActivity(record.Name, null);
        }
    }

    /// <summary>The registered cluster that has this identity; null for none.</summary>
    public ClusterRecord? Same(string kubeSystemId) => registry.List().FirstOrDefault(record => record.KubeSystemId == kubeSystemId);

    /// <summary>Stores a changed record that keeps its credential.</summary>
    public Task<Result<RegisteredCluster>> SaveAsync(ClusterRecord record, ClusterTransport transport, CancellationToken cancellationToken) =>
        SaveAsync(record, transport.Connection, transport, cancellationToken);

    /// <summary>
    /// Changes what is stored of a cluster as it is when its turn comes, however much changed meanwhile. Nothing happens where it has gone, or where the change is none.
    /// </summary>
    public async Task ChangeAsync(Guid id, Func<RegisteredCluster, ClusterRecord> change, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (registry.All().FirstOrDefault(cluster => cluster.Record.Id == id) is not { } cluster) return;
            var record = change(cluster);
            if (ReferenceEquals(record, cluster.Record)) return;
            record = record with { Version = cluster.Record.Version + 1 };
            await store.UpdateAsync(record, cluster.Transport.Connection, cancellationToken);
            registry.Put(record, cluster.Transport);
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
            ? await ReplaceCredentialAsync(With(known, read), read.Connection, registry.Connect(known, read.Connection), cancellationToken)
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
        var draft = With(new ClusterRecord(Guid.CreateVersion7(), name) { IsSandbox = true, Created = time.GetUtcNow(), Provider = "" }, read);
        return AddAsync(draft, read.Connection, registry.Connect(draft, read.Connection), cancellationToken);
    }

    private static ClusterRecord With(ClusterRecord record, ImportedKubeconfig read) => record with
    {
        ApiEndpoint = read.Connection.Server.OriginalString,
        CredentialExpires = read.Expires,
        Version = record.Version + 1,
    };

    private async Task<Result<RegisteredCluster>> TryReplaceAsync(ClusterRecord record, KubeConnection connection, ClusterTransport transport, CancellationToken cancellationToken)
    {
        var tried = await verifier.VerifyAsync(transport, cancellationToken);
        if (!tried.TryGet(out var found, out var failure)) return KubeconfigErrors.Of(failure);
        // Before anything is written there: it may be somebody else's cluster.
        if (found.KubeSystemId != record.KubeSystemId && !record.IsSandbox) return OtherCluster(record);
        return await SaveAsync(await BindAsync(record, found, transport, cancellationToken), connection, transport, cancellationToken);
    }

    private async Task<Result<RegisteredCluster>> TryAddAsync(ClusterRecord draft, KubeConnection connection, ClusterTransport transport, CancellationToken cancellationToken)
    {
        var tried = await verifier.VerifyAsync(transport, cancellationToken);
        if (!tried.TryGet(out var found, out var failure)) return KubeconfigErrors.Of(failure);
        if (Same(found.KubeSystemId) is { } known) return SameCluster(known);
        var record = await BindAsync(draft, found, transport, cancellationToken);
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // Again, now that nobody else can come in between.
            if (registry.Find(record.Name) is not null) return NameTaken(record.Name);
            if (Same(record.KubeSystemId) is { } same) return SameCluster(same);
            if (!await store.InsertAsync(record, connection, cancellationToken)) return NameTaken(record.Name);
            registry.Put(record, transport, ClusterPhases.Creating);
            return registry.Get(record.Name)!;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<ClusterRecord> BindAsync(ClusterRecord record, Verification found, ClusterTransport transport, CancellationToken cancellationToken)
    {
        var bound = await AdministratorsBinding.EnsureAsync(new KubeClient(transport, KubeIdentity.Platform), time.GetUtcNow(), cancellationToken);
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

    private async Task<Result<RegisteredCluster>> SaveAsync(ClusterRecord record, KubeConnection connection, ClusterTransport transport, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (registry.Find(record.Name)?.Id != record.Id) return Errors.ClusterErrors.Unknown(record.Name);
            await store.UpdateAsync(record, connection, cancellationToken);
            registry.Put(record, transport);
            return registry.Get(record.Name)!;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
