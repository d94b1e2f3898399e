namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>cordon, taint, drain and uncordon, on a simulated cluster alone: what else runs on a real one must not be moved.</summary>
public sealed class NodeMaintenanceTests(PathKubectl clusters) : IClassFixture<PathKubectl>
{
    [Theory]
    [InlineData("v1.24.17")]
    [InlineData("v1.36.2")]
    public async Task Drain_WaitsForTheDisruptionBudget(string cluster)
    {
        var kubectl = clusters.Of(cluster);
        await kubectl.RunAsync("create deployment kept --image=nginx:1.27 --replicas=2");
        await kubectl.RunAsync("rollout status deployment/kept --timeout=120s");
        await kubectl.RunAsync("create poddisruptionbudget kept --selector=app=kept --min-available=2");
        await kubectl.RunAsync("wait --for=jsonpath={.status.expectedPods}=2 pdb/kept --timeout=120s");
        var node = await kubectl.RunAsync("get pods -l app=kept -o jsonpath={.items[0].spec.nodeName}");

        var (code, _, error) = await kubectl.TryRunAsync(["drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--pod-selector=app=kept", "--timeout=7s"]);
        code.ShouldBe(1);
        error.ShouldContain("Cannot evict pod as it would violate the pod's disruption budget.");
        (await kubectl.RunAsync($"get node {node}")).ShouldContain("SchedulingDisabled");

        await kubectl.RunAsync("delete poddisruptionbudget kept");
        (await kubectl.RunAsync($"drain {node} --ignore-daemonsets --delete-emptydir-data --force --pod-selector=app=kept --timeout=120s")).ShouldContain($"node/{node} drained");
        (await kubectl.RunAsync($"get pods -l app=kept --field-selector spec.nodeName={node} -o name")).ShouldBeEmpty();

        (await kubectl.RunAsync($"uncordon {node}")).ShouldBe($"node/{node} uncordoned\n");
        (await kubectl.RunAsync($"cordon {node}")).ShouldBe($"node/{node} cordoned\n");
        await kubectl.RunAsync($"uncordon {node}");
        (await kubectl.RunAsync($"taint node {node} story=drain:PreferNoSchedule")).ShouldBe($"node/{node} tainted\n");
        (await kubectl.RunAsync($"taint node {node} story-")).ShouldBe($"node/{node} untainted\n");
        await kubectl.RunAsync("delete deployment kept");
    }
}
