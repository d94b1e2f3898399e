using Kpanda.Clusters;

namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>
/// A simulated cluster is registered only while this process simulates it: at the start it takes out those of an earlier one with more of them, or with any
/// (<c>--no-sandbox</c>). Their state stays in the data folder. It also notes which ones a person removes.
/// </summary>
internal sealed partial class SandboxRegistrations(
    IClusters clusters,
    IClusterRegistration registration,
    RemovedClusters removed,
    IServiceProvider services,
    ILogger<SandboxRegistrations> logger) : IHostedLifecycleService, IDisposable
{
    private IDisposable? _subscription;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var simulated = services.GetService<SandboxService>() is { } sandbox ? await sandbox.SimulatedAsync() : new HashSet<string>();
        foreach (var cluster in clusters.List().Where(cluster => cluster.IsSandbox && !simulated.Contains(cluster.Name)))
        {
            await registration.RemoveSandboxAsync(cluster.Name, cancellationToken);
            Log.NotSimulated(logger, cluster.Name);
        }

        _subscription = clusters.Subscribe(name => NoteRemoval(simulated, name));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();

    private void NoteRemoval(IReadOnlySet<string> simulated, string name)
    {
        if (!simulated.Contains(name) || clusters.Find(name) is not null) return;
        try
        {
            removed.Add(name);
        }
        catch (IOException failure)
        {
            Log.NotNoted(logger, name, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The simulated cluster {Cluster} is not simulated any more, so it is registered no longer")]
        public static partial void NotSimulated(ILogger logger, string cluster);

        [LoggerMessage(LogLevel.Error, "The removed simulated cluster {Cluster} will be back after a restart, because that could not be noted: {Why}")]
        public static partial void NotNoted(ILogger logger, string cluster, string why);
    }
}
