using System.Net;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Kube.Tests.Fakes;

namespace Kpanda.Clusters.Tests.Import;

/// <summary>Clusters behind real proxies, from the import on.</summary>
public sealed class ProxyTests
{
    private const string Password = "me:s%3Acret";

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task ClusterBehindAProxy_IsReachedThroughItAfterARestartToo(string scheme)
    {
        await using var cluster = await FakeCluster.StartAsync();
        var servers = new ProxyServers(cluster.Member.Server.Port);
        await using var proxy = scheme == "http" ? servers.HttpConnect("me:s:cret") : servers.Socks5("me:s:cret");
        var proxyUrl = $"{scheme}://{Password}@127.0.0.1:{proxy.Port}";
        var folder = Directory.CreateTempSubdirectory("kpanda-clusters-").FullName;
        await using (var host = await TestHost.StartAsync(folder: folder))
        {
            var (_, tried) = await host.SendAsync(HttpMethod.Post, "/clusters/validate", new { kubeConfigString = cluster.Kubeconfig, proxyUrl });
            tried.GetProperty("validateResult").GetBoolean().ShouldBeTrue(tried.ToString());
            var (status, body) = await host.SendAsync(HttpMethod.Post, "/clusters", new { name = "far", kubeConfigString = cluster.Kubeconfig, proxyUrl });
            status.ShouldBe(HttpStatusCode.OK, body.ToString());
            body.GetProperty("cluster").GetProperty("spec").GetProperty("proxyUrl").GetString().ShouldBe($"{scheme}://127.0.0.1:{proxy.Port}");
            body.ToString().ShouldNotContain("cret");
        }

        servers.Targets.ShouldAllBe(target => target == $"127.0.0.1:{cluster.Member.Server.Port}");
        servers.Targets.Clear();
        await using (var again = await TestHost.StartAsync(folder: folder))
        {
            await again.UntilAsync(() => again.Clusters.Health("far").Phase == "Running", "the cluster to run through its proxy");
            servers.Targets.ShouldNotBeEmpty();

            // Without the proxy it is reached straight; nothing else about it changes.
            (await again.SendAsync(HttpMethod.Put, "/clusters/far", new { proxyUrl = "" })).Status.ShouldBe(HttpStatusCode.OK);
            var (_, shown) = await again.SendAsync(HttpMethod.Get, "/clusters/far");
            shown.GetProperty("spec").GetProperty("proxyUrl").GetString().ShouldBe("");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task ProxyThatIsNotThereOrWantsAPassword_IsSaidAndNothingIsStored()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var proxy = new ProxyServers(cluster.Member.Server.Port).HttpConnect("me:secret");
        await using var host = await TestHost.StartAsync();
        foreach (var (proxyUrl, words) in new[] { ("http://127.0.0.1:1", "connection refused"), ($"http://127.0.0.1:{proxy.Port}", "password") })
        {
            var (status, body) = await host.SendAsync(HttpMethod.Post, "/clusters", new { name = "far", kubeConfigString = cluster.Kubeconfig, proxyUrl });
            status.ShouldBe(HttpStatusCode.BadRequest);
            body.GetProperty("message").GetString()!.ShouldContain(words);
        }

        var (bad, refused) = await host.SendAsync(HttpMethod.Post, "/clusters/validate", new { kubeConfigString = cluster.Kubeconfig, proxyUrl = "proxy" });
        bad.ShouldBe(HttpStatusCode.BadRequest);
        refused.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("proxyUrl");
        host.Clusters.List().ShouldBeEmpty();
    }
}
