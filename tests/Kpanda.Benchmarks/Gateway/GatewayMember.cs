using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kpanda.Kube;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Logs;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>A simulated cluster as a process of its own, with logs as long as one asks for.</summary>
internal sealed class GatewayMember : IAsyncDisposable
{
    /// <summary>The first argument that makes a process of this program the member.</summary>
    public const string Command = "gateway-member";

    private const int Nodes = 40;
    private const string Version = "v1.36.2";

    private readonly Process _process;

    private GatewayMember(Process process, string kubeconfig)
    {
        (_process, Kubeconfig) = (process, kubeconfig);
        if (!KubeconfigReader.TryRead(kubeconfig, KubeconfigPolicy.Strict, TimeProvider.System.GetUtcNow(), out var read, out var refusal))
            throw new InvalidOperationException($"The kubeconfig of the member cannot be read: {refusal}");
        Connection = read.Connection;
    }

    public string Kubeconfig { get; }

    public KubeConnection Connection { get; }

    /// <summary>Serves a cluster with about this many pods until the standard input ends. Prints its kubeconfig in base64.</summary>
    public static async Task<int> ServeAsync(int pods)
    {
        using var authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
        var options = new SandboxOptions { Clusters = 1, Nodes = Nodes, Pods = pods, Versions = [Version], AuthorityPem = authority.CertificatePem };
        await using var simulation = await SandboxSimulation.StartAsync(options, TimeProvider.System, null, CancellationToken.None);
        var cluster = simulation.Fleet.Clusters[0];
        cluster.PodLogs = new EndlessLogs(new SimulatedLogs(cluster));
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Authority = authority }, CancellationToken.None);
        var kubeconfig = SandboxSimulation.KubeconfigOf(cluster, $"{host.Url}/{cluster.Name}", authority.CertificatePem);
        Console.WriteLine(Convert.ToBase64String(Encoding.UTF8.GetBytes(kubeconfig)));
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Only the end of the input counts.
        }

        return 0;
    }

    public static async Task<GatewayMember> StartAsync(int pods, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(pods.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The member ended before it was ready.");
        return new(process, Encoding.UTF8.GetString(Convert.FromBase64String(line)));
    }

    /// <summary>Processor time of the member's process since its start.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Memory that the member's process holds, in MB.</summary>
    public double ResidentMegabytes()
    {
        _process.Refresh();
        return _process.WorkingSet64 / (1024.0 * 1024);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
