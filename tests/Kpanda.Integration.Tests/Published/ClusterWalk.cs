using System.Text.Json;

namespace Kpanda.Integration.Tests.Published;

/// <summary>
/// Everything that the published Kpanda API has, done with one cluster from its import to its removal: what is written lives in a namespace of its own, what is read is written before, and
/// nothing is left behind.
/// </summary>
internal sealed class ClusterWalk(PublishedWalk walk, HttpClient client, string cluster, string kubeconfig)
{
    private const string Ns = "/clusters/{cluster}/namespaces/{namespace}";
    private const string Gvr = "/clusters/{cluster}/gvr/{group}/{version}";
    private const string Override = "/clusters/{cluster}/clusterresourceoverride";
    private const string OverrideDefinition = "clusterresourceoverrides.operator.autoscaling.openshift.io";
    private const string Definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    private const string When = "2026-01-01T00:00:00Z";

    /// <summary>Parameters without which there is no answer.</summary>
    private static readonly Dictionary<string, string> Queries = new()
    {
        [$"{Ns}/metricvalues"] = "?kind=Pod&name=requests",
        [$"{Ns}/controllerrevisions"] = "?kind=StatefulSet&kindName=walk",
    };

    private static readonly Dictionary<string, string> MayBeEmpty = new()
    {
        ["/clusters/{cluster}/custommetricsummary"] = "the cluster has no adapter for metrics of its own",
        [$"{Ns}/metricvalues"] = "the cluster has no adapter for metrics of its own",
    };

    private static readonly object Subject = new { kind = "User", name = "walker" };
    private static readonly object View = new { kind = "ClusterRole", name = "view" };

    private readonly string _ns = "kpanda-walk-" + Guid.CreateVersion7().ToString("N")[^8..];
    private readonly Member _member = new(client, cluster);
    private readonly List<string> _defined = [];
    private readonly Dictionary<string, string> _left = [];
    private string _shell = "";

    private object OfCluster => new { name = cluster };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <returns>Operations that could not be walked, and why.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync()
    {
        foreach (var (name, value) in (IEnumerable<(string, string)>)
            [("cluster", cluster), ("namespace", _ns), ("node", _ns), ("configmap", "walk"), ("secret", "walk"), ("cronjob", "walk"), ("name", "walk"), ("group", Manifests.Group(_ns)), ("version", "v1")])
            walk.Place[name] = value;
        var validated = await walk.DoAsync("POST", "/clusters/validate", body: Sent(new { kubeConfigString = kubeconfig }));
        var wasImported = validated?.GetProperty("conditions").EnumerateArray()
            .Any(condition => condition.GetProperty("type").GetString() == "AdministratorsBound" && condition.GetProperty("status").GetString() == "True") == true;
        await DoAsync("POST", "/clusters", body: new { name = cluster, kubeConfigString = kubeconfig });
        try
        {
            await PrepareAsync();
            await MakeAsync();
            await walk.ReadAsync(NamesOf, Queries, MayBeEmpty);
            await ChangeAsync();
            await DeleteAsync();
            await DoAsync("PUT", "/clusters/{name}/labels", OfCluster, new { labels = new { walked = "true" } });
            await DoAsync("PUT", "/clusters/{name}", OfCluster, new { aliasName = "walked" });
            await DoAsync("POST", "/clusters/{name}/validate", OfCluster, new { });
        }
        finally
        {
            await LeaveAsync();
            // What an import leaves in the cluster stays where it was there before: another platform may need it.
            await DoAsync("DELETE", "/clusters/{name}", OfCluster, new { deleteKpandaNamespace = !wasImported });
        }

        return _left;
    }

