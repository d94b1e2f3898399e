using Kpanda.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Sessions;

/// <summary>Looks every two seconds for sessions that ended by time or on another replica.</summary>
internal sealed class SessionEnds(SessionRegistry sessions, TimeProvider time, ILogger<SessionEnds> logger) : PeriodicLook(TimeSpan.FromSeconds(2), time, logger)
{
    protected override Task LookAsync(CancellationToken stoppingToken) => sessions.NoticeEndsAsync(stoppingToken);
}
