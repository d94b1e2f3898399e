using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Nodes;
using Kpanda.Sandbox.Tests.Api;
using Kpanda.Sandbox.Tests.Streams;

namespace Kpanda.Sandbox.Tests.Faults;

/// <summary>Faults of what is behind an API server: nodes, clocks, etcd, quotas, webhooks.</summary>
public sealed class ClusterFaultTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void NodeDown_IsNoticedTaintedAndItsPodsMoveOn()
    {
        using var cluster = new SteppedCluster(workers: 2);
        cluster.Apply(BuiltIn.Deployments, "metadata: {name: web}\nspec: {replicas: 4, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}");
        cluster.Pass(20);
        var fault = cluster.Cluster.Faults.Begin(new Fault { Kind = FaultKind.NodeDown, Node = "node-1" });

        cluster.Pass(25);
        Ready(cluster, "node-1").ShouldBe("True");
        cluster.Pass(35);
        Ready(cluster, "node-1").ShouldBe("Unknown");
        Node(cluster, "node-1").ObjectsAt("spec", "taints").Select(taint => $"{taint.TextAt("key")}:{taint.TextAt("effect")}").Order()
            .ShouldBe([$"{NodeTaints.Unreachable}:NoExecute", $"{NodeTaints.Unreachable}:NoSchedule"]);
        cluster.Pods("web").Where(pod => pod.NodeName() == "node-1").ShouldAllBe(pod => !pod.IsReady());
        cluster.Pods("web").ShouldNotContain(pod => pod.IsDeleting());

        // Tolerated for five minutes; the deleted ones wait for a kubelet that does not answer.
        cluster.Pass(310);
        cluster.Pods("web").Where(pod => pod.NodeName() == "node-1").ShouldAllBe(pod => pod.IsDeleting());
        cluster.Pods("web").Count(pod => pod.NodeName() == "node-2" && pod.IsReady()).ShouldBe(4);

        cluster.Cluster.Faults.End(fault.Id).ShouldBeTrue();
        cluster.Pass(60);
        Ready(cluster, "node-1").ShouldBe("True");
        cluster.Pods("web").Count.ShouldBe(4);
    }

    [Fact]
    public async Task NodeDown_NothingGetsThroughToItsContainers()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        var pod = cluster.Cluster.Store.Get(BuiltIn.Pods, "default", "one")!.ToNode();
        var node = pod.NodeName()!;
        var address = pod.TextAt("status", "hostIP");
        (await AskAsync(cluster, HttpMethod.Put, "sandbox/faults", $$"""{"faults":[{"kind":"nodeDown","node":"{{node}}"}]}""")).Code.ShouldBe(HttpStatusCode.OK);

        var log = await AskAsync(cluster, HttpMethod.Get, "api/v1/namespaces/default/pods/one/log");
        log.Code.ShouldBe(HttpStatusCode.InternalServerError);
        log.Body.ShouldContain($"dial tcp {address}:10250: connect: no route to host");
        var exec = await AskAsync(cluster, HttpMethod.Post, "api/v1/namespaces/default/pods/one/exec?command=ls&stdout=true");
        exec.Code.ShouldBe(HttpStatusCode.InternalServerError);
        exec.Body.ShouldContain($"error dialing backend: dial tcp {address}:10250: connect: no route to host");

        await AskAsync(cluster, HttpMethod.Delete, "sandbox/faults");
        (await AskAsync(cluster, HttpMethod.Get, "api/v1/namespaces/default/pods/one/log")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ClockSkew_ShiftsDateStampsAndTheEndOfTokens()
    {
        var time = new SteppedTime();
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Time = time });
        await served.PostAsync("/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"bot"}}""");
        await served.PostAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", """{"metadata":{"name":"bot"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},"subjects":[{"kind":"ServiceAccount","name":"bot","namespace":"default"}]}""");
        var token = (await served.PostAsync("/api/v1/namespaces/default/serviceaccounts/bot/token", """{"spec":{"expirationSeconds":600}}""")).Body["status"]!["token"]!.ToString();
        (await WithTokenAsync(served, token)).ShouldBe(HttpStatusCode.OK);

        await SetAsync(served, """{"kind":"clockSkew","seconds":-3600}""");
        var hourAgo = time.GetUtcNow().AddHours(-1);
        (await served.PostAsync(Maps, """{"metadata":{"name":"early"}}""")).Body["metadata"]!["creationTimestamp"]!.ToString().ShouldBe(hourAgo.ToString("yyyy-MM-ddTHH:mm:ssZ"));
        using (var answer = await served.RawAsync(HttpMethod.Get, Maps)) answer.Headers.Date.ShouldBe(new DateTimeOffset(hourAgo.Ticks - (hourAgo.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));

        await SetAsync(served, """{"kind":"clockSkew","seconds":3600}""");
        (await WithTokenAsync(served, token)).ShouldBe(HttpStatusCode.Unauthorized);
        await SetAsync(served);
        served.Cluster.Time.GetUtcNow().ShouldBe(time.GetUtcNow());
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(-7200)]
    public void ClockSkew_ShiftsLeasesAndTakesNoNodeForSilent(int seconds)
    {
        using var cluster = new SteppedCluster();
        cluster.Pass(15);
        cluster.Cluster.Faults.Begin(new Fault { Kind = FaultKind.ClockSkew, Seconds = seconds });
        cluster.Pass(9 + 120);
        var renewed = cluster.Store.Get(BuiltIn.Leases, HeartbeatController.Namespace, "node-1")!.ToNode().TimeAt("spec", "renewTime")!.Value;
        (renewed - cluster.Time.GetUtcNow()).TotalSeconds.ShouldBeInRange(seconds - 11, seconds);
        Ready(cluster, "node-1").ShouldBe("True");

        // A node that falls silent now is noticed as quickly as ever.
        cluster.Cluster.Faults.Begin(new Fault { Kind = FaultKind.NodeDown, Node = "node-1" });
        cluster.Pass(90);
        Ready(cluster, "node-1").ShouldBe("Unknown");
    }

    [Fact]
    public async Task FullQuota_RefusesAsAnyQuotaDoes()
    {
        await using var served = await ServedCluster.StartAsync();
        await served.PostAsync(Maps, """{"metadata":{"name":"a"}}""");
        await SetAsync(served, """{"kind":"fullQuota","namespace":"default"}""");
        var (code, body) = await served.PostAsync(Maps, """{"metadata":{"name":"b"}}""");
        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldBe("configmaps \"b\" is forbidden: exceeded quota: sandbox-full-quota, requested: configmaps=1, used: configmaps=1, limited: configmaps=1");
        (await served.PostAsync("/api/v1/namespaces/kube-public/configmaps", """{"metadata":{"name":"b"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        await SetAsync(served);
        (await served.PostAsync(Maps, """{"metadata":{"name":"b"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        served.Cluster.Store.Count(BuiltIn.ResourceQuotas).ShouldBe(0);
    }

    [Fact]
    public async Task FullStorage_PassesOnTheWordsOfEtcd()
    {
        await using var served = await ServedCluster.StartAsync();
        await served.PostAsync(Maps, """{"metadata":{"name":"a"}}""");
        await SetAsync(served, """{"kind":"fullStorage"}""");
        var (code, body) = await served.PostAsync(Maps, """{"metadata":{"name":"b"}}""");
        code.ShouldBe(HttpStatusCode.InternalServerError);
        body.ToJsonString().ShouldBe("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"etcdserver: mvcc: database space exceeded","code":500}""");
        (await served.GetAsync(Maps)).Code.ShouldBe(HttpStatusCode.OK);
        (await served.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"spec":{"nonResourceAttributes":{"path":"/","verb":"get"}}}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await served.SendAsync(HttpMethod.Delete, Maps + "/a")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WebhookDown_RefusesTheWritesThatItJudges()
    {
        await using var served = await ServedCluster.StartAsync();
        await SetAsync(served, """{"kind":"webhookDown","resource":"configmaps","namespace":"default","webhook":"refused","seconds":5}""");
        const string why = "failed calling webhook \"policy.sandbox.kpanda.io\": failed to call webhook: Post \"https://policy.sandbox-webhooks.svc:443/validate?timeout=5s\": dial tcp 10.96.255.254:443: connect: connection refused";
        var (code, body) = await served.PostAsync(Maps, """{"metadata":{"name":"b"}}""");
        code.ShouldBe(HttpStatusCode.InternalServerError);
        body["reason"]!.ToString().ShouldBe("InternalError");
        body["message"]!.ToString().ShouldBe("Internal error occurred: " + why);
        body["details"]!["causes"]![0]!["message"]!.ToString().ShouldBe(why);
        (await served.PostAsync("/api/v1/namespaces/kube-public/configmaps", """{"metadata":{"name":"b"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await served.PostAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"b"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await served.GetAsync(Maps)).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WebhookThatDoesNotAnswer_IsWaitedFor()
    {
        var time = new SteppedTime();
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Time = time, Version = "v1.20.15" });
        await SetAsync(served, """{"kind":"webhookDown","seconds":10}""");
        var waiting = served.PostAsync(Maps, """{"metadata":{"name":"b"}}""");
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!time.StepTo(time.GetUtcNow().AddSeconds(11))) await Task.Delay(20, deadline.Token);
        (await waiting.WaitAsync(TimeSpan.FromMinutes(2), Stop)).Body["message"]!.ToString()
            .ShouldBe("Internal error occurred: failed calling webhook \"policy.sandbox.kpanda.io\": Post \"https://policy.sandbox-webhooks.svc:443/validate?timeout=10s\": context deadline exceeded");
    }

    [Fact]
    public async Task Fault_EndsByItselfAfterItsTime()
    {
        var time = new SteppedTime();
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Time = time });
        await SetAsync(served, """{"kind":"errors","forSeconds":60}""");
        (await served.GetAsync(Maps)).Code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        time.StepTo(time.GetUtcNow().AddSeconds(59)).ShouldBeFalse();
        (await served.GetAsync(Maps)).Code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        time.StepTo(time.GetUtcNow().AddSeconds(2)).ShouldBeTrue();
        (await served.GetAsync(Maps)).Code.ShouldBe(HttpStatusCode.OK);
        served.Cluster.Faults.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Faults_AreAddedAndTakenAwayOneByOne()
    {
        await using var served = await ServedCluster.StartAsync();
        await served.PostAsync(FaultControl.Path, """{"kind":"errors","code":500}""");
        var (code, body) = await served.PostAsync(FaultControl.Path, """{"kind":"fullStorage","forSeconds":600}""");
        code.ShouldBe(HttpStatusCode.OK);
        var faults = body["faults"]!.AsArray();
        faults.Select(fault => fault!["kind"]!.ToString()).ShouldBe(["errors", "fullStorage"]);
        faults[1]!["until"]!.GetValue<DateTimeOffset>().ShouldBe(faults[1]!["since"]!.GetValue<DateTimeOffset>().AddSeconds(600));
        var left = (await served.SendAsync(HttpMethod.Delete, $"{FaultControl.Path}/{faults[0]!["id"]}")).Body["faults"]!.AsArray();
        left.Select(fault => fault!["kind"]!.ToString()).ShouldBe(["fullStorage"]);
        (await served.SendAsync(HttpMethod.Delete, $"{FaultControl.Path}/{faults[0]!["id"]}")).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"kind":"nodeDown","node":"none"}""", "node must name a node")]
    [InlineData("""{"kind":"fullQuota"}""", "namespace must name a namespace")]
    [InlineData("""{"kind":"clockSkew","seconds":0}""", "seconds must not be 0")]
    [InlineData("""{"kind":"changedCertificate"}""", "no listener of its own")]
    [InlineData("""{"kind":"slow","forSeconds":0}""", "forSeconds must be")]
    public async Task FaultThatCannotBe_IsRefused(string fault, string why)
    {
        await using var served = await ServedCluster.StartAsync();
        var (code, body) = await served.PostAsync(FaultControl.Path, fault);
        code.ShouldBe(HttpStatusCode.BadRequest);
        body["message"]!.ToString().ShouldContain(why);
        served.Cluster.Faults.All.ShouldBeEmpty();
    }

    private static System.Text.Json.Nodes.JsonObject Node(SteppedCluster cluster, string name) => cluster.Store.Get(BuiltIn.Nodes, "", name)!.ToNode();

    private static string? Ready(SteppedCluster cluster, string node) => Conditions.Find(Node(cluster, node).ObjectAt("status"), "Ready").TextAt("status");

    private static async Task SetAsync(ServedCluster served, string fault = "")
    {
        var (code, body) = await served.SendAsync(HttpMethod.Put, FaultControl.Path, $$"""{"faults":[{{fault}}]}""");
        code.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
    }

    private static async Task<HttpStatusCode> WithTokenAsync(ServedCluster served, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, served.Address + Maps) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await served.Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Code, string Body)> AskAsync(RunningCluster cluster, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await cluster.Http.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
