using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Kube;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.Health;

/// <summary>
/// The one prober of all clusters: spread over time (<see cref="ProbeSchedule"/>) and bounded in number. A member that is away is asked more often, and its
/// answer wakes everything that waits for it (see <see cref="ClusterTransport.NextLifeSign"/>).
/// </summary>
internal sealed partial class HealthProber(ClusterRegistry registry, RightsReview rights, ClustersOptions options, TimeProvider time, ILogger<HealthProber> logger) : BackgroundService
{
    private readonly ProbeSchedule _schedule = new(options, Random.Shared);
    private readonly Lock _lock = new();
    private int _underWay;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ProbeSchedule.Tick, time);
        do
        {
            StartDue(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void StartDue(CancellationToken cancellationToken)
    {
        // Before the clusters: one that was added and doubted since has no entry yet, and its doubt would be lost.
        var doubted = registry.TakeDoubted();
        var clusters = registry.All().ToDictionary(cluster => cluster.Record.Id);
        IReadOnlyList<Guid> due;
        lock (_lock)
        {
            due = _schedule.Take([.. clusters.Values.Select(cluster => (cluster.Record.Id, (object)cluster.Transport))], options.ProbesAtOnce - _underWay, time.GetUtcNow());
            _underWay += due.Count;
            foreach (var name in doubted)
            {
                if (registry.Get(name) is { } cluster) _schedule.DoubtRights(cluster.Record.Id, time.GetUtcNow());
            }
        }

        foreach (var id in due) _ = ProbeAsync(clusters[id], cancellationToken);
    }

    private async Task ProbeAsync(RegisteredCluster cluster, CancellationToken cancellationToken)
    {
        var answered = false;
        try
        {
            answered = await AskAsync(cluster, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        catch (ObjectDisposedException)
        {
            // The cluster was removed while it was being asked.
        }
        catch (Exception exception)
        {
            // A bug must not silence the other clusters; it is tried again like a lost probe.
            Log.Broken(logger, exception, cluster.Record.Name);
        }
        finally
        {
            lock (_lock)
            {
                _underWay--;
                _schedule.Done(cluster.Record.Id, answered, time.GetUtcNow());
            }
        }
    }

    /// <returns>Whether the member answered that it is ready.</returns>
    private async Task<bool> AskAsync(RegisteredCluster cluster, CancellationToken cancellationToken)
    {
        var before = cluster.Probed;
        var client = new KubeClient(cluster.Transport, KubeIdentity.Platform);
        bool withComponents;
        int failures;
        lock (_lock) (withComponents, failures) = (_schedule.TakeComponents(cluster.Record.Id, time.GetUtcNow()), _schedule.Failures(cluster.Record.Id));

        // The version changes with upgrades only; it is asked for with the components and after every absence.
        var result = await Probe.AskAsync(client, withComponents || before.Phase != ClusterPhases.Running, options.ProbeTimeout, cancellationToken);
        var now = time.GetUtcNow();
        var health = result.TryGet(out var version, out var failure)
            ? HealthRule.Answered(before, version.Length > 0 ? version : before.KubernetesVersion, now)
            : HealthRule.Missed(before, cluster.Record.Name, failure, failures + 1, options.ProbeFailures, now);
        if (health.Phase != before.Phase) Log.Changed(logger, cluster.Record.Name, before.Phase, health.Phase, failure?.Message ?? "it answers");
        registry.SetHealth(cluster, health);

        var speaks = failure is null or { HttpStatus: >= 500 };
        if (withComponents && speaks)
            registry.SetHealth(cluster, health with { Components = await ComponentProbe.AskAsync(client, before.Components, options.ProbeTimeout, now, cancellationToken) });
        if (failure is null) await ReviewRightsAsync(cluster, cancellationToken);
        return failure is null;
    }

    private async Task ReviewRightsAsync(RegisteredCluster cluster, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_schedule.TakeRights(cluster.Record.Id, time.GetUtcNow())) return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.ProbeTimeout);
        try
        {
            await rights.ReviewAsync(cluster, putRight: false, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It answers the probe and not all of these in time: what was known stands until they are asked again.
            Log.RightsUnanswered(logger, cluster.Record.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} went from {Before} to {After}: {Why}")]
        public static partial void Changed(ILogger logger, string cluster, string before, string after, string why);

        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} did not say in time what the credential may do")]
        public static partial void RightsUnanswered(ILogger logger, string cluster);

        [LoggerMessage(LogLevel.Error, "Probing cluster {Cluster} failed unexpectedly")]
        public static partial void Broken(ILogger logger, Exception exception, string cluster);
    }
}
