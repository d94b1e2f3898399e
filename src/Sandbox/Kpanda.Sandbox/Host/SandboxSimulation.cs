using System.Collections.Concurrent;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Load;
using Kpanda.Sandbox.Logs;
using Kpanda.Sandbox.Metrics;
using Kpanda.Sandbox.Seed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Sandbox.Host;

/// <summary>
/// Simulated clusters that live: seeded, with their controllers running, and with their state kept where a directory is given. It serves nothing by
/// itself: map its <see cref="Fleet"/> on a server, or start a <see cref="SandboxHost"/>.
/// </summary>
public sealed partial class SandboxSimulation : IAsyncDisposable
{
    // A lease per node every ten seconds would be most of what a large idle fleet does.
    private const int ManyClusters = 20;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    // What is seeded is settled: it can wait until the process has started.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowHeartbeat = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(15);

    private readonly DelayQueue _delays;
    private readonly ConcurrentBag<ControllerRunner> _runners = [];
    private readonly ConcurrentDictionary<string, (int TimesGoneBack, long Version)> _saved = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string? _state;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Task _saving = Task.CompletedTask;
    private Task _churning = Task.CompletedTask;
    private bool _disposed;

    private SandboxSimulation(SandboxOptions options, TimeProvider time, ILogger logger)
    {
        _delays = new DelayQueue(time);
        _state = options.DataDirectory is { } folder ? Path.Combine(folder, "state") : null;
        _time = time;
        _logger = logger;
    }

    /// <summary>The clusters, by name.</summary>
    public SandboxFleet Fleet { get; } = new();

    /// <summary>Makes the clusters, or brings back those that were kept, and sets their controllers going.</summary>
    public static async Task<SandboxSimulation> StartAsync(SandboxOptions options, TimeProvider time, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        var simulation = new SandboxSimulation(options, time, (loggers ?? NullLoggerFactory.Instance).CreateLogger<SandboxSimulation>());
        await Parallel.ForAsync(0, options.Clusters, cancellationToken, (position, _) =>
        {
            simulation.Start(options, position);
            return ValueTask.CompletedTask;
        });

        simulation._saving = simulation.SaveNowAndThenAsync();
        if (options.ChurnPerSecond > 0)
            simulation._churning = simulation.ChurnAsync(options);
        return simulation;
    }

    /// <summary>A kubeconfig of a cluster's administrator. <paramref name="server"/> is the address of that cluster's API server.</summary>
    public static string KubeconfigOf(SandboxCluster cluster, string server, string authorityPem) =>
        SandboxKubeconfig.Write(cluster.Name, server, authorityPem, cluster.Tokens.AdminToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The server stops the clusters before its container disposes of them.
        if (_disposed) return;
        _disposed = true;
        // What a fault changed in a cluster is not kept.
        foreach (var cluster in Fleet.Clusters)
            cluster.Faults.Set([]);
        foreach (var runner in _runners)
            runner.Dispose();
        _delays.Dispose();
        await _stopping.CancelAsync();
        await _churning;
        await _saving;
        await SaveChangedAsync(last: true, CancellationToken.None);
        _stopping.Dispose();
    }

    private void Start(SandboxOptions options, int position)
    {
        var identity = ClusterIdentity.At(position);
        var version = options.Versions.Count > 0 ? options.Versions[position % options.Versions.Count] : identity.Version;
        var setUp = new SandboxClusterOptions { Version = version, Time = _time, Admission = options.Admission, Anonymous = options.Anonymous };
        var cluster = BroughtBack(identity.Name, setUp);
        if (cluster is null)
        {
            cluster = new SandboxCluster(identity.Name, setUp);
            var seed = new SeedOptions(unchecked((options.Seed * 7919) + position)) { Region = identity.Region, Nodes = options.Nodes, Pods = options.Pods, AuthorityPem = options.AuthorityPem };
            SandboxSeeder.Seed(cluster, seed);
        }

        cluster.PodLogs = new SimulatedLogs(cluster);
        MetricsServer.Serve(cluster);
        var plane = new ControlPlane(cluster, new Random(options.Seed + position)) { AuthorityPem = options.AuthorityPem };
        var heartbeat = options.Clusters > ManyClusters ? SlowHeartbeat : Heartbeat;
        IReadOnlyList<IController> controllers = ControllerSet.For(plane, heartbeat);
        if (options.Lively)
            controllers = [.. controllers, new Liveliness(plane)];
        var runner = new ControllerRunner(cluster.Store, controllers, _time, _delays, FirstLook, dispatch: null, _logger);
        cluster.PodAdmission.Answered = runner.LookAgain;
        _runners.Add(runner);
        Fleet.Add(cluster);
    }

    private SandboxCluster? BroughtBack(string name, SandboxClusterOptions setUp)
    {
        if (_state is null) return null;
        try
        {
            var cluster = SandboxCluster.Load(name, setUp, _state);
            if (cluster is not null) _saved[name] = cluster.Store.Position;
            return cluster;
        }
        catch (InvalidDataException e)
        {
            Log.Damaged(_logger, name, e.Message);
            return null;
        }
    }

    private async Task ChurnAsync(SandboxOptions options)
    {
        try
        {
            await new Churn(Fleet.Clusters, options.Seed).RunAsync(options.ChurnPerSecond, _time, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task SaveNowAndThenAsync()
    {
        if (_state is null) return;
        using var timer = new PeriodicTimer(SaveEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token)) await SaveChangedAsync(last: false, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the last state is saved by the one who stops.
        }
    }

    // Heartbeats alone are not worth a write: they come all the time, and a restart makes new ones.
    private async Task SaveChangedAsync(bool last, CancellationToken cancellationToken)
    {
        if (_state is null) return;
        foreach (var cluster in Fleet.Clusters)
        {
            var known = _saved.TryGetValue(cluster.Name, out var saved);
            var (wentBack, changed) = last ? cluster.Store.Position : cluster.Store.LastChangeBut(BuiltIn.Leases);
            if (known && wentBack == saved.TimesGoneBack && changed <= saved.Version) continue;
            try
            {
                _saved[cluster.Name] = (wentBack, await cluster.SaveAsync(_state, last, cancellationToken));
            }
            catch (IOException e)
            {
                Log.NotSaved(_logger, cluster.Name, e.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The kept state of the simulated cluster {Cluster} is damaged, so it is made anew: {Why}")]
        public static partial void Damaged(ILogger logger, string cluster, string why);

        [LoggerMessage(LogLevel.Warning, "The state of the simulated cluster {Cluster} could not be kept: {Why}")]
        public static partial void NotSaved(ILogger logger, string cluster, string why);
    }
}
