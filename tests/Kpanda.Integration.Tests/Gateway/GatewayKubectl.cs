using System.Text;
using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>A kubectl (the one on the PATH, unless it is said which) and clusters that it reaches through the platform alone, as the platform's administrator, in a namespace of its own in each.</summary>
public abstract class GatewayKubectl(ServerProcess server, string prefix, string program = "kubectl") : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-gateway-").FullName;
    private readonly string _ns = $"kpanda-test-{Guid.CreateVersion7().ToString("n")[^8..]}";
    private readonly List<string> _clusters = [];
    private readonly HashSet<string> _running = [];

    public bool LetsImpersonate => false;

    public bool KnowsCertificates => false;

    public bool RunsContainers(string name) => _running.Contains(name);

    /// <summary>The platform that it goes through.</summary>
    public ServerProcess Server { get; } = server;

    private ProductApi Api => new(Server.Client);

    public Kubectl Of(string name) => new(program, Path.Combine(_folder, ClusterOf(name)), _folder, _ns);

    /// <summary>The same with another token.</summary>
    public async Task<Kubectl> WithTokenAsync(string name, string token)
    {
        var kubeconfig = Path.Combine(_folder, $"{ClusterOf(name)}-{Guid.CreateVersion7():n}");
        await File.WriteAllTextAsync(kubeconfig, Kubeconfig(ClusterOf(name), token));
        return new(program, kubeconfig, _folder, _ns);
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, kubeconfig) in await KubeconfigsAsync())
        {
            var cluster = ClusterOf(name);
            await Api.PostAsync("/clusters", new { name = cluster, kubeConfigString = kubeconfig });
            _clusters.Add(cluster);
            await Deadline.ForAsync($"{cluster} to run", Patience, async _ => await Api.GetAsync($"/clusters/{cluster}") is var read && (string?)read["status"]!["phase"] == "Running" ? read : null);
            var made = await Api.PostAsync($"/clusters/{cluster}/clustercert", new { expirationSeconds = 6 * 3600 });
            await File.WriteAllTextAsync(Path.Combine(_folder, cluster), (string)made["kubeConfigString"]!);
            await Of(name).RunAsync($"create namespace {_ns}");
            if (await FindsARuntimeAsync(Of(name))) _running.Add(name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters)
        {
            await new Kubectl("kubectl", Path.Combine(_folder, cluster), _folder, _ns).RunAsync($"delete namespace {_ns} --ignore-not-found --wait=false");
            await Api.DeleteAsync($"/clusters/{cluster}", new { deleteKpandaNamespace = true });
        }

        Directory.Delete(_folder, true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The clusters' own kubeconfigs, by name.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync();

    /// <summary>Whether containers run in a cluster.</summary>
    protected virtual Task<bool> FindsARuntimeAsync(Kubectl kubectl) => Task.FromResult(true);

    /// <summary>Starts simulated clusters of these versions, in processes of their own.</summary>
    protected async Task<IReadOnlyDictionary<string, string>> StartAsync(int seed, IReadOnlyList<string> versions)
    {
        var found = new Dictionary<string, string>();
        for (var i = 0; i < versions.Count; i++) found[versions[i]] = (await Server.StartSandboxAsync($"{prefix}-{i}", seed + i, [versions[i]])).Single();
        return found;
    }

    /// <summary>What the platform calls it.</summary>
    public string ClusterOf(string name) => $"{prefix}-{Path.GetFileNameWithoutExtension(name).Replace('.', '-')}";

    private string Kubeconfig(string cluster, string token) =>
        $$"""
        apiVersion: v1
        kind: Config
        current-context: c
        clusters:
        - name: c
          cluster:
            server: {{new Uri(Server.Https, $"/k8s/clusters/{cluster}")}}
            certificate-authority-data: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(Server.Data, "tls", "ca.crt"))))}}
        users:
        - name: u
          user: {token: {{token}}}
        contexts:
        - name: c
          context: {cluster: c, user: u}
        """;
}

/// <summary>Simulated clusters of another process: the oldest version, whose streams are SPDY, and the newest.</summary>
public sealed class SandboxGatewayKubectl(ServerProcess server) : GatewayKubectl(server, "gateway"), IKubectlClusters
{
    public static IReadOnlyList<string> Names { get; } = ["v1.20.15", "v1.36.2"];

    public static string Missing => "";

    protected override Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync() => StartAsync(78, Names);
}

/// <summary>Simulated clusters for sessions: one that knows SPDY/3.1 alone, and one that speaks WebSockets.</summary>
public sealed class StreamGatewayKubectl(ServerProcess server) : GatewayKubectl(server, "gateway-streams"), IKubectlClusters
{
    public static IReadOnlyList<string> Names { get; } = ["v1.24.17", "v1.36.2"];

    public static string Missing => "";

    protected override Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync() => StartAsync(80, Names);
}

/// <summary>Simulated clusters for client libraries.</summary>
public sealed class ClientGatewayKubectl(ServerProcess server) : GatewayKubectl(server, "gateway-clients"), IKubectlClusters
{
    public static IReadOnlyList<string> Names => StreamGatewayKubectl.Names;

    public static string Missing => "";

    protected override Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync() => StartAsync(84, Names);
}

/// <summary>Debian's kubectl 1.20, which knows SPDY/3.1 alone, and the newest simulated cluster.</summary>
public sealed class OlderStreamGatewayKubectl(ServerProcess server) : GatewayKubectl(server, "gateway-older", OlderKubectl.Program), IKubectlClusters
{
    public static IReadOnlyList<string> Names => OlderKubectl.IsHere ? ["v1.36.2"] : [];

    public static string Missing => OlderKubectl.Missing;

    protected override Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync() => StartAsync(82, Names);
}

/// <summary>The real clusters that are named.</summary>
public sealed class LiveGatewayKubectl(ServerProcess server) : GatewayKubectl(server, "gateway-real"), IKubectlClusters
{
    public static IReadOnlyList<string> Names => RealClusters.Kubeconfigs;

    public static string Missing => $"{RealClusters.Variable} names no cluster.";

    protected override async Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync()
    {
        var found = new Dictionary<string, string>();
        foreach (var name in Names) found[name] = await File.ReadAllTextAsync(name);
        return found;
    }

    protected override Task<bool> FindsARuntimeAsync(Kubectl kubectl) => kubectl.FindsARuntimeAsync();
}
