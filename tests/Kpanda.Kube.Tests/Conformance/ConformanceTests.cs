using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Sandbox.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Kube.Tests.Conformance;

/// <summary>The suite on a simulated cluster always, and on every cluster that <c>KPANDA_TEST_KUBECONFIGS</c> names (paths, separated by colons).</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimulatedClusterOverHttps_Conforms()
    {
        using var authority = new Fakes.TestAuthority();
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, Nodes = 2 }, TimeProvider.System, NullLoggerFactory.Instance, Stop);
        var listen = new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Certificate = authority.Issue("CN=sandbox").Certificate };
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, listen, Stop);
        var cluster = simulation.Fleet.Clusters[0];
        await RunAsync(SandboxSimulation.KubeconfigOf(cluster, $"{host.Url}/{cluster.Name}", authority.Pem), new DirectDialer(Fakes.FakeMember.Loopback));
    }

    [Fact]
    public async Task SimulatedClusterInProcess_Conforms()
    {
        using var authority = new Fakes.TestAuthority();
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, Nodes = 2 }, TimeProvider.System, NullLoggerFactory.Instance, Stop);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), Stop);
        var cluster = simulation.Fleet.Clusters[0];
        await RunAsync(SandboxSimulation.KubeconfigOf(cluster, $"https://sandbox.internal:443/{cluster.Name}", authority.Pem), new InProcess(host.Connector));
    }

    [Fact]
    public async Task RealClusters_Conform()
    {
        var paths = (Environment.GetEnvironmentVariable("KPANDA_TEST_KUBECONFIGS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        output.WriteLine($"{paths.Length} real clusters named");
        foreach (var path in paths) await RunAsync(await File.ReadAllTextAsync(path, Stop), new DirectDialer(Fakes.FakeMember.Loopback));
    }

    private static async Task RunAsync(string text, IClusterDialer dialer)
    {
        KubeconfigReader.TryRead(text, KubeconfigPolicy.Strict, TimeProvider.System.GetUtcNow(), out var kubeconfig, out var refusal).ShouldBeTrue($"{refusal}");
        using var transport = new ClusterTransport(kubeconfig!.Connection, dialer);
        await new ConformanceSuite(transport, Stop).RunAsync();
    }

    private sealed class InProcess(SandboxConnector connector) : IClusterDialer
    {
        public bool IsInProcess => true;

        public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) => await connector.ConnectAsync(cancellationToken);
    }
}
