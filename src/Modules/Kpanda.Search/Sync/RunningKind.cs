using Kpanda.KubeModel;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Sync;

/// <summary>A <see cref="KindSync"/> that runs.</summary>
internal sealed partial class RunningKind
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stop;
    private readonly Task _run;

    public RunningKind(string cluster, KindSync sync, KindSyncState state, SyncContext context, ILogger logger, CancellationToken clusterStop)
    {
        Gvr = sync.Gvr;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(clusterStop);
        var token = _stop.Token;
        _run = Task.Run(() => RunAsync(cluster, sync, state, context, logger, token), CancellationToken.None);
    }

    public GroupVersionResource Gvr { get; }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private static async Task RunAsync(string cluster, KindSync sync, KindSyncState state, SyncContext context, ILogger logger, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await sync.RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The edge of a host loop: a bug in one kind of one cluster must not stop it for good, nor anything else.
                Log.Failed(logger, failure, sync.Gvr, cluster);
                state.Failing(SyncReasons.Failing, failure.Message);
                state.Reached("", "");
                await Task.Delay(Jitter.Around(RestartAfter), context.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Sync of {Resource} of cluster {Cluster} failed unexpectedly; it lists again")]
        public static partial void Failed(ILogger logger, Exception failure, GroupVersionResource resource, string cluster);
    }
}
