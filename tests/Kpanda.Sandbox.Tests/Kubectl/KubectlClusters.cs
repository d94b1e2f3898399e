using Kpanda.Sandbox.Tests.Live;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>The kubectl on the PATH and simulated clusters.</summary>
public sealed class PathKubectl() : KubectlRunner("kubectl"), IKubectlClusters
{
    public static IReadOnlyList<string> Names => AllVersions;
}

/// <summary>
/// Debian's kubectl 1.20 and simulated clusters. <c>KPANDA_TEST_KUBECTL</c> names another program; else it is the one that <c>./kpanda setup</c> unpacks.
/// </summary>
public sealed class DebianKubectl() : KubectlRunner(Program), IKubectlClusters
{
    private static readonly string Program = Environment.GetEnvironmentVariable("KPANDA_TEST_KUBECTL") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetEnvironmentVariable("KPANDA_HOME") ?? "", "artifacts", "tools", "kubectl-1.20");

    public static IReadOnlyList<string> Names => File.Exists(Program) ? AllVersions : [];
}

/// <summary>The kubectl on the PATH and the clusters that <c>KPANDA_TEST_KUBECONFIGS</c> names, in a namespace of its own in each.</summary>
public sealed class LiveKubectl : IKubectlClusters, IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("kubectl-test-").FullName;
    private readonly string ns = $"kpanda-test-{Guid.CreateVersion7().ToString("n")[^8..]}";

    public static IReadOnlyList<string> Names => LiveCluster.Kubeconfigs;

    // A node without a runtime has none.
    public bool HasLogs => false;

    public Kubectl Of(string name) => new("kubectl", name, home, ns);

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Names) await Of(name).RunAsync($"create namespace {ns}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in Names) await Of(name).RunAsync($"delete namespace/{ns} clusterrolebinding/{ns}-jane --ignore-not-found --wait=false");
        Directory.Delete(home, true);
    }
}
