using System.Net;
using System.Net.Sockets;
using System.Text;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Transport;

/// <summary>Whatever answers at the address costs bounded time and memory, and the failure says what it was.</summary>
public sealed class HostileMemberTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    // Patient with slow machines; a test of a deadline shortens the one it is about.
    private static readonly TransportOptions Patient = new()
    {
        ConnectTimeout = TimeSpan.FromMinutes(1),
        HeaderTimeout = TimeSpan.FromMinutes(1),
        AnswerTimeout = TimeSpan.FromMinutes(1),
        MaxObjectBytes = 1 << 20,
        Attempts = 1,
    };

    private static readonly TransportOptions SoonForHeaders = Patient with { HeaderTimeout = TimeSpan.FromSeconds(1) };
    private static readonly TransportOptions SoonForConnections = Patient with { ConnectTimeout = TimeSpan.FromMilliseconds(500) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoginPage_IsToldApartFromAKubernetesApi()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<html>Sign in</html>");
        });
        var failure = await FailureAsync(member);
        failure.Phase.ShouldBe(FailurePhase.Protocol);
        failure.Message.ShouldContain("login page");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        var asked = 0;
        await using var target = await FakeMember.StartAsync(context =>
        {
            asked++;
            return context.JsonAsync("{}");
        });
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://169.254.169.254/latest/meta-data";
            return Task.CompletedTask;
        });
        var failure = await FailureAsync(member);
        failure.Phase.ShouldBe(FailurePhase.Protocol);
        failure.Message.ShouldContain("not followed");
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task HugeObject_IsNotReadOn()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"data\":\"");
            var chunk = new string('x', 1 << 16);
            for (var written = 0; written < 50 << 20 && !context.RequestAborted.IsCancellationRequested; written += chunk.Length) await context.Response.WriteAsync(chunk);
        });
        (await FailureAsync(member)).Message.ShouldContain("larger than 1024 KiB");
    }

    [Fact]
    public async Task SilentServer_EndsAtTheHeaderTimeout()
    {
        await using var member = await FakeMember.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        (await FailureAsync(member, SoonForHeaders)).Phase.ShouldBe(FailurePhase.Http);
    }

    [Fact]
    public async Task ServerThatAcceptsAndSaysNothing_EndsInTheTlsPhase()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var failure = await FailureAsync(new Uri($"https://{listener.LocalEndpoint}"), options: SoonForConnections, dialer: new PatientDialer(new DirectDialer(FakeMember.Loopback)));
        failure.Phase.ShouldBe(FailurePhase.Tls);
    }

    [Fact]
    public async Task PlainTextServer_IsATlsFailure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, "HTTP/1.1 400 Bad Request\r\n\r\n");
        (await FailureAsync(listener)).Phase.ShouldBe(FailurePhase.Tls);
        await serving;
    }

    [Fact]
    public async Task NobodyThere_IsAConnectFailure()
    {
        using var port = new RefusedPort();
        var failure = await FailureAsync(new Uri($"https://127.0.0.1:{port.Number}"));
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Connect, FailureSide.Network));
        failure.Message.ShouldContain("connection refused");
    }

    [Fact]
    public async Task UnknownName_IsADnsFailure() =>
        (await FailureAsync(new Uri("https://no-such-name.invalid"))).Phase.ShouldBe(FailurePhase.Dns);

    [Fact]
    public async Task EndlessHeaders_AreCutOff()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            for (var number = 0; number < 200; number++) context.Response.Headers[$"X-Filler-{number}"] = new string('x', 1000);
            return context.JsonAsync("{}");
        });
        var failure = await FailureAsync(member);
        failure.Phase.ShouldBe(FailurePhase.Protocol, failure.Message);
    }

    [Fact]
    public async Task HeadersWithoutEnd_AreCutOff()
    {
        var written = 0;
        using var authority = new TestAuthority();
        await using var server = TcpServer.Tls(authority.Issue("CN=m").Certificate, async (tls, stop) =>
        {
            _ = await tls.ReadAsync(new byte[4096], stop);
            await tls.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            for (; written < 10_000; written++) await tls.WriteAsync(Encoding.ASCII.GetBytes($"X-Filler-{written}: {new string('x', 1000)}\r\n"), stop);
        });
        var failure = await FailureAsync(new Uri($"https://127.0.0.1:{server.Port}"), authority.Pem);
        failure.Phase.ShouldBe(FailurePhase.Protocol, failure.Message);
        failure.Message.ShouldContain("headers");
        written.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task HeaderByteByByte_EndsAtTheDeadline()
    {
        using var authority = new TestAuthority();
        await using var server = TcpServer.Tls(authority.Issue("CN=m").Certificate, async (tls, stop) =>
        {
            _ = await tls.ReadAsync(new byte[4096], stop);
            foreach (var one in Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX-Slow: " + new string('x', 100_000)))
            {
                await tls.WriteAsync(new[] { one }, stop);
                await Task.Delay(20, stop);
            }
        });
        var failure = await FailureAsync(new Uri($"https://127.0.0.1:{server.Port}"), authority.Pem, SoonForHeaders);
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Http, FailureSide.Member), failure.Message);
    }

    [Fact]
    public async Task NotHttp_IsSaid()
    {
        using var authority = new TestAuthority();
        await using var server = TcpServer.Tls(authority.Issue("CN=m").Certificate, async (tls, stop) => await tls.WriteAsync("220 mail.example.com ESMTP\r\n"u8.ToArray(), stop));
        var failure = await FailureAsync(new Uri($"https://127.0.0.1:{server.Port}"), authority.Pem);
        failure.Phase.ShouldBe(FailurePhase.Protocol, failure.Message);
        failure.Message.ShouldContain("not HTTP");
    }

    [Theory]
    [InlineData("{\"a\":", "not valid JSON")]
    [InlineData("hello", "not valid JSON")]
    [InlineData("", "not valid JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", "not valid JSON")]
    public async Task GarbageJson_IsSaid(string body, string words)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(body));
        var failure = await FailureAsync(member);
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Protocol, FailureSide.Member));
        failure.Message.ShouldContain(words);
    }

    [Fact]
    public async Task FiftyMegabytesAsOneObject_AreNotReadToTheEnd()
    {
        const int Size = 50 << 20;
        var written = 0L;
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"data\":\"");
            var chunk = Encoding.ASCII.GetBytes(new string('x', 1 << 16));
            for (; written < Size && !context.RequestAborted.IsCancellationRequested; written += chunk.Length) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            await context.Response.WriteAsync("\"}");
        });
        var failure = (await member.Client(options: Patient with { MaxObjectBytes = TransportOptions.Default.MaxObjectBytes }).GetAsync(Pods, new("a", "b"), Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Protocol);
        failure.Message.ShouldContain("larger than 16384 KiB");
        Interlocked.Read(ref written).ShouldBeLessThan(Size);
    }

    [Fact]
    public async Task HostileMembers_LeaveTheOthersAlone()
    {
        using var authority = new TestAuthority();
        await using var silent = TcpServer.Silent();
        await using var dripping = TcpServer.Tls(authority.Issue("CN=m").Certificate, async (tls, stop) =>
        {
            while (true)
            {
                await tls.WriteAsync("H"u8.ToArray(), stop);
                await Task.Delay(50, stop);
            }
        });
        await using var flooding = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            var chunk = Encoding.ASCII.GetBytes("{\"data\":\"" + new string('x', 1 << 16));
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        });
        await using var stalling = await FakeMember.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var good = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));

        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Uri At(TcpServer server) => new($"https://127.0.0.1:{server.Port}");
        var patient = Patient with { ConnectTimeout = TimeSpan.FromMinutes(5), HeaderTimeout = TimeSpan.FromMinutes(5), AnswerTimeout = TimeSpan.FromMinutes(5) };
        using var toSilent = new ClusterTransport(new KubeConnection { Server = At(silent), BearerToken = "x" }, new DirectDialer(FakeMember.Loopback), patient);
        using var toDripping = new ClusterTransport(new KubeConnection { Server = At(dripping), BearerToken = "x", CertificateAuthorityPem = authority.Pem }, new DirectDialer(FakeMember.Loopback), patient);
        KubeClient[] hostile =
        [
            new(toSilent, KubeIdentity.Platform), new(toDripping, KubeIdentity.Platform), flooding.Client(options: patient), stalling.Client(options: patient),
        ];
        // As many calls as each member may have under way, and as many again that wait for a place.
        var hanging = hostile.SelectMany(client => Enumerable.Range(0, client.Transport.Options.MaxCalls * 2).Select(_ => client.GetAsync(Pods, new("a", "b"), leave.Token))).ToArray();
        var client = good.Client();
        for (var number = 0; number < 100; number++) (await client.GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
        await leave.CancelAsync();
        foreach (var call in hanging) await Task.WhenAny(call);
    }

    [Fact]
    public async Task DeepNesting_IsRefused()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{\"a\":" + new string('[', 100_000)));
        (await FailureAsync(member)).Phase.ShouldBe(FailurePhase.Protocol);
    }

    [Fact]
    public async Task WatchEventWithoutEnd_IsCutOff()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"type\":\"ADDED\",\"object\":{\"x\":\"");
            var chunk = new string('x', 1 << 16);
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.WriteAsync(chunk);
        });
        var last = await LastAsync(member);
        last.Failure.ShouldNotBeNull().Message.ShouldContain("larger than 1024 KiB");
    }

    [Theory]
    [InlineData("<html>\n")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":\"NONSENSE\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\"}}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":{}}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":[]}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"resourceVersion\":\"\\ud83d\"}}}\n")]
    [InlineData("{\"type\":\"ERROR\",\"object\":{\"code\":\"x\"}}\n")]
    public async Task NonsenseInAWatch_IsAProtocolFailure(string line)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(line));
        (await LastAsync(member)).Failure.ShouldNotBeNull().Phase.ShouldBe(FailurePhase.Protocol);
    }

    private static async Task<WatchEvent> LastAsync(FakeMember member)
    {
        WatchEvent? last = null;
        await foreach (var change in member.Client(options: Patient).WatchAsync(Pods, null, "1", KubeListOptions.Default, Stop)) last = change;
        return last.ShouldNotBeNull();
    }

    private static async Task<KubeFailure> FailureAsync(FakeMember member, TransportOptions? options = null) =>
        (await member.Client(options: options ?? Patient).GetAsync(Pods, new("a", "b"), Stop)).Failure.ShouldNotBeNull();

    private static Task<KubeFailure> FailureAsync(TcpListener listener) => FailureAsync(new Uri($"https://{listener.LocalEndpoint}"));

    private static async Task<KubeFailure> FailureAsync(Uri server, string authorityPem = "", TransportOptions? options = null, IClusterDialer? dialer = null)
    {
        using var transport = new ClusterTransport(new KubeConnection { Server = server, BearerToken = "x", CertificateAuthorityPem = authorityPem }, dialer ?? new DirectDialer(FakeMember.Loopback), options ?? Patient);
        return (await new KubeClient(transport, KubeIdentity.Platform).GetAsync(Pods, new("a", "b"), Stop)).Failure.ShouldNotBeNull();
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(Stop);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Stop);
    }

    // Connects however long it takes: the deadline that a test is about is that of the handshake.
    private sealed class PatientDialer(IClusterDialer inner) : IClusterDialer
    {
        public ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) => inner.ConnectAsync(host, port, Stop);
    }
}
