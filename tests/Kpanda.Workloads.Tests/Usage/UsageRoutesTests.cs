using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Workloads.Tests.Usage;

public sealed class UsageRoutesTests(WorkloadsSite shared) : IClassFixture<WorkloadsSite>
{
    private const string Metrics = "/apis/metrics.k8s.io/v1beta1";

    private readonly ResourcesSite _site = shared.Fresh();

    [Fact]
    public async Task Pod_UsesWhatItsContainersUse()
    {
        Put("pods", "shop", "cart-1", Pod("n1", """{"name":"web","resources":{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"cpu":"1"}}},{"name":"proxy"}"""));
        Serve(("namespaces/shop/pods/cart-1", """{"metadata":{"name":"cart-1"},"timestamp":"2026-01-01T00:00:00Z","containers":[{"name":"web","usage":{"cpu":"1500001n","memory":"1Mi"}},{"name":"proxy","usage":{"cpu":"3m","memory":"2048Ki"}}]}"""));

        var usage = await GetAsync("namespaces/shop/pods/cart-1/usage");

        usage.GetProperty("source").GetString().ShouldBe("served");
        usage.GetProperty("cpu").ToString().ShouldBe("""{"used":"5","requested":"100"}""");
        usage.GetProperty("memory").ToString().ShouldBe("""{"used":"3145728","requested":"67108864"}""");
        usage.GetProperty("time").GetString().ShouldBe("1767225600000");
        usage.GetProperty("parts").EnumerateArray().Select(part => $"{part.GetProperty("name")} {(part.GetProperty("cpu").TryGetProperty("limit", out var limit) ? limit.GetString() : "none")}").ShouldBe(["proxy none", "web 1000"]);
    }

    [Fact]
    public async Task Workload_UsesWhatItsRunningPodsUse()
    {
        Put("deployments", "shop", "cart", """{"metadata":{"uid":"d"}}""", "apps");
        Put("pods", "shop", "a", Pod("n1", """{"name":"web","resources":{"limits":{"memory":"1Gi"}}}""", "d"));
        Put("pods", "shop", "b", Pod("n1", """{"name":"web","resources":{"limits":{"memory":"1Gi"}}}""", "d"));
        Put("pods", "shop", "done", Pod("n1", """{"name":"web"}""", "d", "Succeeded"));
        Put("pods", "shop", "other", Pod("n1", """{"name":"web"}"""));
        Serve(("namespaces/shop/pods", """{"items":[{"metadata":{"name":"a"},"containers":[{"name":"web","usage":{"cpu":"10m","memory":"5Mi"}}]},{"metadata":{"name":"other"},"containers":[{"name":"web","usage":{"cpu":"999m","memory":"5Mi"}}]}]}"""));

        var usage = await GetAsync("namespaces/shop/workloads/Deployment/cart/usage");

        usage.GetProperty("cpu").GetProperty("used").GetString().ShouldBe("10");
        usage.GetProperty("memory").GetProperty("limit").GetString().ShouldBe("2147483648");
        (usage.GetProperty("measured").GetInt32(), usage.GetProperty("total").GetInt32()).ShouldBe((1, 2));
        usage.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Cluster_AddsUpItsNodesBesideWhatPodsAskFor()
    {
        Put("nodes", "", "n1", """{"metadata":{"name":"n1"},"status":{"allocatable":{"cpu":"4","memory":"8Gi"}}}""");
        Put("nodes", "", "n2", """{"metadata":{"name":"n2"},"status":{"allocatable":{"cpu":"2","memory":"4Gi"}}}""");
        Put("pods", "shop", "a", Pod("n1", """{"name":"web","resources":{"requests":{"cpu":"500m"}}}"""));
        Serve(("nodes", """{"items":[{"metadata":{"name":"n1"},"usage":{"cpu":"1","memory":"1Gi"}},{"metadata":{"name":"n2"},"usage":{"cpu":"2","memory":"1Gi"}}]}"""), ("nodes/n1", """{"metadata":{"name":"n1"},"usage":{"cpu":"1","memory":"1Gi"}}"""));

        (await GetAsync("usage")).GetProperty("cpu").ToString().ShouldBe("""{"used":"3000","requested":"500","capacity":"6000"}""");
        (await GetAsync("nodes/n1/usage")).GetProperty("cpu").ToString().ShouldBe("""{"used":"1000","requested":"500","capacity":"4000"}""");
    }

    [Theory]
    [InlineData(404, "404 page not found", "absent")]
    [InlineData(404, """{"kind":"Status","status":"Failure","reason":"NotFound","code":404,"message":"podmetrics \"cart-1\" not found","details":{"name":"cart-1","kind":"pods"}}""", "waiting")]
    [InlineData(503, """{"kind":"Status","status":"Failure","reason":"ServiceUnavailable","code":503,"message":"the server is currently unable to handle the request"}""", "failing")]
    [InlineData(200, """{"metadata":{"name":"cart-1"},"containers":[]}""", "waiting")]
    public async Task WithoutMetrics_ItSaysWhyAndWhatIsAskedFor(int status, string answer, string source)
    {
        Put("pods", "shop", "cart-1", Pod("n1", """{"name":"web","resources":{"requests":{"cpu":"100m"}}}"""));
        _site.Member.Answer = _ => (status, answer);

        var usage = await GetAsync("namespaces/shop/pods/cart-1/usage");

        usage.GetProperty("source").GetString().ShouldBe(source);
        usage.GetProperty("cpu").ToString().ShouldBe("""{"requested":"100"}""");
    }

    [Fact]
    public async Task Refusal_IsTheMembersOwn()
    {
        Put("pods", "shop", "cart-1", Pod("n1", """{"name":"web"}"""));
        _site.Member.Answer = _ => (403, """{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"you may not"}""");

        var (status, body) = await TryAsync("namespaces/shop/pods/cart-1/usage");

        (status, body.GetProperty("message").GetString()).ShouldBe((403, "you may not"));
    }

    private static string Pod(string node, string containers, string? owner = null, string phase = "Running")
    {
        var owners = owner is null ? "[]" : $$"""[{"uid":"{{owner}}"}]""";
        return $$"""{"metadata":{"ownerReferences":{{owners}} },"spec":{"nodeName":"{{node}}","containers":[{{containers}}]},"status":{"phase":"{{phase}}"} }""";
    }

    private void Put(string resource, string ns, string name, string body, string group = "") =>
        _site.Index.Objects.Add(new IndexedObject("prod", new(group, "v1", resource), new ObjectKey(ns, name), JsonDocument.Parse(body).RootElement, KindStatus.None));

    private void Serve(params (string Path, string Body)[] answers) =>
        _site.Member.Answer = call => answers.FirstOrDefault(answer => $"{Metrics}/{answer.Path}" == call.Target) is { Body: { } body } ? (200, body) : (404, "{}");

    private async Task<JsonElement> GetAsync(string path)
    {
        var (status, body) = await TryAsync(path);
        status.ShouldBe(200, body.ToString());
        return body;
    }

    private async Task<(int Status, JsonElement Body)> TryAsync(string path)
    {
        using var answer = await _site.Client.GetAsync($"/api/v1/clusters/prod/{path}", TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