    /// <summary>The namespace, kinds that the cluster does not serve by itself, and a node with GPUs on which no pod finds a place.</summary>
    private async Task PrepareAsync()
    {
        await DoAsync("POST", "/clusters/{cluster}/namespaces", body: new { data = Manifests.Of("namespaces", _ns) }, wait: true);
        foreach (var (name, text) in Manifests.Definitions)
        {
            if (await _member.FindAsync(Definition + name) is not null) continue;
            await DoAsync("POST", "/clusters/{cluster}/customresourcedefinitions", body: new { data = text });
            _defined.Add(name);
        }

        await _member.CreateAsync("/api/v1/nodes", $$$"""
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{_ns}}}","labels":{"nvidia.com/gpu.count":"1","nvidia.com/gpu.product":"walk","nvidia.com/gpu.memory":"1024"}},"spec":{"unschedulable":true}}
            """);
        var amounts = """{"nvidia.com/gpu":"1","openshift.io/walk":"2"}""";
        await _member.SetStatusAsync($"/api/v1/nodes/{_ns}", $$$"""{"status":{"capacity":{{{amounts}}},"allocatable":{{{amounts}}}}}""");
        await _member.CreateAsync("/apis/networking.k8s.io/v1/ingressclasses", $$$"""
            {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"{{{_ns}}}"},"spec":{"controller":"kpanda.test/none"}}
            """);
        await Deadline.ForAsync("the account of pods", TimeSpan.FromMinutes(2), _ => _member.FindAsync($"/api/v1/namespaces/{_ns}/serviceaccounts/default"));
    }

    private async Task MakeAsync()
    {
        foreach (var (segment, isNamespaced) in Manifests.Kinds)
        {
            // Roles have a form of their own: the name stands in the path, or beside the data. A kind is served some moments after its definition is there, and this server hears of it after that.
            var name = NameIn(isNamespaced);
            await DoAsync("POST", segment == "clusterroles" ? One(segment, isNamespaced) : List(segment, isNamespaced), new { name }, new { name, data = Manifests.Of(segment, _ns) }, wait: true);
        }

        if (_defined.Contains(OverrideDefinition)) await DoAsync("POST", Override, body: new { data = new { memoryRequestToLimitPercent = 50, cpuRequestToLimitPercent = 25 } }, wait: true);
        foreach (var kind in Manifests.Workloads) await DoAsync("POST", $"{Ns}/{{kind}}/json", new { kind }, new { data = Manifests.Of(kind, _ns) });
        await DoAsync("POST", $"{Ns}/resources", body: new { data = new[] { Manifests.Of("replicasets", _ns), Manifests.Of("pods", _ns) } });
        await DoAsync("POST", $"{Ns}/rolebindings", body: new { name = "walk", roleRef = View, subject = Subject });
        await DoAsync("POST", "/clusters/{cluster}/clusterrolebindings", body: new { name = _ns, roleRef = View, subject = Subject });
        foreach (var (plural, isNamespaced) in Manifests.CustomKinds)
        {
            await DoAsync("POST", "/clusters/{cluster}/customresourcedefinitions", body: new { data = Manifests.Definition(plural, isNamespaced, _ns) });
            await DoAsync("POST", Custom(isNamespaced), new { resource = plural }, new { data = Manifests.Custom(plural, _ns) }, wait: true);
        }

        await OfOthersAsync();
        var shell = await walk.DoAsync("POST", "/cloudshells", body: Sent(new { type = "logs", cluster, @namespace = _ns, podName = "walk", container = "web", logCount = 10 }));
        _shell = shell?.GetProperty("metadata").GetProperty("name").GetString() ?? "none";
    }

