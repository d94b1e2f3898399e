using Kpanda.Sandbox.Tests.Live;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary><c>kubectl top</c>, and the API behind it.</summary>
public abstract class KubectlMetricsSuite<TClusters>(TClusters clusters) : IClassFixture<TClusters>
    where TClusters : class, IKubectlClusters
{
    public static TheoryData<string> Clusters => KubectlCommands<TClusters>.Clusters;

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Top_ShowsNodesAndPods(string cluster)
    {
        Assert.SkipWhen(cluster.Length == 0, TClusters.Missing);
        var kubectl = clusters.Of(cluster);
        var served = (await kubectl.RunAsync("api-versions")).Contains("metrics.k8s.io/", StringComparison.Ordinal);
        Assert.SkipWhen(!served && LiveCluster.Kubeconfigs.Contains(cluster), $"The cluster that {LiveCluster.Variable} names has no metrics-server.");
        (await kubectl.RunAsync("top node --no-headers")).ShouldMatch(@"^(\S+ +\d+m +\d+% +\d+Mi +\d+% *\n)+$");
        (await kubectl.RunAsync("top pod -n kube-system --no-headers")).ShouldMatch(@"^(\S+ +\d+m +\d+Mi *\n)+$");
        (await kubectl.RunAsync("top pod -n kube-system --containers")).ShouldContain("POD");
        (await kubectl.TryRunAsync(["get", "pods.metrics.k8s.io", "none"])).Error.ShouldContain("pods.metrics.k8s.io \"none\" not found");
        (await kubectl.TryRunAsync(["get", "pods.metrics.k8s.io", "-A", "--as", "jane"])).Error.ShouldContain("cannot list resource \"pods\" in API group \"metrics.k8s.io\" at the cluster scope");
    }
}

/// <summary>With the kubectl on the PATH, on simulated clusters.</summary>
public sealed class KubectlMetricsTests(PathKubectl clusters) : KubectlMetricsSuite<PathKubectl>(clusters);

/// <summary>With the kubectl on the PATH, on the real clusters that are named, where they have a metrics-server.</summary>
public sealed class LiveKubectlMetricsTests(LiveKubectl clusters) : KubectlMetricsSuite<LiveKubectl>(clusters);
