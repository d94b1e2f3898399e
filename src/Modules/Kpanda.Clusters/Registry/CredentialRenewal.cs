using Kpanda.Clusters.RegisterCluster;
using Kpanda.Kube;
using Kpanda.Kube.Tokens;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.Registry;

/// <summary>Renews the credential of every cluster whose token is one of a ServiceAccount that ends (see <see cref="TokenRenewal"/>), and stores what it got.</summary>
internal sealed partial class CredentialRenewal(ClusterRegistry registry, ClusterRegistration registration, TimeProvider time, ILogger<CredentialRenewal> logger) : BackgroundService
{
    private readonly Dictionary<Guid, Renewing> _renewing = [];
    private readonly SemaphoreSlim _changed = new(1, 1);

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changes = registry.Subscribe(_ => Wake());
        try
        {
            while (true)
            {
                await _changed.WaitAsync(stoppingToken);
                await FollowAsync();
            }
        }
        finally
        {
            foreach (var one in _renewing.Values) await one.DisposeAsync();
        }
    }

    // Only a new transport is a new credential: what is renewed here goes on over the one it has.
    private async Task FollowAsync()
    {
        var clusters = registry.All().ToDictionary(cluster => cluster.Record.Id);
        foreach (var (id, one) in _renewing.ToArray())
        {
            if (clusters.TryGetValue(id, out var still) && ReferenceEquals(still.Transport, one.Transport)) continue;
            _renewing.Remove(id);
            await one.DisposeAsync();
        }

        foreach (var (id, cluster) in clusters)
        {
            if (_renewing.ContainsKey(id) || !ServiceAccountToken.TryRead(cluster.Transport.Connection.BearerToken, out var token)) continue;
            _renewing[id] = new Renewing(cluster.Transport, stop => RunAsync(cluster.Record.Name, cluster.Transport, token, stop));
        }
    }

    private async Task RunAsync(string name, ClusterTransport transport, ServiceAccountToken token, CancellationToken cancellationToken)
    {
        try
        {
            await new TokenRenewal(time, new KubeClient(transport, KubeIdentity.Platform), new Keeper(registry, registration, logger, name, transport)).RunAsync(token, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cluster has gone or has another credential.
        }
        catch (Exception exception)
        {
            // The edge of a host loop: the other clusters' tokens are renewed all the same.
            Log.Broken(logger, exception, name);
        }
    }

    private void Wake()
    {
        try
        {
            if (_changed.CurrentCount == 0) _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two changes at once are one reason to look.
        }
    }

    private sealed class Keeper(ClusterRegistry registry, ClusterRegistration registration, ILogger logger, string name, ClusterTransport transport) : ITokenKeeper
    {
        public async ValueTask OnRenewedAsync(string token, DateTimeOffset expires, CancellationToken cancellationToken)
        {
            if (registry.Get(name) is not { } cluster || !ReferenceEquals(cluster.Transport, transport)) return;
            await registration.ChangeAsync(cluster.Record, now => ReferenceEquals(now.Transport, transport) ? now.Record with { CredentialExpires = expires } : now.Record, cancellationToken);
            Log.Renewed(logger, name, expires);
        }

        public ValueTask OnFailedAsync(KubeFailure failure, CancellationToken cancellationToken)
        {
            Log.NotRenewed(logger, name, failure.Message);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Renewing : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _run;

        public Renewing(ClusterTransport transport, Func<CancellationToken, Task> run)
        {
            Transport = transport;
            _run = run(_stop.Token);
        }

        public ClusterTransport Transport { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run;
            _stop.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The token of cluster {Cluster} was renewed; it lasts until {Expires:u}")]
        public static partial void Renewed(ILogger logger, string cluster, DateTimeOffset expires);

        [LoggerMessage(LogLevel.Warning, "The token of cluster {Cluster} was not renewed and is tried again: {Failure}")]
        public static partial void NotRenewed(ILogger logger, string cluster, string failure);

        [LoggerMessage(LogLevel.Error, "Renewing the token of cluster {Cluster} failed unexpectedly")]
        public static partial void Broken(ILogger logger, Exception exception, string cluster);
    }
}
