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
    private static readonly TransportOptions Impatient = new()
    {
        ConnectTimeout = TimeSpan.FromMilliseconds(500),
        HeaderTimeout = TimeSpan.FromSeconds(2),
        AnswerTimeout = TimeSpan.FromSeconds(5),
        MaxObjectBytes = 1 << 20,
        Attempts = 1,
    };

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
        (await FailureAsync(member)).Phase.ShouldBe(FailurePhase.Http);
    }

    [Fact]
    public async Task ServerThatAcceptsAndSaysNothing_EndsInTheTlsPhase()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        (await FailureAsync(listener)).Phase.ShouldBe(FailurePhase.Tls);
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
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var failure = await FailureAsync(new Uri($"https://127.0.0.1:{port}"));
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
    public async Task NonsenseInAWatch_IsAProtocolFailure(string line)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(line));
        (await LastAsync(member)).Failure.ShouldNotBeNull().Phase.ShouldBe(FailurePhase.Protocol);
    }

    private static async Task<WatchEvent> LastAsync(FakeMember member)
    {
        WatchEvent? last = null;
        await foreach (var change in member.Client(options: Impatient).WatchAsync(Pods, null, "1", KubeListOptions.Default, Stop)) last = change;
        return last.ShouldNotBeNull();
    }

    private static async Task<KubeFailure> FailureAsync(FakeMember member) =>
        (await member.Client(options: Impatient).GetAsync(Pods, new("a", "b"), Stop)).Failure.ShouldNotBeNull();

    private static Task<KubeFailure> FailureAsync(TcpListener listener) => FailureAsync(new Uri($"https://{listener.LocalEndpoint}"));

    private static async Task<KubeFailure> FailureAsync(Uri server)
    {
        using var transport = new ClusterTransport(new KubeConnection { Server = server, BearerToken = "x" }, new DirectDialer(FakeMember.Loopback), Impatient);
        return (await new KubeClient(transport, KubeIdentity.Platform).GetAsync(Pods, new("a", "b"), Stop)).Failure.ShouldNotBeNull();
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(Stop);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Stop);
    }
}
