using Kpanda.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Permissions.Roles;

/// <summary>Reads what was changed about roles before anybody is let in, and looks every two seconds for what other replicas changed.</summary>
internal sealed class RoleRulesWatch(RoleRules roles, TimeProvider time, ILogger<RoleRulesWatch> logger) : PeriodicLook(TimeSpan.FromSeconds(2), time, logger)
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await roles.NoticeAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task LookAsync(CancellationToken stoppingToken) => roles.NoticeAsync(stoppingToken);
}
