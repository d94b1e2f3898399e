using System.Collections.Concurrent;
using Kpanda.Clusters;
using Kpanda.Identity.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Permissions.Grants;

/// <summary>
/// Reads the grants before anybody is let in, looks every two seconds for what other replicas changed, and takes back what nobody holds any more: grants of people and groups that
/// are gone, and grants in a cluster that was removed.
/// </summary>
internal sealed partial class GrantWatch(GrantBook grants, IPeople people, IClusters clusters, TimeProvider time, ILogger<GrantWatch> logger) : BackgroundService
{
    private const int TicksBetweenSweeps = 15;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<string> _changed = new();
    private readonly Dictionary<string, Guid> _known = new(StringComparer.Ordinal);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await grants.NoticeAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = clusters.Subscribe(_changed.Enqueue);
        foreach (var cluster in clusters.List()) _known[cluster.Name] = cluster.Id;
        using var timer = new PeriodicTimer(Every, time);
        for (var tick = 0; await timer.WaitForNextTickAsync(stoppingToken); tick++)
        {
            try
            {
                await grants.NoticeAsync(stoppingToken);
                await FollowClustersAsync(stoppingToken);
                if (tick % TicksBetweenSweeps == 0) await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    // Only a cluster that was seen to go: one that is merely not here may be known to others.
    private async Task FollowClustersAsync(CancellationToken cancellationToken)
    {
        while (_changed.TryPeek(out var name))
        {
            var now = clusters.Find(name)?.Id;
            if (_known.TryGetValue(name, out var before) && before != now) await grants.RemoveClusterAsync(before, cancellationToken);
            if (now is { } id) _known[name] = id;
            else _known.Remove(name);
            _changed.TryDequeue(out _);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<SubjectKind>())
        {
            var held = grants.All.Where(stored => stored.Grant.SubjectKind == kind).ToLookup(static stored => stored.Grant.SubjectId, static stored => stored.Grant.Id);
            if (held.Count == 0) continue;
            var there = await people.FindAsync(kind, [.. held.Select(static group => group.Key)], cancellationToken);
            var orphans = held.Where(group => !there.ContainsKey(group.Key)).SelectMany(static group => group).ToList();
            if (orphans.Count == 0) continue;
            await grants.RemoveAsync(orphans, cancellationToken);
            Log.Swept(logger, orphans.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Grants could not be looked up; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(LogLevel.Information, "{Count} grants of people or groups that are gone were taken back")]
        public static partial void Swept(ILogger logger, int count);
    }
}
