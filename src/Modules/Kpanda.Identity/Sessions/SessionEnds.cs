using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Sessions;

/// <summary>Looks every two seconds for sessions that ended by time or on another replica.</summary>
internal sealed partial class SessionEnds(SessionRegistry sessions, TimeProvider time, ILogger<SessionEnds> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.NoticeEndsAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Ended sessions could not be looked up; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
