using Kpanda.Sandbox.Tests.Live;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>The kubectl on the PATH and simulated clusters. Its absence is a failure that says what to do.</summary>
public class PathKubectl() : KubectlRunner("kubectl", here: true), IKubectlClusters
{
    public static IReadOnlyList<string> Names => AllVersions;

    public static string Missing => "";
}

/// <summary>The kubectl on the PATH as it is told to speak SPDY/3.1 where it would use WebSockets.</summary>
public sealed class SpdyKubectl : PathKubectl
{
    protected override IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string> { ["KUBECTL_REMOTE_COMMAND_WEBSOCKETS"] = "false", ["KUBECTL_PORT_FORWARD_WEBSOCKETS"] = "false" };
}

/// <summary>Debian's kubectl 1.20 and simulated clusters.</summary>
public sealed class DebianKubectl() : KubectlRunner(OlderKubectl.Program, OlderKubectl.IsHere), IKubectlClusters
{
    public static IReadOnlyList<string> Names => OlderKubectl.IsHere ? AllVersions : [];

    public static string Missing => OlderKubectl.Missing;
}

/// <summary>The kubectl on the PATH and the clusters that <c>KPANDA_TEST_KUBECONFIGS</c> names, in a namespace of its own in each.</summary>
public sealed class LiveKubectl : IKubectlClusters, IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("kubectl-test-").FullName;
    private readonly string ns = $"kpanda-test-{Guid.CreateVersion7().ToString("n")[^8..]}";

    public static IReadOnlyList<string> Names => LiveCluster.Kubeconfigs;

    public static string Missing => $"{LiveCluster.Variable} names no cluster.";

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
