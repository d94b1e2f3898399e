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
    /// <summary>The variables that tell it so.</summary>
    internal static IReadOnlyDictionary<string, string> OverSpdy { get; } =
        new Dictionary<string, string> { ["KUBECTL_REMOTE_COMMAND_WEBSOCKETS"] = "false", ["KUBECTL_PORT_FORWARD_WEBSOCKETS"] = "false" };

    protected override IReadOnlyDictionary<string, string> Variables => OverSpdy;
}

/// <summary>Debian's kubectl 1.20 and simulated clusters.</summary>
public sealed class DebianKubectl() : KubectlRunner(OlderKubectl.Program, OlderKubectl.IsHere), IKubectlClusters
{
    public static IReadOnlyList<string> Names => OlderKubectl.IsHere ? AllVersions : [];

    public static string Missing => OlderKubectl.Missing;
}

/// <summary>A kubectl and the clusters that <c>KPANDA_TEST_KUBECONFIGS</c> names, in a namespace of its own in each. Where it is not <c>here</c>, nothing is done.</summary>
public abstract class NamedClusters(string program, bool here) : IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("kubectl-test-").FullName;
    private readonly string ns = $"kpanda-test-{Guid.CreateVersion7().ToString("n")[^8..]}";
    private readonly HashSet<string> running = [];

    /// <summary>Variables of kubectl's environment.</summary>
    protected virtual IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>();

    private IReadOnlyList<string> Tried => here ? LiveCluster.Kubeconfigs : [];

    public Kubectl Of(string name) => new(program, name, home, ns) { Variables = Variables };

    public bool RunsContainers(string name) => running.Contains(name);

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Tried)
        {
            await Of(name).RunAsync($"create namespace {ns}");
            if (await Of(name).FindsARuntimeAsync()) running.Add(name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in Tried) await Of(name).RunAsync($"delete namespace/{ns} clusterrolebinding/{ns}-jane --ignore-not-found --wait=false");
        Directory.Delete(home, true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The kubectl on the PATH and the named clusters.</summary>
public class LiveKubectl() : NamedClusters("kubectl", here: true), IKubectlClusters
{
    public static IReadOnlyList<string> Names => LiveCluster.Kubeconfigs;

    public static string Missing => LiveCluster.Missing;
}

/// <summary>The kubectl on the PATH as it is told to speak SPDY/3.1, and the named clusters.</summary>
public sealed class LiveSpdyKubectl : LiveKubectl
{
    protected override IReadOnlyDictionary<string, string> Variables => SpdyKubectl.OverSpdy;
}

/// <summary>Debian's kubectl 1.20 and the named clusters.</summary>
public sealed class LiveDebianKubectl() : NamedClusters(OlderKubectl.Program, OlderKubectl.IsHere), IKubectlClusters
{
    public static IReadOnlyList<string> Names => OlderKubectl.IsHere ? LiveCluster.Kubeconfigs : [];

    public static string Missing => OlderKubectl.IsHere ? LiveCluster.Missing : OlderKubectl.Missing;
}
