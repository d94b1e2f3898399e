using Kpanda.Clusters;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;
using Kpanda.Server.Configuration;
using Kpanda.Server.Listeners;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>
/// Starts the simulated clusters with the server and registers them. The server itself reaches them in process; everybody else reaches them below
/// <see cref="Prefix"/> of the https listener, with the kubeconfigs that it leaves in <c>&lt;data&gt;/sandbox/kubeconfigs</c>.
/// </summary>
internal sealed partial class SandboxService(
    ServerOptions options,
    IClusterRegistration registration,
    RemovedClusters removed,
    ServerCertificate certificate,
    IServer server,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<SandboxService> logger) : IHostedLifecycleService
{
    public const string Prefix = "/sandbox";

    private Task<SandboxSimulation>? _simulating;
    private SandboxSimulation? _simulation;
    private SandboxHost? _host;

    /// <summary>Names of the clusters that are simulated; waits until they are made.</summary>
    public async Task<IReadOnlySet<string>> SimulatedAsync() => (await _simulating!).Fleet.Clusters.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>A simulated cluster; null where there is none of that name, or where they are still being made.</summary>
    public SandboxCluster? Find(string cluster) => _simulation?.Fleet.Find(cluster);

    /// <summary>Answers <c>/sandbox/{cluster}/…</c>. Clusters check their own tokens, as any API server does.</summary>
    public Task HandleAsync(HttpContext context, string path)
    {
        if (_simulation is { } simulation) return simulation.Fleet.HandleAsync(context, path);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    /// <summary>Begins to make the clusters, which goes on beside the rest of the start.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var sandbox = new SandboxOptions { Clusters = options.SandboxClusters, DataDirectory = Path.Combine(options.Data, "sandbox"), AuthorityPem = certificate.AuthorityPem };
        _simulating = Task.Run(() => SandboxSimulation.StartAsync(sandbox, time, loggers, cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    /// <summary>Registers the clusters once the listeners are there, because their addresses stand in the kubeconfigs.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.Data, "sandbox", "kubeconfigs");
        Directory.CreateDirectory(folder);
        _simulation = await _simulating!;
        _host = await SandboxHost.StartAsync(_simulation.Fleet, new SandboxHostOptions { PathPrefix = Prefix }, cancellationToken);
        var dialer = new SandboxDialer(_host.Connector);
        await Parallel.ForEachAsync(_simulation.Fleet.Clusters, cancellationToken, async (cluster, token) =>
        {
            var kubeconfig = SandboxSimulation.KubeconfigOf(cluster, $"{PublicAddress()}{Prefix}/{cluster.Name}", certificate.AuthorityPem);
            await WriteForOwnerOnlyAsync(Path.Combine(folder, cluster.Name + ".kubeconfig"), kubeconfig, token);
            if (removed.Contains(cluster.Name)) return;
            var result = await registration.EnsureSandboxAsync(cluster.Name, kubeconfig, dialer, token);
            if (result.Error is { } error) Log.NotRegistered(logger, cluster.Name, error.Reason);
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The clusters go first, which ends every watch of them at once.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_simulation is not null) await _simulation.DisposeAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string PublicAddress()
    {
        if (options.PublicUrl is { Scheme: "https" } url) return url.ToString().TrimEnd('/');
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var https = addresses.FirstOrDefault(address => address.StartsWith("https://", StringComparison.Ordinal)) ?? "https://localhost";
        return https.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
    }

    private static async Task WriteForOwnerOnlyAsync(string path, string text, CancellationToken cancellationToken)
    {
        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, file);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The simulated cluster {Cluster} could not be registered: {Reason}")]
        public static partial void NotRegistered(ILogger logger, string cluster, string reason);
    }
}
