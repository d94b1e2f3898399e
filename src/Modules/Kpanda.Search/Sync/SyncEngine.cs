using System.Threading.Channels;
using Kpanda.Clusters;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Sync;

/// <summary>Runs a <see cref="ClusterSync"/> for every registered cluster: from the store first, then from the member.</summary>
internal sealed partial class SyncEngine(IClusters clusters, SyncContext context, ILogger<SyncEngine> logger) : BackgroundService
{
    private readonly Dictionary<string, ClusterSync> _running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing below may hold the start of the host.
        await Task.Yield();
        var changed = Channel.CreateUnbounded<string>(new() { SingleReader = true });
        using var subscription = clusters.Subscribe(name => changed.Writer.TryWrite(name));
        try
        {
            await context.Controls.LoadAsync(stoppingToken);
            await context.Store.LoadAsync(context.Index, context.Board, stoppingToken);
            await ForgetUnregisteredAsync(stoppingToken);
            foreach (var cluster in clusters.List()) await ReconcileAsync(cluster.Name, stoppingToken);
            await foreach (var name in changed.Reader.ReadAllAsync(stoppingToken)) await ReconcileAsync(name, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(sync => sync.DisposeAsync().AsTask()));
            await context.Store.DisposeAsync();
        }
    }

    private async Task ReconcileAsync(string name, CancellationToken cancellationToken)
    {
        var record = clusters.Find(name);
        if (_running.TryGetValue(name, out var running))
        {
            if (record?.Id == running.ClusterId && running.IsOver(clusters)) return;
            _running.Remove(name);
            await running.DisposeAsync();

            // Another cluster may have its name by now.
            if (record is not null && record.Id != running.ClusterId) await ForgetAsync(name, record, cancellationToken);
        }

        if (record is null)
        {
            await ForgetAsync(name, null, cancellationToken);
            return;
        }

        var sync = new ClusterSync(name, clusters, context with { Refused = clusters.DoubtRights, ClusterId = record.Id }, logger);
        _running[name] = sync;
        sync.Start();
    }

    // Clusters that were removed while the server was down, here or at another replica; another one may have such a name by now.
    private async Task ForgetUnregisteredAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, id) in context.Store.LoadedClusters)
            if (clusters.Find(name) is var record && record?.Id != id) await ForgetAsync(name, record, cancellationToken);
    }

    private async Task ForgetAsync(string name, ClusterRecord? next, CancellationToken cancellationToken)
    {
        context.Board.Remove(name);
        await context.Controls.ForgetAsync(name, next?.Created, cancellationToken);
        foreach (var table in context.Index.Tables) await context.Store.ForgetAsync(name, table.Columns.Resource, table.RemoveCluster(name), cancellationToken);
        Log.Forgotten(logger, name);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} is no longer registered; its objects are gone from the index")]
        public static partial void Forgotten(ILogger logger, string cluster);
    }
}
