using Kpanda.Clusters.RegisterCluster;
using Kpanda.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.Registry;

/// <summary>Looks every second for clusters that other replicas imported, changed or removed. A database that is this process's own is not asked.</summary>
internal sealed partial class ClusterWatch(ClusterRegistration registration, IStateDatabase database, TimeProvider time, ILogger<ClusterWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Kind == DatabaseKind.Sqlite) return;
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await registration.NoticeAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Clusters could not be looked up; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
