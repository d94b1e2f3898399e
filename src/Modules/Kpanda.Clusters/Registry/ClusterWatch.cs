using Kpanda.Clusters.RegisterCluster;
using Kpanda.Hosting;
using Kpanda.Storage;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.Registry;

/// <summary>Looks every second for clusters that other replicas imported, changed or removed. A database that is this process's own is not asked.</summary>
internal sealed class ClusterWatch(ClusterRegistration registration, IStateDatabase database, TimeProvider time, ILogger<ClusterWatch> logger) : PeriodicLook(TimeSpan.FromSeconds(1), time, logger)
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database.Kind == DatabaseKind.Sqlite ? Task.CompletedTask : base.ExecuteAsync(stoppingToken);

    protected override Task LookAsync(CancellationToken stoppingToken) => registration.NoticeAsync(stoppingToken);
}
