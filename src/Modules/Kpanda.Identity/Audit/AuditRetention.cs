using Kpanda.Identity.Audit.Keep;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Audit;

/// <summary>Removes once an hour what is older than it must be kept, and what is beyond the number that is kept.</summary>
internal sealed partial class AuditRetention(AuditStore store, AuditKeep keep, IdentityOptions options, TimeProvider time, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Removes it now.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (platform, kube) = await keep.ReadAsync(cancellationToken);
        var removed = await store.ClearAsync(kube: false, now - platform, cancellationToken)
            + await store.ClearAsync(kube: true, now - kube, cancellationToken)
            + await store.ShareAsync(options.AuditMost, cancellationToken);
        if (removed > 0) Log.Cleared(logger, removed);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await ClearAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} audit records were older or more than are kept, and were removed")]
        public static partial void Cleared(ILogger logger, long count);

        [LoggerMessage(LogLevel.Error, "Old audit records could not be removed; trying again in an hour")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