    /// <summary>What controllers and operators would write that are not in every cluster.</summary>
    private async Task OfOthersAsync()
    {
        string Path(string version, string segment) => $"/apis/{version}/namespaces/{_ns}/{segment}";
        await _member.SetStatusAsync(Path("autoscaling.k8s.io/v1", "verticalpodautoscalers/walk"), $$$"""
            {"status":{"conditions":[{"type":"RecommendationProvided","status":"True","lastTransitionTime":"{{{When}}}"}],
            "recommendation":{"containerRecommendations":[{"containerName":"web","target":{"cpu":"25m"},"lowerBound":{"cpu":"10m"},"upperBound":{"cpu":"1"},"uncappedTarget":{"cpu":"25m"}}]} } }
            """);
        await _member.SetStatusAsync(Path("autoscaling.alibabacloud.com/v1beta1", "cronhorizontalpodautoscalers/walk"), $$$"""
            {"status":{"conditions":[{"name":"night","jobId":"1","schedule":"0 0 22 31 12 *","targetSize":1,"runOnce":false,"state":"Submitted","lastProbeTime":"{{{When}}}","message":""}]}}
            """);
        await _member.SetStatusAsync(Path("snapshot.storage.k8s.io/v1", "volumesnapshots/walk"), $$$"""
            {"status":{"readyToUse":true,"creationTime":"{{{When}}}","restoreSize":"1Gi","boundVolumeSnapshotContentName":"walk"}}
            """);
        await _member.CreateAsync(Path("metallb.io/v1beta1", "ipaddresspools"), """
            {"apiVersion":"metallb.io/v1beta1","kind":"IPAddressPool","metadata":{"name":"walk"},"spec":{"addresses":["192.0.2.1-192.0.2.9"]}}
            """);
        await _member.CreateAsync(Path("sriovnetwork.openshift.io/v1", "sriovnetworknodepolicies"), """
            {"apiVersion":"sriovnetwork.openshift.io/v1","kind":"SriovNetworkNodePolicy","metadata":{"name":"walk"},"spec":{"resourceName":"walk","numVfs":2}}
            """);
        var schedule = JsonDocument.Parse((await _member.FindAsync(Path("batch/v1", "cronjobs/walk")))!).RootElement.GetProperty("metadata").GetProperty("uid").GetString();
        await _member.CreateAsync(Path("batch/v1", "jobs"), $$$"""
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"walk-now","annotations":{"cronjob.kubernetes.io/instantiate":"manual"},
            "ownerReferences":[{"apiVersion":"batch/v1","kind":"CronJob","name":"walk","uid":"{{{schedule}}}","controller":true}]},
            "spec":{"suspend":true,"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"web","image":"nginx:1.29"}]}} } }
            """);
    }

    private object? NamesOf(string path) => path switch
    {
        "/clusters/{name}" => OfCluster,
        "/cloudshells/{name}" => new { name = _shell },
        $"{Override}/{{name}}" => new { name = "cluster" },
        $"{Ns}/{{kind}}/{{name}}/json" => new { kind = "deployments" },
        _ when path.Contains("/customresourcedefinitions/", StringComparison.Ordinal) => new { name = Manifests.DefinitionName("walks", _ns) },
        _ when path.StartsWith(Gvr, StringComparison.Ordinal) => new { resource = path.Contains("{namespace}", StringComparison.Ordinal) ? "walks" : "rounds" },
        _ when path.Contains("{namespace}", StringComparison.Ordinal) => null,
        _ => new { name = _ns },
    };

    private async Task ChangeAsync()
    {
        foreach (var (segment, isNamespaced) in Manifests.Kinds)
        {
            var (one, at) = (One(segment, isNamespaced), new { name = NameIn(isNamespaced) });
            if (segment == "serviceaccounts") await DoAsync("PUT", "/clusters/{cluster}/serviceaccounts/{name}", body: new { @namespace = _ns, data = Manifests.Of(segment, _ns) });
            else await SendBackAsync(one, at);
            foreach (var path in (string[])[one, $"{one}/json"]) await DoAsync("PATCH", path, at, new { data = new { metadata = new { labels = new { walked = "true" } } } });
            await DoAsync("PUT", $"{one}/labels", at, new { labels = new { walked = "twice" } });
            await DoAsync("PUT", $"{one}/annotations", at, new { annotations = new { walked = "twice" } });
        }

        await DoAsync("POST", $"{Ns}/persistentvolumeclaims/{{name}}:scale", body: new { capacity = "2Gi" }, wait: true);
        if (_defined.Contains(OverrideDefinition)) await DoAsync("PUT", Override, body: new { data = new { memoryRequestToLimitPercent = 60, cpuRequestToLimitPercent = 25 } });
        await DoAsync("POST", "/clusters/{cluster}/metallb/check-serviceports", body: new { sharedLoadBalancerIP = "192.0.2.1", servicePorts = new[] { 80 } });
        await SendBackAsync($"{Ns}/replicasets/{{name}}");
        foreach (var kind in Manifests.Workloads) await ChangeWorkloadAsync(kind);
        foreach (var (plural, isNamespaced) in Manifests.CustomKinds)
        {
            var (one, at) = ($"{Custom(isNamespaced)}/{{name}}", new { resource = plural });
            await SendBackAsync(one, at);
            await DoAsync("PATCH", one, at, new { data = """{"metadata":{"labels":{"walked":"true"}}}""", patchType = "PATCH_TYPE_MERGE" });
            await SendBackAsync(one, at, "/status");
            await SendBackAsync("/clusters/{cluster}/customresourcedefinitions/{name}", new { name = Manifests.DefinitionName(plural, _ns) });
        }

        await ChangeNamespaceAsync();
        await ChangeNodeAsync();
        var id = JsonDocument.Parse(await client.GetStringAsync($"/apis/kpanda.io/v1alpha1/clusters/{cluster}", Token)).RootElement.GetProperty("status").GetProperty("kubeSystemID").GetString()!;
        await DoAsync("POST", "/clusters/{cluster}/clustercert", body: new { expirationSeconds = 600 });
        await DoAsync("POST", "/kubesystemid/{kubeSystemID}/clustercert", new { kubeSystemID = id }, new { expirationSeconds = 600 });
    }

