namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary><c>kubectl top</c>, and the API behind it.</summary>
public sealed class KubectlMetricsTests(PathKubectl clusters) : IClassFixture<PathKubectl>
{
    [Theory]
    [InlineData("v1.24.17")]
    [InlineData("v1.36.2")]
    public async Task Top_ShowsNodesAndPods(string cluster)
    {
        var kubectl = clusters.Of(cluster);
        (await kubectl.RunAsync("top node --no-headers")).ShouldMatch(@"^(\S+ +\d+m +\d+% +\d+Mi +\d+% *\n){3}$");
        (await kubectl.RunAsync("top pod -n kube-system --no-headers")).ShouldMatch(@"^(\S+ +\d+m +\d+Mi *\n)+$");
        (await kubectl.RunAsync("top pod -n kube-system --containers")).ShouldContain("POD");
        (await kubectl.TryRunAsync(["get", "pods.metrics.k8s.io", "none"])).Error.ShouldContain("pods.metrics.k8s.io \"none\" not found");
        (await kubectl.TryRunAsync(["get", "pods.metrics.k8s.io", "-A", "--as", "jane"])).Error.ShouldContain("cannot list resource \"pods\" in API group \"metrics.k8s.io\" at the cluster scope");
    }
}
