using System.Diagnostics;
using System.Globalization;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Kube.Transport;

namespace Kpanda.Benchmarks.Live;

/// <summary>Simulated clusters as a process of their own, so that what they cost is not the server's.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    // The product is sparing with its members (100 calls a second); the load must not be.
    private const int MostCallsPerSecond = 10_000;

    private readonly Process _process;
    private readonly string _folder;

    private SandboxProcess(Process process, string folder, IReadOnlyDictionary<string, string> kubeconfigs) => (_process, _folder, Kubeconfigs) = (process, folder, kubeconfigs);

    /// <summary>Text of the kubeconfigs, by name of the cluster.</summary>
    public IReadOnlyDictionary<string, string> Kubeconfigs { get; }

    /// <param name="clusters">How many.</param>
    /// <param name="pods">Of each of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="nodes">Of each of them.</param>
    /// <param name="seed">What it makes them from.</param>
    /// <param name="churn">Changes a second that it makes in all of them together, as their users would; what their controllers do about them comes on top.</param>
    public static async Task<SandboxProcess> StartAsync(int clusters, int pods, CancellationToken cancellationToken, int nodes = 40, int seed = 1, int churn = 0)
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-bench-sandbox-").FullName;
        var start = new ProcessStartInfo(ServerProcess.ProgramFile) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["sandbox", "--clusters", $"{clusters}", "--pods", $"{pods}", "--nodes", $"{nodes}", "--seed", $"{seed}", "--churn", $"{churn}", "--kubeconfig-dir", folder]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!line.StartsWith("Stop with", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // a full pipe would stop the clusters
            return new SandboxProcess(process, folder, Directory.GetFiles(folder, "*.kubeconfig").ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText));
        }

        throw new InvalidOperationException($"The sandbox ended with {process.ExitCode} before it was ready.");
    }

    /// <summary>Processor time of the process since its start.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>A client of a cluster that does not go through the server, nor keeps to the limits that the server has for its members.</summary>
    /// <param name="cluster">Its name.</param>
    /// <param name="http2">Over HTTP/2; for many small calls HTTP/1.1 costs both sides less.</param>
    public KubeClient Client(string cluster, bool http2 = true)
    {
        if (!KubeconfigReader.TryRead(Kubeconfigs[cluster], KubeconfigPolicy.Strict, TimeProvider.System.GetUtcNow(), out var kubeconfig, out var refusal))
            throw new InvalidOperationException($"The kubeconfig of {cluster} cannot be read: {refusal}");
        var policy = new EgressPolicy(AllowLoopback: true, AllowPrivate: true);
        var options = TransportOptions.Default with { CallsPerSecond = MostCallsPerSecond, Burst = MostCallsPerSecond, Http2 = http2 };
        return new KubeClient(new ClusterTransport(kubeconfig.Connection, new DirectDialer(policy), options), KubeIdentity.Platform);
    }

    public async ValueTask DisposeAsync()
    {
        using var kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture) } })!;
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