    private async Task ChangeWorkloadAsync(string kind)
    {
        var one = $"{Ns}/{kind}/{{name}}";
        await SendBackAsync($"{Ns}/{{kind}}/{{name}}", new { kind }, "/json");
        await DoAsync("PATCH", one, body: new { data = """{"metadata":{"labels":{"walked":"true"}}}""" });
        foreach (var action in (string[])["restart", "pause", "resume", "stop", "start"])
            await DoAsync("POST", $"{one}:{action}", body: kind == "cronjobs" ? new { paused = action == "pause" } : new { }, wait: true);
        if (!walk.Covers("POST", $"{one}:rollback")) return;
        // A template that was changed before the controller had written the first down has one revision only: it is changed until there are two.
        await Deadline.ForAsync($"a roll-back of {one}", TimeSpan.FromMinutes(4), async _ =>
        {
            if (await walk.DoAsync("POST", $"{one}:rollback", body: Sent(new { revision = "1" }), mayBeRefused: true) is not null) return "done";
            await DoAsync("POST", $"{one}:restart", body: new { });
            return null;
        });
    }

    private async Task ChangeNamespaceAsync()
    {
        const string one = "/clusters/{cluster}/namespaces/{name}";
        var at = new { name = _ns };
        await SendBackAsync(one, at);
        await DoAsync("PATCH", one, at, new { data = new { metadata = new { labels = new { walked = "true" } } } });
        await DoAsync("POST", $"{one}/podsecurity:enable", at, new { podSecurity = new[] { new { level = "baseline", mode = "warn" } } });
        await DoAsync("POST", $"{one}/podsecurity:disable", at, new { });
    }

    private async Task ChangeNodeAsync()
    {
        const string one = "/clusters/{cluster}/nodes/{node}";
        var at = new { name = _ns };
        var labels = JsonDocument.Parse((await _member.FindAsync($"/api/v1/nodes/{_ns}"))!).RootElement.GetProperty("metadata").GetProperty("labels");
        await SendBackAsync("/clusters/{cluster}/nodes/{name}", at);
        await DoAsync("POST", $"{one}/uncordon", body: new { });
        await DoAsync("POST", $"{one}/cordon", body: new { });
        await DoAsync("PUT", $"{one}/taints", body: new { taints = new[] { new { key = "walked", value = "true", effect = "PreferNoSchedule" } } });
        await DoAsync("PUT", $"{one}/labels", body: new { labels });
        await DoAsync("PUT", $"{one}/annotations", body: new { annotations = new { walked = "true" } });
        await DoAsync("PUT", $"{one}/gpu-mode", body: new { mode = "GPU_MODEL_VGPU" });
        await DoAsync("POST", "/clusters/{cluster}/nodes:batchBindNamespace", body: new { @namespace = _ns, nodeNames = new[] { _ns } });
        await DoAsync("POST", "/clusters/{cluster}/nodes/{name}:unbindNamespace", at, new { @namespace = _ns });
    }

