using Microsoft.Extensions.Hosting;

namespace Kpanda.Clusters.Registry;

/// <summary>
/// Tells of a cluster at the moment when its credential comes near its end, and when it ends, so that open pages warn by themselves. One timer for all clusters, set for
/// the next such moment.
/// </summary>
internal sealed class ExpiryClock(ClusterRegistry registry, ClustersOptions options, TimeProvider time) : IHostedService, IDisposable
{
    // A timer cannot wait for longer than 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private IDisposable? _changes;
    private ITimer? _timer;
    private DateTimeOffset _told;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _told = time.GetUtcNow();
        _timer = time.CreateTimer(_ => TellDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _changes = registry.Subscribe(_ => SetTimer());
        SetTimer();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _changes?.Dispose();
        _timer?.Dispose();
    }

    private void TellDue()
    {
        var now = time.GetUtcNow();
        List<string> due;
        lock (_gate)
        {
            due = [.. Moments().Where(one => one.At > _told && one.At <= now).Select(one => one.Name).Distinct()];
            _told = now;
        }

        foreach (var name in due) registry.TimeCame(name);
        SetTimer();
    }

    private void SetTimer()
    {
        lock (_gate)
        {
            var coming = Moments().Where(one => one.At > _told).Select(one => one.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            var wait = coming - time.GetUtcNow();
            _timer?.Change(coming == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan : wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
        }
    }

    private IEnumerable<(string Name, DateTimeOffset At)> Moments() => registry.List()
        .Where(record => record.CredentialExpires is not null)
        .SelectMany(record => new[] { (record.Name, record.CredentialExpires!.Value - options.WarnBeforeExpiry), (record.Name, record.CredentialExpires.Value) });
}
