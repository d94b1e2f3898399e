using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Streams;

namespace Kpanda.Sandbox.Tests.Admitting;

/// <summary>Webhooks and policies judge the pods that controllers create, as they judge those of people.</summary>
public sealed class ControllerPodsTests : IAsyncLifetime
{
    private const string Admission = "apis/admissionregistration.k8s.io/v1/";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private RunningCluster running = null!;
    private HookServer hooks = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (running, hooks) = (await RunningCluster.StartAsync(), await HookServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await running.DisposeAsync();
        await hooks.DisposeAsync();
    }

    [Fact]
    public async Task EveryWorkload_GetsWhatAWebhookPutsIntoItsPods()
    {
        hooks.Answer = (_, response) => HookServer.Patch(response, """[{"op":"add","path":"/spec/containers/-","value":{"name":"sidecar","image":"proxy:1"}}]""");
        await ConfigureAsync("mutating");

        await PostAsync("apis/apps/v1/namespaces/default/deployments", Workload("web", """, "replicas":3"""));
        await PostAsync("apis/apps/v1/namespaces/default/statefulsets", Workload("db", """, "replicas":2,"serviceName":"db" """));
        await PostAsync("apis/apps/v1/namespaces/default/daemonsets", Workload("agent", ""));
        await PostAsync("apis/batch/v1/namespaces/default/jobs", """{"metadata":{"name":"once"},"spec":{"completions":2,"parallelism":2,"completionMode":"Indexed","template":{"metadata":{"labels":{"hooked":"yes"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox"}]}}}}""");

        await UntilAsync(async () => await PodsAsync("web-") == 3, "the pods of the Deployment");
        await UntilAsync(async () => await PodsAsync("db-") == 2, "the pods of the StatefulSet");
        await UntilAsync(async () => await PodsAsync("agent-") > 0, "the pods of the DaemonSet");
        await UntilAsync(async () => await PodsAsync("once-") == 2, "the pods of the Job");
        foreach (var pod in await HookedAsync()) pod["spec"]!["containers"]!.AsArray().Select(c => c!["name"]!.ToString()).ShouldContain("sidecar", pod["metadata"]!["name"]!.ToString());
        hooks.Asked.Select(asked => asked.Review["request"]!["userInfo"]!["username"]!.ToString()).Distinct().ShouldBe(
            [.. new[] { "replicaset", "statefulset", "daemon-set", "job" }.Select(name => $"system:serviceaccount:kube-system:{name}-controller")], ignoreOrder: true);
    }

    [Fact]
    public async Task RefusedPods_AreToldOfAndComeOnceTheyMay()
    {
        var refuse = true;
        hooks.Answer = (_, response) =>
        {
            response["allowed"] = !refuse;
            response["status"] = new JsonObject { ["message"] = "not today" };
        };
        await ConfigureAsync("validating");
        await PostAsync("apis/apps/v1/namespaces/default/deployments", Workload("web", """, "replicas":2"""));

        await UntilAsync(async () => (await GetAsync("api/v1/namespaces/default/events"))["items"]!.AsArray().Any(e =>
            e!["reason"]!.ToString() == "FailedCreate" && e["message"]!.ToString() == "Error creating: admission webhook \"a.example.com\" denied the request: not today"), "the refusal is told");
        (await PodsAsync("web-")).ShouldBe(0);

        refuse = false;
        await UntilAsync(async () => await PodsAsync("web-") == 2, "the pods are there");
    }

    [Fact]
    public async Task SlowWebhook_HoldsUpNobodyElse()
    {
        using var slow = new SemaphoreSlim(0);
        hooks.Before = slow.WaitAsync;
        await ConfigureAsync("validating");
        await PostAsync("apis/apps/v1/namespaces/default/deployments", Workload("web", """, "replicas":1"""));
        await UntilAsync(() => Task.FromResult(!hooks.Asked.IsEmpty), "the webhook is asked");

        await PostAsync("apis/apps/v1/namespaces/default/deployments", Workload("free", """, "replicas":1""").Replace("hooked", "other", StringComparison.Ordinal));
        await UntilAsync(async () => await PodsAsync("free-") == 1, "the other pod is there");
        (await PodsAsync("web-")).ShouldBe(0);

        slow.Release(100);
        await UntilAsync(async () => await PodsAsync("web-") == 1, "the pod is there");
    }

    [Fact]
    public async Task Policy_JudgesThemToo()
    {
        await PostAsync(Admission + "validatingadmissionpolicies", """
            {"metadata":{"name":"p"},"spec":{"matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],"operations":["CREATE"]}]},
             "validations":[{"expression":"object.spec.containers.all(c, c.image.startsWith('good/'))","message":"only good images"}]}}
            """);
        await PostAsync(Admission + "validatingadmissionpolicybindings", """{"metadata":{"name":"b"},"spec":{"policyName":"p","validationActions":["Deny"]}}""");
        await PostAsync("apis/apps/v1/namespaces/default/deployments", Workload("web", """, "replicas":1"""));

        await UntilAsync(async () => (await GetAsync("apis/apps/v1/namespaces/default/replicasets"))["items"]!.AsArray().Any(set =>
            (set!["status"]?["conditions"] as JsonArray ?? []).Any(c => c!["type"]!.ToString() == "ReplicaFailure" && c["message"]!.ToString().EndsWith("denied request: only good images", StringComparison.Ordinal))), "the refusal is told");
        (await PodsAsync("web-")).ShouldBe(0);
    }

    private static string Workload(string name, string more) =>
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"selector":{"matchLabels":{"app":"{{{name}}}"}},"template":{"metadata":{"labels":{"app":"{{{name}}}","hooked":"yes"}},"spec":{"containers":[{"name":"c","image":"nginx:1.27"}]}}{{{more}}}}}""";

    private async Task ConfigureAsync(string kind)
    {
        var hook = hooks.Hook("a.example.com", "/", h =>
        {
            h["rules"]![0]!["resources"] = new JsonArray("pods");
            h["rules"]![0]!["operations"] = new JsonArray("CREATE");
        });
        await PostAsync($"{Admission}{kind}webhookconfigurations", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "hooks" }, ["webhooks"] = new JsonArray(hook) }.ToJsonString());
    }

    private async Task PostAsync(string path, string body)
    {
        using var answer = await running.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, new MediaTypeHeaderValue("application/json")), Stop);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task<JsonObject> GetAsync(string path) => JsonNode.Parse(await running.Http.GetStringAsync(new Uri(path, UriKind.Relative), Stop))!.AsObject();

    private async Task<List<JsonNode>> HookedAsync() => [.. (await GetAsync("api/v1/namespaces/default/pods?labelSelector=hooked"))["items"]!.AsArray().Select(pod => pod!)];

    private async Task<int> PodsAsync(string prefix) => (await GetAsync("api/v1/namespaces/default/pods"))["items"]!.AsArray().Count(pod => pod!["metadata"]!["name"]!.ToString().StartsWith(prefix, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        try
        {
            while (!await condition()) await Task.Delay(50, deadline.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            throw new ShouldAssertException($"Not in time: {what}.");
        }
    }
}
