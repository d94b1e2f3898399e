using System.Net.Sockets;
using Kpanda.Clusters.Errors;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Clusters.Tests.Health;

/// <summary>Why a cluster cannot be reached is said in the reader's language down to the last detail.</summary>
public sealed class ReachabilityWordsTests
{
    private static readonly ErrorVocabulary Words = new([new ClusterErrorWords(), new NetworkWords()]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RefusedConnection()
    {
        using var port = new RefusedPort();
        var failure = await FailureAsync($"https://127.0.0.1:{port.Number}");
        English(failure).ShouldBe($"Cluster prod cannot be reached: No connection to 127.0.0.1:{port.Number}: connection refused.");
        Chinese(failure).ShouldBe($"无法连接集群 prod：127.0.0.1:{port.Number} 拒绝连接：没有程序在此监听。");
    }

    [Fact]
    public async Task NameThatDoesNotExist()
    {
        var dialer = new DirectDialer(FakeMember.Loopback, (_, _) => throw new SocketException((int)SocketError.HostNotFound));
        var failure = await FailureAsync("https://no.test", dialer);
        English(failure).ShouldBe("Cluster prod cannot be found: The name no.test does not exist.");
        Chinese(failure).ShouldBe("找不到集群 prod：名称 no.test 不存在。");
    }

    [Fact]
    public async Task AddressThatMayNotBeReached() =>
        Chinese(await FailureAsync("https://169.254.169.254")).ShouldBe("不允许连接集群 prod：不允许访问 169.254.169.254 的地址 169.254.169.254。");

    [Fact]
    public async Task ProxyThatWantsAPassword()
    {
        await using var proxy = new ProxyServers(1).HttpConnect("user:right");
        var dialer = new HttpConnectDialer(new Uri($"http://127.0.0.1:{proxy.Port}"), FakeMember.Loopback);
        Chinese(await FailureAsync("https://127.0.0.1:1", dialer)).ShouldBe($"无法连接集群 prod：代理 127.0.0.1:{proxy.Port} 需要密码。");
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority()
    {
        using var other = new TestAuthority("other");
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        Chinese(await FailureAsync(member.Server.ToString(), authority: other.Pem)).ShouldBe("与集群 prod 的连接不安全：服务器证书不是由 kubeconfig 中的证书机构签发的。");
    }

    [Fact]
    public async Task LoginPage()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>");
        });
        Chinese(await FailureAsync(member.Server.ToString(), authority: member.Authority.Pem))
            .ShouldBe("集群 prod 的地址上响应的不是 Kubernetes API：服务器返回 text/html，而 Kubernetes API 应返回 JSON：中间可能有登录页面或代理。");
    }

    [Fact]
    public async Task ClusterThatIsAway_SaysSoOnItsPageInTheReadersLanguage()
    {
        await using var host = await TestHost.StartAsync();
        // One that nobody else is given once the member has gone.
        var port = FreePort.Next();
        var member = await FakeCluster.StartAsync(port);
        await host.ImportAsync("alpha", member.Kubeconfig);
        await member.DisposeAsync();
        await host.UntilAsync(() => host.Clusters.Health("alpha") is { Phase: "Unknown" } health && health.Parameters.ContainsKey("target"), "the cluster is away");
        async Task<string> MessageAsync(string language) => (await host.SendAsync(HttpMethod.Get, "/clusters/alpha", language: language)).Body
            .GetProperty("status").GetProperty("conditions")[0].GetProperty("message").GetString()!;
        (await MessageAsync("en")).ShouldContain($"No connection to 127.0.0.1:{port}: connection refused");
        (await MessageAsync("zh")).ShouldContain($"127.0.0.1:{port} 拒绝连接");
    }

    private static string English(KubeFailure failure) => Words.Render(failure.ToError("prod"), Language.English);

    private static string Chinese(KubeFailure failure) => Words.Render(failure.ToError("prod"), Language.Chinese);

    private static async Task<KubeFailure> FailureAsync(string server, IClusterDialer? dialer = null, string authority = "")
    {
        var options = new TransportOptions { Attempts = 1, ConnectTimeout = TimeSpan.FromMinutes(1), HeaderTimeout = TimeSpan.FromMinutes(1) };
        using var transport = new ClusterTransport(new KubeConnection { Server = new Uri(server), BearerToken = "x", CertificateAuthorityPem = authority }, dialer ?? new DirectDialer(FakeMember.Loopback), options);
        return (await new KubeClient(transport, KubeIdentity.Platform).GetAsync(new Kpanda.KubeModel.GroupVersionResource("", "v1", "pods"), new("a", "b"), Stop)).Failure.ShouldNotBeNull();
    }
}
