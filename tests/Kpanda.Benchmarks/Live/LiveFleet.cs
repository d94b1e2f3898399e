using System.Net.Http.Json;
using Kpanda.Kube;

namespace Kpanda.Benchmarks.Live;

/// <summary>A server and, as a process of their own, the simulated clusters that it has imported: 20,000 pods that can be changed behind its back.</summary>
internal sealed class LiveFleet : IAsyncDisposable
{
    public const int Clusters = 4;
    private const int PodsPerCluster = 5000;

    private LiveFleet(SandboxProcess sandbox, ServerProcess server) => (Sandbox, Server) = (sandbox, server);

    public SandboxProcess Sandbox { get; }

    public ServerProcess Server { get; }

    /// <summary>What there is after the import.</summary>
    public IReadOnlyList<PodFacts> Pods { get; private set; } = [];

    /// <summary>Clients of the members, by name, that do not go through the server.</summary>
    public IReadOnlyDictionary<string, KubeClient> Members { get; private set; } = new Dictionary<string, KubeClient>();

    public static async Task<LiveFleet> StartAsync(CancellationToken cancellationToken)
    {
        var sandbox = await SandboxProcess.StartAsync(Clusters, PodsPerCluster, cancellationToken);
        var server = await ServerProcess.StartAsync(cancellationToken, "--no-sandbox");
        var fleet = new LiveFleet(sandbox, server);
        await server.SignInAsync(cancellationToken);
        await fleet.ImportAsync(cancellationToken);
        fleet.Members = sandbox.Kubeconfigs.Keys.ToDictionary(name => name, name => sandbox.Client(name), StringComparer.Ordinal);
        fleet.Pods = await PodFacts.ReadAllAsync(server.Client, cancellationToken);
        return fleet;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members.Values) member.Transport.Dispose();
        await Server.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, kubeconfig) in Sandbox.Kubeconfigs)
        {
            using var answer = await Server.Client.PostAsJsonAsync("/apis/kpanda.io/v1alpha1/clusters", new { name, kubeConfigString = kubeconfig }, cancellationToken);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{name} cannot be imported: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }

        for (var (count, seen) = (0, -1); count < Clusters * PodsPerCluster * 0.9 || count != seen;)
        {
            seen = count;
            await Task.Delay(1000, cancellationToken);
            count = await PodFacts.CountAsync(Server.Client, cancellationToken);
        }
    }
}
