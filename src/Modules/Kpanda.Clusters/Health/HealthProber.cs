using Kpanda.Clusters.Registry;
using Kpanda.Kube;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.Health;

/// <summary>
/// The one prober of all clusters: spread over time, bounded in number, so that a thousand clusters are no burst. A member that is away is asked more often, and
/// its answer wakes everything that waits for it (see <see cref="ClusterTransport.NextLifeSign"/>).
/// </summary>
internal sealed partial class HealthProber(ClusterRegistry registry, ClustersOptions options, TimeProvider time, ILogger<HealthProber> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    // The version changes with upgrades only; it is asked for again now and then and after every absence.
    private static readonly TimeSpan VersionEvery = TimeSpan.FromMinutes(5);

    private readonly Dictionary<Guid, Schedule> _schedules = [];
    private readonly SemaphoreSlim _slots = new(options.ProbesAtOnce);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        do
        {
            StartDue(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void StartDue(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var there = new HashSet<Guid>();
        foreach (var cluster in registry.All())
        {
            there.Add(cluster.Record.Id);
            if (!_schedules.TryGetValue(cluster.Record.Id, out var schedule)) _schedules[cluster.Record.Id] = schedule = new Schedule();
            // A replaced credential is news: probe at once.
            if (!ReferenceEquals(schedule.Transport, cluster.Transport)) (schedule.Transport, schedule.Due, schedule.Failures) = (cluster.Transport, now, 0);
            if (schedule.IsUnderWay || schedule.Due > now || !_slots.Wait(0, CancellationToken.None)) continue;
            schedule.IsUnderWay = true;
            _ = ProbeAsync(cluster, schedule, cancellationToken);
        }

        foreach (var gone in _schedules.Keys.Where(id => !there.Contains(id)).ToList()) _schedules.Remove(gone);
    }

    private async Task ProbeAsync(RegisteredCluster cluster, Schedule schedule, CancellationToken cancellationToken)
    {
        try
        {
            var before = cluster.Health;
            var withVersion = before.Phase != "Running" || time.GetUtcNow() - schedule.VersionSeen > VersionEvery;
            var result = await Probe.AskAsync(new KubeClient(cluster.Transport, KubeIdentity.Platform), withVersion, options.ProbeTimeout, cancellationToken);
            var now = time.GetUtcNow();
            var health = Judge(cluster, schedule, before, result, withVersion, now);
            if (health.Phase != before.Phase) Log.Changed(logger, cluster.Record.Name, before.Phase, health.Phase, result.Failure?.Message ?? "it answers");
            registry.SetHealth(cluster, health);
            var wait = schedule.Failures == 0 ? options.ProbeEvery : options.ProbeAwayEvery;
            schedule.Due = now + (wait * (0.8 + (Random.Shared.NextDouble() * 0.4)));
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
            schedule.Due = time.GetUtcNow() + options.ProbeEvery;
        }
        finally
        {
            schedule.IsUnderWay = false;
            _slots.Release();
        }
    }

    private ClusterHealth Judge(RegisteredCluster cluster, Schedule schedule, ClusterHealth before, KubeResult<string> result, bool withVersion, DateTimeOffset now)
    {
        if (!result.TryGet(out var version, out var failure))
            return HealthRule.Missed(before, cluster.Record.Name, failure, ++schedule.Failures, options.ProbeFailures, now);
        schedule.Failures = 0;
        if (withVersion) schedule.VersionSeen = now;
        return HealthRule.Answered(before, version.Length > 0 ? version : before.KubernetesVersion, now);
    }

    private sealed class Schedule
    {
        public ClusterTransport? Transport { get; set; }
        public DateTimeOffset Due { get; set; }
        public DateTimeOffset VersionSeen { get; set; }
        public int Failures { get; set; }
        public volatile bool IsUnderWay;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} went from {Before} to {After}: {Why}")]
        public static partial void Changed(ILogger logger, string cluster, string before, string after, string why);

        [LoggerMessage(LogLevel.Error, "Probing cluster {Cluster} failed unexpectedly")]
        public static partial void Broken(ILogger logger, Exception exception, string cluster);
    }
}
