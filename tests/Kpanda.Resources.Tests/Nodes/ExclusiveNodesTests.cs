using System.Text.Json;
using Kpanda.Resources.Tests.Fakes;

namespace Kpanda.Resources.Tests.Nodes;

public sealed class ExclusiveNodesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private const string Free = """{"metadata":{"name":"n1","resourceVersion":"5"},"spec":{"taints":[{"key":"disk","effect":"NoExecute"}]}}""";
    private const string Taken = """{"metadata":{"name":"n2","resourceVersion":"6","labels":{"ExclusiveNamespace":"other"}}}""";
    private const string Namespace = """{"metadata":{"name":"shop","resourceVersion":"7","annotations":{"scheduler.alpha.kubernetes.io/node-selector":"zone=a","scheduler.alpha.kubernetes.io/defaultTolerations":"[{\"key\":\"disk\"}]"}}}""";

    private readonly ResourcesSite _site = shared.Fresh();

    [Fact]
    public async Task Nodes_AreBoundOneByOneAndTheNamespaceLast()
    {
        _site.Member.Answer = call => (200, call.Method == "PATCH" ? "{}" : call.Target.EndsWith("n1", StringComparison.Ordinal) ? Free : call.Target.EndsWith("n2", StringComparison.Ordinal) ? Taken : Namespace);

        var (status, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/nodes:batchBindNamespace", new { @namespace = "shop", nodeNames = new[] { "n1", "n2", "n1" } }, "zh-CN");

        status.ShouldBe(200, body.ToString());
        body.GetProperty("successfulResults").ToString().ShouldBe("""[{"nodeName":"n1","error":""}]""");
        body.GetProperty("failedResults")[0].GetProperty("error").GetString().ShouldBe("节点 n2 已被命名空间 other 独享。");
        body.GetProperty("nsError").GetString().ShouldBe("");
        var patches = _site.Member.Calls.Where(call => call.Method == "PATCH").ToList();
        patches.Count.ShouldBe(2);
        patches[0].Target.ShouldStartWith("/api/v1/nodes/n1");
        patches[0].Body.ShouldBe(
            """{"metadata":{"labels":{"ExclusiveNamespace":"shop"},"resourceVersion":"5"},"spec":{"taints":[{"key":"disk","effect":"NoExecute"},{"key":"ExclusiveNamespace","value":"shop","effect":"NoSchedule"}]}}""");
        patches[1].Target.ShouldStartWith("/api/v1/namespaces/shop");
        var annotations = JsonDocument.Parse(patches[1].Body).RootElement.GetProperty("metadata").GetProperty("annotations");
        annotations.GetProperty("scheduler.alpha.kubernetes.io/node-selector").GetString().ShouldBe("zone=a,ExclusiveNamespace=shop");
        annotations.GetProperty("scheduler.alpha.kubernetes.io/defaultTolerations").GetString().ShouldBe(
            """[{"key":"disk"},{"operator":"Equal","effect":"NoSchedule","key":"ExclusiveNamespace","value":"shop"}]""");
    }

    [Fact]
    public async Task UnknownNamespace_ChangesNothing()
    {
        _site.Member.Answer = _ => (404, """{"kind":"Status","message":"namespaces \"shop\" not found","reason":"NotFound","code":404}""");

        var (status, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/nodes:batchBindNamespace", new { @namespace = "shop", nodeNames = new[] { "n1" } });

        status.ShouldBe(404, body.ToString());
        _site.Member.Calls.ShouldAllBe(call => call.Method == "GET");
    }

    [Theory]
    [InlineData("""{"items":[]}""", true)]
    [InlineData("""{"items":[{"metadata":{"name":"n3"}}]}""", false)]
    public async Task LastNodeGivenBack_FreesTheNamespace(string others, bool frees)
    {
        _site.Member.Answer = call => (200, call.Method == "PATCH" ? "{}" : call.Target.Contains("labelSelector", StringComparison.Ordinal) ? others : call.Target.EndsWith("n2", StringComparison.Ordinal) ? Taken : Namespace);

        var (status, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/nodes/n2:unbindNamespace", new { @namespace = "other" });

        status.ShouldBe(200, body.ToString());
        var patches = _site.Member.Calls.Where(call => call.Method == "PATCH").ToList();
        patches[0].Body.ShouldBe("""{"metadata":{"labels":{"ExclusiveNamespace":null},"resourceVersion":"6"},"spec":{"taints":[]}}""");
        patches.Count.ShouldBe(frees ? 2 : 1);
    }

    [Fact]
    public async Task NodeOfAnotherNamespace_IsNotGivenBack()
    {
        _site.Member.Answer = _ => (200, Taken);

        var (status, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/nodes/n2:unbindNamespace", new { @namespace = "shop" });

        status.ShouldBe(400);
        body.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe("node.notExclusive");
    }
}
