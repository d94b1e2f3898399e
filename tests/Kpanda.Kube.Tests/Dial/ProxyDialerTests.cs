using System.Net;
using System.Net.Sockets;
using System.Text;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Tests.Dial;

/// <summary>Members behind proxies, with real proxies in between: the whole way from the client's verb to the member's answer.</summary>
public sealed class ProxyDialerTests
{
    private const string Password = "p@ss:wörd%";
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly TransportOptions Patient = new() { ConnectTimeout = TimeSpan.FromMinutes(1), HeaderTimeout = TimeSpan.FromMinutes(2), AnswerTimeout = TimeSpan.FromMinutes(2), Attempts = 1 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Schemes => ["http", "socks5"];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task MemberBehindAProxy_IsReachedByTheNameOfItsUrl(string scheme)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")), certificate: null);
        var proxies = new ProxyServers(member.Server.Port);
        await using var proxy = Start(proxies, scheme);
        var connection = Behind(member, "member.corp.internal", "127.0.0.1");
        (await member.Client(connection: connection, dialer: Dialer(scheme, proxy.Port)).GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
        proxies.Targets.ShouldHaveSingleItem().ShouldBe("member.corp.internal:6443");
        proxies.Credentials.ShouldBeEmpty();
        member.Requests.ShouldHaveSingleItem().Protocol.ShouldBe("HTTP/2");
    }

    [Theory]
    [InlineData("socks5", "203.0.113.7", "203.0.113.7:6443")]
    [InlineData("socks5", "[2001:db8::7]", "2001:db8::7:6443")]
    [InlineData("http", "203.0.113.7", "203.0.113.7:6443")]
    [InlineData("http", "[2001:db8::7]", "[2001:db8::7]:6443")]
    public async Task WrittenAddress_IsHandedOnAsOne(string scheme, string host, string target)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var proxies = new ProxyServers(member.Server.Port);
        await using var proxy = Start(proxies, scheme);
        (await member.Client(connection: Behind(member, host, "127.0.0.1"), dialer: Dialer(scheme, proxy.Port)).GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
        proxies.Targets.ShouldHaveSingleItem().ShouldBe(target);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task ProxyWithAPassword_GetsTheOneOfItsUrl(string scheme)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var proxies = new ProxyServers(member.Server.Port);
        await using var proxy = Start(proxies, scheme, $"jörg:{Password}");
        var right = Dialer(scheme, proxy.Port, $"{Uri.EscapeDataString("jörg")}:{Uri.EscapeDataString(Password)}@");
        (await member.Client(connection: Behind(member, "m.test", "127.0.0.1"), dialer: right).GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
        proxies.Credentials.ShouldHaveSingleItem().ShouldBe($"jörg:{Password}");
    }

    [Theory]
    [InlineData("http", "", "wants a password")]
    [InlineData("http", "jim:hunter2@", "does not accept the password")]
    [InlineData("socks5", "", "wants a password")]
    [InlineData("socks5", "jim:hunter2@", "does not accept the password")]
    public async Task WrongPassword_IsSaidWithoutRepeatingIt(string scheme, string user, string words)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        await using var proxy = Start(new ProxyServers(member.Server.Port), scheme, "right:secret");
        var failure = await FailureAsync(Dialer(scheme, proxy.Port, user));
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Connect, FailureSide.Network));
        failure.Message.ShouldContain(words);
        failure.Message.ShouldContain($"127.0.0.1:{proxy.Port}");
        failure.Message.ShouldNotContain("hunter2");
        member.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http", "HTTP/1.1 403 Forbidden\r\n\r\n", "answers 403")]
    [InlineData("http", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 5\r\n\r\nsorry", "answers 502")]
    [InlineData("http", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n", "answers 302")]
    [InlineData("http", "SSH-2.0-OpenSSH_9.6\r\n\r\n", "no HTTP proxy")]
    [InlineData("http", "HTTP/1.1 2xx\r\n\r\n", "no HTTP proxy")]
    [InlineData("http", "HTTP/1.1 200 Connection est", "closed the connection")]
    [InlineData("http", "", "closed the connection")]
    [InlineData("socks5", "HTTP/1.1 400 Bad Request\r\n\r\n", "no SOCKS5 proxy")]
    [InlineData("socks5", "\u0005\u00ff", "wants a password")]
    [InlineData("socks5", "\u0005\u0000\u0005\u0002\u0000\u0001", "rules do not allow")]
    [InlineData("socks5", "\u0005\u0000\u0005\u0003\u0000\u0001", "cannot reach the network")]
    [InlineData("socks5", "\u0005\u0000\u0005\u0004\u0000\u0001", "cannot reach the target")]
    [InlineData("socks5", "\u0005\u0000\u0005\u0005\u0000\u0001", "target refuses")]
    [InlineData("socks5", "\u0005\u0000\u0005\u0006\u0000\u0001", "not answer in time")]
    [InlineData("socks5", "\u0005\u0000\u0005\u0063\u0000\u0001", "code 99")]
    [InlineData("socks5", "\u0005\u0000\u0004\u0000\u0000\u0001", "makes no sense")]
    [InlineData("socks5", "\u0005\u0000\u0005\u0000\u0000\u0009\u0000", "makes no sense")]
    [InlineData("socks5", "\u0005", "closed the connection")]
    [InlineData("socks5", "", "closed the connection")]
    public async Task WrongAnswer_IsSaidInWords(string scheme, string answer, string words)
    {
        await using var proxy = TcpServer.Answering(Encoding.Latin1.GetBytes(answer));
        var failure = await FailureAsync(Dialer(scheme, proxy.Port));
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Connect, FailureSide.Network), failure.Message);
        failure.Message.ShouldContain(words);
    }

    [Fact]
    public async Task ProxyAnswerWithoutEnd_IsNotReadOn()
    {
        await using var proxy = new TcpServer(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            while (true) await stream.WriteAsync("X-Filler: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n"u8.ToArray(), stop);
        });
        var failure = await FailureAsync(Dialer("http", proxy.Port));
        failure.Message.ShouldContain("has no end");
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task HangingProxy_IsNamedAtTheDeadline(string scheme)
    {
        await using var proxy = TcpServer.Silent();
        var failure = await FailureAsync(Dialer(scheme, proxy.Port), Patient with { ConnectTimeout = TimeSpan.FromSeconds(1) });
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Connect, FailureSide.Network));
        failure.Message.ShouldContain($"through the proxy 127.0.0.1:{proxy.Port}");
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task ProxyThatIsNotThere_IsAConnectFailure(string scheme)
    {
        using var port = new RefusedPort();
        var failure = await FailureAsync(Dialer(scheme, port.Number));
        failure.Phase.ShouldBe(FailurePhase.Connect);
        failure.Message.ShouldContain("connection refused");
    }

    [Theory]
    [InlineData("http", "169.254.169.254")]
    [InlineData("socks5", "169.254.169.254")]
    [InlineData("http", "[::ffff:169.254.169.254]")]
    [InlineData("socks5", "metadata.example")]
    [InlineData("http", "metadata.example")]
    public async Task TargetThatMayNotBeReached_IsNotReachedThroughAProxyEither(string scheme, string host)
    {
        await using var proxy = TcpServer.Silent();
        var dialer = Dialer(scheme, proxy.Port, resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("203.0.113.7"), IPAddress.Parse("169.254.169.254")]));
        var failure = await Should.ThrowAsync<DialException>(() => dialer.ConnectAsync(host, 443, Stop).AsTask());
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Policy, FailureSide.Client));
        proxy.Accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task ProxyItself_IsSubjectToThePolicy(string scheme)
    {
        await using var proxy = TcpServer.Silent();
        var url = new Uri($"{scheme}://127.0.0.1:{proxy.Port}");
        IClusterDialer dialer = scheme == "http" ? new HttpConnectDialer(url, EgressPolicy.Default, Nowhere) : new Socks5Dialer(url, EgressPolicy.Default, Nowhere);
        (await Should.ThrowAsync<DialException>(() => dialer.ConnectAsync("m.test", 443, Stop).AsTask())).Phase.ShouldBe(FailurePhase.Policy);
        proxy.Accepted.ShouldBe(0);
    }

    private static KubeConnection Behind(FakeMember member, string host, string certifiedName) => new()
    {
        Server = new Uri($"https://{host}:6443"),
        CertificateAuthorityPem = member.Authority.Pem,
        BearerToken = "secret-token",
        TlsServerName = certifiedName,
    };

    private static TcpServer Start(ProxyServers proxies, string scheme, string? password = null) =>
        scheme == "http" ? proxies.HttpConnect(password, extraBytes: true) : proxies.Socks5(password);

    private static IClusterDialer Dialer(string scheme, int port, string user = "", HostResolver? resolve = null)
    {
        var url = new Uri($"{scheme}://{user}127.0.0.1:{port}");
        return scheme == "http" ? new HttpConnectDialer(url, FakeMember.Loopback, resolve ?? Nowhere) : new Socks5Dialer(url, FakeMember.Loopback, resolve ?? Nowhere);
    }

    private static Task<IPAddress[]> Nowhere(string host, CancellationToken cancellationToken) => throw new SocketException((int)SocketError.HostNotFound);

    private static async Task<KubeFailure> FailureAsync(IClusterDialer dialer, TransportOptions? options = null)
    {
        using var transport = new ClusterTransport(new KubeConnection { Server = new Uri("https://m.test:6443"), BearerToken = "x" }, dialer, options ?? Patient);
        return (await new KubeClient(transport, KubeIdentity.Platform).GetAsync(Pods, new("a", "b"), Stop)).Failure.ShouldNotBeNull();
    }
}
