namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>cordon, taint, drain and uncordon. Only pods of its own are moved; a node takes no new ones meanwhile.</summary>
public abstract class NodeMaintenance<TClusters>(TClusters clusters) : IClassFixture<TClusters>
    where TClusters : class, IKubectlClusters
{
    public static TheoryData<string> Clusters => KubectlCommands<TClusters>.Clusters;

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Drain_WaitsForTheDisruptionBudget(string cluster)
    {
        Assert.SkipWhen(cluster.Length == 0, TClusters.Missing);
        var kubectl = clusters.Of(cluster);
        var kept = $"kept-{kubectl.Namespace}";
        await kubectl.RunAsync($"create deployment {kept} --image=nginx:1.27 --replicas=2");
        await kubectl.RunAsync($"rollout status deployment/{kept} --timeout=120s");
        // Older kubectls create budgets of a version that newer clusters do not serve.
        var version = (await kubectl.RunAsync("api-versions")).Contains("policy/v1\n", StringComparison.Ordinal) ? "v1" : "v1beta1";
        await kubectl.RunAsync("apply -f -", $"apiVersion: policy/{version}\nkind: PodDisruptionBudget\nmetadata: {{name: {kept}}}\nspec: {{minAvailable: 2, selector: {{matchLabels: {{app: {kept}}}}}}}\n");
        await UntilExpectedAsync(kubectl, kept);
        var node = await kubectl.RunAsync($"get pods -l app={kept} -o jsonpath={{.items[0].spec.nodeName}}");
        try
        {
            await MaintainAsync(kubectl, node, kept);
        }
        finally
        {
            await kubectl.RunAsync($"uncordon {node}");
        }

        await kubectl.RunAsync($"delete deployment {kept}");
    }

    private static async Task MaintainAsync(Kubectl kubectl, string node, string kept)
    {
        var drain = $"drain {node} --ignore-daemonsets --delete-emptydir-data --force --pod-selector=app={kept}";
        var (code, output, error) = await kubectl.TryRunAsync($"{drain} --timeout=7s".Split(' '));
        code.ShouldBe(1);

        // Older kubectls print it among what goes well.
        (output + error).ShouldContain("Cannot evict pod as it would violate the pod's disruption budget.");
        (await kubectl.RunAsync($"get node {node}")).ShouldContain("SchedulingDisabled");

        await kubectl.RunAsync($"delete poddisruptionbudget {kept}");
        (await kubectl.RunAsync($"{drain} --timeout=120s")).ShouldMatch($"node/{node} (drained|evicted)");
        (await kubectl.RunAsync($"get pods -l app={kept} --field-selector spec.nodeName={node} -o name")).ShouldBeEmpty();

        (await kubectl.RunAsync($"uncordon {node}")).ShouldBe($"node/{node} uncordoned\n");
        (await kubectl.RunAsync($"cordon {node}")).ShouldBe($"node/{node} cordoned\n");
        await kubectl.RunAsync($"uncordon {node}");
        (await kubectl.RunAsync($"taint node {node} story=drain:PreferNoSchedule")).ShouldBe($"node/{node} tainted\n");
        (await kubectl.RunAsync($"taint node {node} story-")).ShouldBe($"node/{node} untainted\n");
    }

    // Older kubectls wait for conditions only.
    private static async Task UntilExpectedAsync(Kubectl kubectl, string budget)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await kubectl.RunAsync($"get poddisruptionbudget {budget} -o jsonpath={{.status.expectedPods}}/{{.status.currentHealthy}}") != "2/2") await Task.Delay(100, deadline.Token);
    }
}

/// <summary>With the kubectl on the PATH, on simulated clusters.</summary>
public sealed class NodeMaintenanceTests(PathKubectl clusters) : NodeMaintenance<PathKubectl>(clusters);

/// <summary>With the kubectl on the PATH, on the real clusters that are named.</summary>
public sealed class LiveNodeMaintenanceTests(LiveKubectl clusters) : NodeMaintenance<LiveKubectl>(clusters);