    private async Task DeleteAsync()
    {
        foreach (var kind in Manifests.Workloads.Append("replicasets").Append("pods").Append("rolebindings")) await DoAsync("DELETE", $"{Ns}/{kind}/{{name}}");
        await DoAsync("DELETE", "/clusters/{cluster}/clusterrolebindings/{name}", new { name = _ns });
        foreach (var (segment, isNamespaced) in Manifests.Kinds.Reverse()) await DoAsync("DELETE", One(segment, isNamespaced), new { name = NameIn(isNamespaced) });
        if (_defined.Contains(OverrideDefinition)) await DoAsync("DELETE", $"{Override}/{{name}}", new { name = "cluster" });
        foreach (var (plural, isNamespaced) in Manifests.CustomKinds)
        {
            await DoAsync("DELETE", $"{Custom(isNamespaced)}/{{name}}", new { resource = plural });
            await DoAsync("DELETE", "/clusters/{cluster}/customresourcedefinitions/{name}", new { name = Manifests.DefinitionName(plural, _ns) });
        }

        await DoAsync("DELETE", "/cloudshells/{name}", new { name = _shell });
        await DoAsync("DELETE", "/clusters/{cluster}/namespaces/{name}", new { name = _ns });
        if (!_defined.Contains(OverrideDefinition))
        {
            foreach (var operation in (string[])[$"GET {Override}/{{name}}", $"POST {Override}", $"PUT {Override}", $"DELETE {Override}/{{name}}"])
                _left[operation] = "the cluster has the operator of this, and its one object is not ours to change";
        }
    }

    /// <summary>Whatever became of the walk, nothing of it is left in the cluster.</summary>
    private async Task LeaveAsync()
    {
        string[] made =
        [
            $"/api/v1/namespaces/{_ns}/pods/walk",
            $"/api/v1/nodes/{_ns}",
            $"/api/v1/namespaces/{_ns}",
            $"/api/v1/persistentvolumes/{_ns}",
            $"/apis/storage.k8s.io/v1/storageclasses/{_ns}",
            $"/apis/networking.k8s.io/v1/ingressclasses/{_ns}",
            $"/apis/rbac.authorization.k8s.io/v1/clusterroles/{_ns}",
            $"/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/{_ns}",
            .. Manifests.CustomKinds.Select(kind => Definition + Manifests.DefinitionName(kind.Plural, _ns)),
            .. _defined.Select(name => Definition + name),
        ];
        await _member.DeleteAsync(made);
        await _member.GoneAsync(made);
    }

    private static string List(string segment, bool isNamespaced) => isNamespaced ? $"{Ns}/{segment}" : $"/clusters/{{cluster}}/{segment}";

    private static string One(string segment, bool isNamespaced) => $"{List(segment, isNamespaced)}/{{name}}";

    private static string Custom(bool isNamespaced) => isNamespaced ? $"{Gvr}/namespaces/{{namespace}}/{{resource}}" : $"{Gvr}/{{resource}}";

    private string NameIn(bool isNamespaced) => isNamespaced ? "walk" : _ns;

    private static Func<Task<object?>> Sent(object? body) => () => Task.FromResult(body);

    private Task DoAsync(string method, string path, object? at = null, object? body = null, bool wait = false) => walk.DoAsync(method, path, at, body is null ? null : Sent(body), wait);

    /// <summary>Sends an object as the member has it.</summary>
    /// <param name="below">What stands in the path behind the object.</param>
    private Task SendBackAsync(string one, object? at = null, string below = "") => walk.DoAsync("PUT", one + below, at, async () =>
    {
        using var response = await client.GetAsync($"{walk.Fill(PublishedAnswers.Kpanda.AddressOf(one), at)}/json", Token);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
        return new { data = body.TryGetProperty("data", out var data) ? data.GetString() : "{}" };
    });
}
