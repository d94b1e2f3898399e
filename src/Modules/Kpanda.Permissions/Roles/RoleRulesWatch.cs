using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Permissions.Roles;

/// <summary>Reads what was changed about roles before anybody is let in, and looks every two seconds for what other replicas changed.</summary>
internal sealed partial class RoleRulesWatch(RoleRules roles, TimeProvider time, ILogger<RoleRulesWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await roles.NoticeAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await roles.NoticeAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Changes of roles could not be looked up; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
