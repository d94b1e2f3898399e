using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Syncs each directory as often as its provider says.</summary>
internal sealed partial class LdapSyncJob(LdapStore store, LdapSync sync, TimeProvider time, ILogger<LdapSyncJob> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var provider in await store.ListAsync(stoppingToken))
                {
                    if (IsDue(provider)) await sync.RunAsync(provider, stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private bool IsDue(LdapProvider provider) =>
        provider is { Enabled: true, Settings.SyncSeconds: > 0 } && time.GetUtcNow() - provider.SyncBegan >= TimeSpan.FromSeconds(provider.Settings.SyncSeconds);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Directories could not be synced; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
