using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>Commands of kubectl that no other story needs, and a table of which story shows which command.</summary>
public abstract partial class KubectlCommands<TClusters>(TClusters clusters) : IClassFixture<TClusters>
    where TClusters : class, IKubectlClusters
{
    // Each command that kubectl lists, and where it is tried. A command that is not here fails the test: it wants a story.
    private static readonly Dictionary<string, string> Shown = new()
    {
        ["create"] = nameof(KubectlSuite<PathKubectl>.Configuration_IsCreatedPatchedAndExplained),
        ["expose"] = nameof(Workload_IsExposedSetEditedAndReplaced),
        ["run"] = nameof(KubectlSuite<PathKubectl>.Pod_IsRunReadDescribedLabelledAndDeleted),
        ["set"] = nameof(Workload_IsExposedSetEditedAndReplaced),
        ["explain"] = nameof(KubectlSuite<PathKubectl>.Configuration_IsCreatedPatchedAndExplained),
        ["get"] = nameof(KubectlSuite<PathKubectl>.Pod_IsRunReadDescribedLabelledAndDeleted),
        ["edit"] = nameof(Workload_IsExposedSetEditedAndReplaced),
        ["delete"] = nameof(KubectlSuite<PathKubectl>.Pod_IsRunReadDescribedLabelledAndDeleted),
        ["rollout"] = nameof(KubectlSuite<PathKubectl>.Deployment_IsAppliedScaledRestartedAndDeleted),
        ["scale"] = nameof(KubectlSuite<PathKubectl>.Deployment_IsAppliedScaledRestartedAndDeleted),
        ["autoscale"] = nameof(Workload_IsExposedSetEditedAndReplaced),
        ["certificate"] = nameof(KubectlSuite<PathKubectl>.Certificate_IsAskedForApprovedAndUsed),
        ["cluster-info"] = nameof(Cluster_TellsOfItself),
        ["top"] = nameof(KubectlMetricsSuite<PathKubectl>.Top_ShowsNodesAndPods),
        ["cordon"] = nameof(NodeMaintenance<PathKubectl>.Drain_WaitsForTheDisruptionBudget),
        ["uncordon"] = nameof(NodeMaintenance<PathKubectl>.Drain_WaitsForTheDisruptionBudget),
        ["drain"] = nameof(NodeMaintenance<PathKubectl>.Drain_WaitsForTheDisruptionBudget),
        ["taint"] = nameof(NodeMaintenance<PathKubectl>.Drain_WaitsForTheDisruptionBudget),
        ["describe"] = nameof(KubectlSuite<PathKubectl>.Deployment_IsAppliedScaledRestartedAndDeleted),
        ["logs"] = nameof(KubectlStreamSuite<PathKubectl>.RunAndAttach_ShowTheFirstProcess),
        ["attach"] = nameof(KubectlStreamSuite<PathKubectl>.RunAndAttach_ShowTheFirstProcess),
        ["exec"] = nameof(KubectlStreamSuite<PathKubectl>.Exec_HasInputOutputErrorsAndExitCode),
        ["port-forward"] = nameof(KubectlStreamSuite<PathKubectl>.PortForward_CarriesConnectionsAndRefusals),
        ["proxy"] = nameof(Proxy_PassesRequestsOn),
        ["cp"] = nameof(KubectlStreamSuite<PathKubectl>.Copy_BringsFilesThereAndBack),
        ["auth"] = nameof(Rights_AreListedAndReconciled),
        ["debug"] = nameof(KubectlStreamSuite<PathKubectl>.Debug_AddsAContainerThatCanBeTalkedTo),
        ["events"] = nameof(Cluster_TellsOfItself),
        ["diff"] = nameof(Workload_IsExposedSetEditedAndReplaced),
        ["apply"] = nameof(KubectlSuite<PathKubectl>.Deployment_IsAppliedScaledRestartedAndDeleted),
        ["patch"] = nameof(KubectlSuite<PathKubectl>.Configuration_IsCreatedPatchedAndExplained),
        ["replace"] = nameof(Workload_IsExposedSetEditedAndReplaced),
        ["wait"] = nameof(Waiting_IsForConditionsFieldsAndDeletion),
        ["kustomize"] = nameof(Workload_IsExposedSetEditedAndReplaced),
        ["label"] = nameof(KubectlSuite<PathKubectl>.Pod_IsRunReadDescribedLabelledAndDeleted),
        ["annotate"] = nameof(KubectlSuite<PathKubectl>.Pod_IsRunReadDescribedLabelledAndDeleted),
        ["api-resources"] = nameof(KubectlSuite<PathKubectl>.KindsOfEachVersion_AreListedAppliedAndRead),
        ["api-versions"] = nameof(KubectlSuite<PathKubectl>.KindsOfEachVersion_AreListedAppliedAndRead),
        ["version"] = nameof(KubectlSuite<PathKubectl>.KindsOfEachVersion_AreListedAppliedAndRead),
        // These ask no cluster anything.
        ["completion"] = "",
        ["config"] = "",
        ["plugin"] = "",
        ["alpha"] = "",
        ["convert"] = "",
        ["options"] = "",
    };

    public static TheoryData<string> Clusters => [.. TClusters.Names.Where(name => name is "v1.24.17" or "v1.36.2" || !name.StartsWith("v1.", StringComparison.Ordinal)).DefaultIfEmpty("")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task EveryCommand_HasAStory(string cluster)
    {
        var help = await Of(cluster).RunAsync("--help");
        var commands = CommandLine().Matches(help[..help.IndexOf("\nUsage:", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).ToList();
        commands.Count.ShouldBeGreaterThan(35);
        commands.Where(command => !Shown.ContainsKey(command)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Workload_IsExposedSetEditedAndReplaced(string cluster)
    {
        var kubectl = Of(cluster);
        var folder = Directory.CreateTempSubdirectory("kubectl-kustomize-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "kustomization.yaml"), "resources: [map.yaml]\nnamePrefix: made-\n", Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "map.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map}\ndata: {a: \"1\"}\n", Stop);
        (await kubectl.RunAsync($"kustomize {folder}")).ShouldContain("name: made-map");
        (await kubectl.RunAsync($"apply -k {folder}")).ShouldBe("configmap/made-map created\n");
        var (code, difference, _) = await kubectl.TryRunAsync(["diff", "-f", "-"], "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: made-map}\ndata: {a: \"2\"}\n");
        (code, difference.Contains("+  a: \"2\"", StringComparison.Ordinal)).ShouldBe((1, true), difference);
        (await kubectl.RunAsync("replace -f -", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: made-map}\ndata: {a: \"3\"}\n")).ShouldBe("configmap/made-map replaced\n");
        var edit = new Dictionary<string, string>(kubectl.Variables) { ["KUBE_EDITOR"] = "sed -i 's/a: \"3\"/a: \"4\"/'" };
        (await kubectl.With(edit).RunAsync("edit configmap made-map")).ShouldBe("configmap/made-map edited\n");
        (await kubectl.RunAsync("get configmap made-map -o jsonpath={.data.a}")).ShouldBe("4");

        await kubectl.RunAsync("create deployment shown --image=nginx:1.27 --replicas=0");
        await kubectl.RunAsync("expose deployment shown --port=80 --target-port=8080");
        (await kubectl.RunAsync("get service shown -o jsonpath={.spec.ports[0].targetPort}")).ShouldBe("8080");
        await kubectl.RunAsync("set image deployment/shown nginx=nginx:1.28");
        await kubectl.RunAsync("set env deployment/shown A=1");
        await kubectl.RunAsync("set resources deployment/shown --requests=cpu=10m");
        (await kubectl.RunAsync("get deployment shown -o jsonpath={.spec.template.spec.containers[0].image}/{.spec.template.spec.containers[0].env[0].value}/{.spec.template.spec.containers[0].resources.requests.cpu}")).ShouldBe("nginx:1.28/1/10m");
        await kubectl.RunAsync("autoscale deployment shown --min=1 --max=3 --cpu-percent=80");
        (await kubectl.RunAsync("get hpa shown -o jsonpath={.spec.maxReplicas}")).ShouldBe("3");
        await kubectl.RunAsync("delete hpa/shown service/shown deployment/shown configmap/made-map");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Cluster_TellsOfItself(string cluster)
    {
        var kubectl = Of(cluster);
        (await kubectl.RunAsync("cluster-info")).ShouldContain("is running at");
        var folder = Directory.CreateTempSubdirectory("kubectl-dump-").FullName;
        await kubectl.RunAsync($"cluster-info dump --namespaces {kubectl.Namespace} --output-directory {folder}");
        Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldContain("pods.json");
        Directory.Delete(folder, recursive: true);

        // Older kubectls have no such command.
        if (await kubectl.ClientMinorAsync() >= 26) await kubectl.RunAsync("events");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Rights_AreListedAndReconciled(string cluster)
    {
        var kubectl = Of(cluster);
        (await kubectl.RunAsync("auth can-i --list")).ShouldMatch(@"(?m)^\*\.\* +\[\] +\[\] +\[\*\]");
        var role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reconciled, namespace: HERE}\nrules: [{apiGroups: [\"\"], resources: [pods], verbs: [VERBS]}]\n".Replace("HERE", kubectl.Namespace);
        await kubectl.RunAsync("auth reconcile -f -", role.Replace("VERBS", "get"));
        await kubectl.RunAsync("auth reconcile -f -", role.Replace("VERBS", "list"));
        var rules = await kubectl.RunAsync("get role reconciled -o jsonpath={.rules}");
        rules.ShouldContain("\"get\"");
        rules.ShouldContain("\"list\"");
        await kubectl.RunAsync("delete role reconciled");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Proxy_PassesRequestsOn(string cluster)
    {
        var kubectl = Of(cluster);
        // A cluster may be served below a path, which kubectl leaves to who asks.
        var prefix = new Uri(await kubectl.RunAsync("config view --minify -o jsonpath={.clusters[0].cluster.server}")).AbsolutePath.TrimEnd('/');
        using var proxy = kubectl.Begin("proxy", "--port=0");
        try
        {
            var line = await proxy.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Stop) ?? "";
            using var http = new HttpClient();
            (await http.GetStringAsync(new Uri($"http://{line[(line.LastIndexOf(' ') + 1)..]}{prefix}/api/v1/namespaces/kube-system"), Stop)).ShouldContain("\"phase\":\"Active\"", customMessage: line);
        }
        finally
        {
            proxy.Kill();
            await proxy.WaitForExitAsync(Stop);
        }
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Waiting_IsForConditionsFieldsAndDeletion(string cluster)
    {
        var kubectl = Of(cluster);
        await kubectl.RunAsync("create deployment waited --image=nginx:1.27 --replicas=0");
        await kubectl.RunAsync("wait --for=condition=Available deployment/waited --timeout=120s");
        if (await kubectl.ClientMinorAsync() >= 23) await kubectl.RunAsync("wait --for=jsonpath={.status.observedGeneration}=1 deployment/waited --timeout=120s");
        var (code, _, error) = await kubectl.TryRunAsync(["wait", "--for=condition=Nothing", "deployment/waited", "--timeout=1s"]);
        code.ShouldBe(1);
        error.ShouldContain("timed out waiting for the condition");
        await kubectl.RunAsync("delete deployment waited --wait=false");
        var (gone, _, why) = await kubectl.TryRunAsync(["wait", "--for=delete", "deployment/waited", "--timeout=120s"]);
        // It may be gone before it can be waited for, which older kubectls call an error.
        (gone == 0 || why.Contains("not found", StringComparison.Ordinal) || why.Contains("no matching resources found", StringComparison.Ordinal)).ShouldBeTrue(why);
    }

    private Kubectl Of(string cluster)
    {
        Assert.SkipWhen(cluster.Length == 0, TClusters.Missing);
        return clusters.Of(cluster);
    }

    [GeneratedRegex(@"(?m)^  ([a-z][a-z-]+) +[A-Z]")]
    private static partial Regex CommandLine();
}
