using System.Net;
using System.Net.Http.Headers;

namespace Kpanda.Sandbox.Tests.Streams;

/// <summary>Containers that are asked through the API server.</summary>
public sealed class ProxyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PodsAndServices_AnswerOnTheirDeclaredPorts()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        await cluster.RunPodAsync("mirror", "example.com/app:1");
        (await AskAsync(cluster, "pods/one/proxy/")).Text.ShouldContain("Welcome to nginx!");
        (await AskAsync(cluster, "pods/one:80/proxy/missing")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(cluster, "pods/mirror:80/proxy/a/b?c=d")).Text.ShouldContain("\"path\":\"/a/b?c=d\"");
        var (code, text) = await AskAsync(cluster, "pods/http:one:81/proxy/");
        code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("connect: connection refused");
        (await AskAsync(cluster, "pods/none/proxy/")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(cluster, "services/kubernetes:other/proxy/")).Text.ShouldContain("no endpoints available for service");

        using var put = new StringContent("hello", new MediaTypeHeaderValue("text/plain"));
        using var answer = await cluster.Http.PutAsync(new Uri("api/v1/namespaces/default/pods/mirror/proxy/x", UriKind.Relative), put, Stop);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("\"body\":\"hello\"");
    }

    private static async Task<(HttpStatusCode Code, string Text)> AskAsync(RunningCluster cluster, string path)
    {
        using var answer = await cluster.Http.GetAsync(new Uri($"api/v1/namespaces/default/{path}", UriKind.Relative), Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
