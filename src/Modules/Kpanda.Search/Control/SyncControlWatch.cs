using Kpanda.Hosting;
using Kpanda.Storage;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Control;

/// <summary>Looks every second for what administrators paused and resumed at other replicas. A database that is this process's own is not asked.</summary>
internal sealed class SyncControlWatch(SyncControls controls, IStateDatabase database, TimeProvider time, ILogger<SyncControlWatch> logger) : PeriodicLook(TimeSpan.FromSeconds(1), time, logger)
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database.Kind == DatabaseKind.Sqlite ? Task.CompletedTask : base.ExecuteAsync(stoppingToken);

    protected override Task LookAsync(CancellationToken stoppingToken) => controls.NoticeAsync(stoppingToken);
}
