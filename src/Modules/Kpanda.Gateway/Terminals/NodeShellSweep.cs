using System.Collections.Concurrent;
using Kpanda.Clusters;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Gateway.Terminals;

/// <summary>
/// Removes what a server that was killed left behind: the pods of shells on nodes, once they have ended, in every member that answers. A member in which one is still running is
/// looked at again: it may be another replica's.
/// </summary>
internal sealed partial class NodeShellSweep(IClusters clusters, NodeShell shells, GatewayOptions options, TimeProvider time, ILogger<NodeShellSweep> logger) : BackgroundService
{
    private const int AtOnce = 8;

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, bool> _clean = new(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var names = clusters.List().Select(cluster => cluster.Name).Where(name => !_clean.ContainsKey(name) && clusters.Health(name).Phase == ClusterPhases.Running);
            await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, SweepAsync);
            await Task.Delay(options.SweepEvery, time, stoppingToken);
        }
    }

    private async ValueTask SweepAsync(string cluster, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(LongestLook);
        try
        {
            if (!clusters.SystemClient(cluster).TryGet(out var client, out _)) return;
            var (removed, left, failure) = await shells.ClearAsync(client, patience.Token);
            if (removed > 0) Log.Removed(logger, removed, cluster);
            // Where the platform itself may not, the next shell that a person opens there does it.
            if (failure is { HttpStatus: 403 }) Log.Refused(logger, cluster, failure.Message);
            if (failure is null or { HttpStatus: 403 } && left == 0) _clean[cluster] = true;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // It is slow now; it is asked again.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The edge of a host loop: the other members are looked at all the same.
            Log.Broken(logger, exception, cluster);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} pods of shells on nodes, which were left behind, were removed from cluster {Cluster}")]
        public static partial void Removed(ILogger logger, int count, string cluster);

        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} was not searched for pods of shells on nodes: {Failure}")]
        public static partial void Refused(ILogger logger, string cluster, string failure);

        [LoggerMessage(LogLevel.Error, "Looking for pods of shells on nodes in cluster {Cluster} failed unexpectedly")]
        public static partial void Broken(ILogger logger, Exception exception, string cluster);
    }
}
