using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Server.Tests.EmbeddedSandbox;

/// <summary>Faults of simulated clusters, as the console starts and ends them, and what the platform says of them.</summary>
public sealed class ControlFaultsTests(ControlFaultsTests.Simulating simulating) : IClassFixture<ControlFaultsTests.Simulating>
{
    /// <summary>A server with one simulated cluster.</summary>
    public sealed class Simulating : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private const string Cluster = "/api/v1/clusters/prod-shanghai";
    private const string Faults = Cluster + "/sandbox/faults";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fault_IsStartedShownAndEnded()
    {
        using var client = await simulating.Site.SignedInAsync();
        var started = await SendAsync(client, HttpMethod.Post, Faults, """{"kind":"Slow","seconds":0.5,"every":1000,"forSeconds":600}""");
        started.Code.ShouldBe(HttpStatusCode.OK, started.Body.ToJsonString());
        var fault = started.Body["items"]!.AsArray().ShouldHaveSingleItem()!;
        (fault["kind"]!.ToString(), fault["every"]!.GetValue<int>()).ShouldBe(("Slow", 1000));
        fault["until"]!.GetValue<DateTimeOffset>().ShouldBe(fault["since"]!.GetValue<DateTimeOffset>().AddMinutes(10));
        (await SendAsync(client, HttpMethod.Get, Faults)).Body["items"]!.AsArray().Count.ShouldBe(1);

        (await SendAsync(client, HttpMethod.Delete, $"{Faults}/{fault["id"]}")).Body["items"]!.AsArray().ShouldBeEmpty();
        (await SendAsync(client, HttpMethod.Delete, $"{Faults}/{fault["id"]}")).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"kind":"Nonsense"}""")]
    [InlineData("{}")]
    public async Task WhatIsNoFault_IsRefused(string fault)
    {
        using var client = await simulating.Site.SignedInAsync();
        (await SendAsync(client, HttpMethod.Post, Faults, fault)).Code.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(client, HttpMethod.Get, Faults)).Body["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"kind":"Slow","every":0}""", "every", "Every how many requests a fault strikes must be 1 to 1000.", "“每多少个请求”必须为 1 到 1000。")]
    [InlineData("""{"kind":"Slow","seconds":-1}""", "seconds", "The seconds of this fault must be 0 to 3600.", "此故障的秒数必须为 0 到 3600。")]
    [InlineData("""{"kind":"Flapping","seconds":0}""", "seconds", "The seconds of this fault must be 0.1 to 3600.", "此故障的秒数必须为 0.1 到 3600。")]
    [InlineData("""{"kind":"ClockSkew","seconds":0}""", "seconds", "Clocks that are 0 seconds ahead are right: give another number of seconds.", "时钟快 0 秒即为正确：请输入其他秒数。")]
    [InlineData("""{"kind":"Errors","code":404}""", "code", "The status code must be 500 to 599.", "状态码必须为 500 到 599。")]
    [InlineData("""{"kind":"CutOff","forSeconds":0}""", "forSeconds", "A fault that ends by itself must do so after 0.1 to 604800 seconds.", "自动结束的故障必须在 0.1 到 604800 秒后结束。")]
    [InlineData("""{"kind":"NodeDown","node":"none"}""", "node", "Cluster prod-shanghai has no node “none” that could go down.", "集群 prod-shanghai 中没有可以停机的节点“none”。")]
    [InlineData("""{"kind":"FullQuota","namespace":"none"}""", "namespace", "Cluster prod-shanghai has no namespace “none” whose quota could be full.", "集群 prod-shanghai 中没有可以占满配额的命名空间“none”。")]
    [InlineData("""{"kind":"ChangedCertificate"}""", "kind", "Cluster prod-shanghai has no listener of its own, so its certificate cannot change.", "集群 prod-shanghai 没有独立的监听器，因此无法更换证书。")]
    public async Task FaultThatCannotBe_IsExplainedInThePersonsLanguage(string fault, string field, string english, string chinese)
    {
        using var client = await simulating.Site.SignedInAsync();
        var answer = await SendAsync(client, HttpMethod.Post, Faults, fault);
        (answer.Code, answer.Body["message"]!.ToString()).ShouldBe((HttpStatusCode.BadRequest, english));
        answer.Body["details"]!.AsArray().ShouldHaveSingleItem()!["field"]!.ToString().ShouldBe(field);
        client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        (await SendAsync(client, HttpMethod.Post, Faults, fault)).Body["message"]!.ToString().ShouldBe(chinese);
        (await SendAsync(client, HttpMethod.Get, Faults)).Body["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task ClusterThatIsNotSimulatedHere_HasNoFaults()
    {
        using var client = await simulating.Site.SignedInAsync();
        (await SendAsync(client, HttpMethod.Get, "/api/v1/clusters/other/sandbox/faults")).Code.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = simulating.Site.NewClient();
        using var refused = await nobody.GetAsync(Faults, Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task LostData_IsFoundAndPutRightByACheckOfTheIndex()
    {
        using var client = await simulating.Site.SignedInAsync();
        const string maps = "/apis/kpanda.io/v1alpha1/clusters/prod-shanghai/namespaces/default/configmaps";
        await UntilAsync(client, maps, body => body["items"]?.AsArray().Count > 0);
        var id = (await SendAsync(client, HttpMethod.Post, Faults, """{"kind":"DataLoss"}""")).Body["items"]![0]!["id"]!;
        var created = await SendAsync(client, HttpMethod.Post, "/k8s/clusters/prod-shanghai/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"lost"}}""");
        created.Code.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        await UntilAsync(client, maps, body => Names(body).Contains("lost"));

        await SendAsync(client, HttpMethod.Delete, $"{Faults}/{id}");

        (await SendAsync(client, HttpMethod.Get, "/k8s/clusters/prod-shanghai/api/v1/namespaces/default/configmaps/lost")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(client, HttpMethod.Post, "/api/v1/sync/prod-shanghai/check?resource=configmaps")).Code.ShouldBe(HttpStatusCode.OK);
        await UntilAsync(client, maps, body => !Names(body).Contains("lost"));
    }

    private static IEnumerable<string?> Names(JsonObject body) => (body["items"]?.AsArray() ?? []).Select(item => item!["metadata"]!["name"]?.ToString());

    private static async Task UntilAsync(HttpClient client, string path, Func<JsonObject, bool> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        while (!holds((await SendAsync(client, HttpMethod.Get, path)).Body)) await Task.Delay(100, deadline.Token);
    }

    private static async Task<(HttpStatusCode Code, JsonObject Body)> SendAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request, Token);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonObject>(Token) ?? []);
    }
}
