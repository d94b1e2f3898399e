using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Hosting;

/// <summary>
/// Looks at an interval for what time or another replica changed, from one interval after the start until the process stops. A look that fails is logged, and the next one tries again.
/// </summary>
/// <param name="every">From one look to the next; a look that takes longer is not overtaken.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Of the class that looks.</param>
public abstract partial class PeriodicLook(TimeSpan every, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>One look.</summary>
    protected abstract Task LookAsync(CancellationToken stoppingToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What may have changed could not be looked up; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
