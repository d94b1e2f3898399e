using System.Net.Security;
using System.Text;
using Kpanda.Clusters;
using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Kube;
using Kpanda.Kube.Transport;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>Members that are away or broken cost bounded time and memory, are told in a Status, and the next cluster notices nothing.</summary>
public sealed class HostileMemberTests
{
    private const string Pods = "/k8s/clusters/bad/api/v1/pods";

    // However slow the machine is: what answers is not late.
    private static readonly TransportOptions Patient = TransportOptions.Default with { ConnectTimeout = TimeSpan.FromMinutes(3), ForwardTimeout = TimeSpan.FromMinutes(3) };

    // For members that never answer.
    private static readonly TransportOptions Hasty = Patient with { ForwardTimeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task Killed_IsUnavailable()
    {
        using var authority = new TestAuthority();
        using var gone = new RefusedPort();

        var answer = await AskAsync(gone.Number, authority);

        answer.Status.ShouldBe(503);
        answer.Json["reason"]!.ToString().ShouldBe("ServiceUnavailable");
        ((int)answer.Json["details"]!["retryAfterSeconds"]!).ShouldBeGreaterThan(0);
        // Clients would wait in silence, and ask ten times.
        answer.Headers.Contains("Retry-After").ShouldBeFalse();
    }

    [Fact]
    public async Task KnownToBeAway_IsToldAtOnceWithItsLastContact()
    {
        var contact = new DateTimeOffset(2026, 11, 21, 10, 20, 30, TimeSpan.Zero);
        await using var site = await GatewaySite.StartAsync();
        site.Clusters.Add("bad", new KubeConnection { Server = new Uri("https://127.0.0.1:1") });
        site.Clusters.Healths["bad"] = new ClusterHealth(ClusterPhases.Unknown, "v1.36.2", contact, "network.connect.late", new Dictionary<string, string>());

        var answer = await site.AskAsync("GET", Pods);

        answer.Status.ShouldBe(503);
        answer.Json["message"]!.ToString().ShouldContain("2026-11-21 10:20:30Z");
    }

    [Fact]
    public async Task Frozen_IsLate()
    {
        using var authority = new TestAuthority();
        await using var frozen = Member(authority, (_, stop) => Task.Delay(Timeout.Infinite, stop));

        (await AskAsync(frozen.Port, authority, Hasty)).Status.ShouldBe(504);
    }

    [Theory]
    [InlineData("this is no HTTP at all\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://evil.example/\u001b[31m\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n")]
    public async Task Garbage_IsABadGateway(string words)
    {
        using var authority = new TestAuthority();
        await using var bad = Member(authority, async (stream, stop) => await stream.WriteAsync(Encoding.Latin1.GetBytes(words), stop));

        var answer = await AskAsync(bad.Port, authority);

        answer.Status.ShouldBeInRange(502, 503);
        answer.Json["message"]!.ToString().ShouldNotContain("\u001b");
        answer.Headers.Contains("WWW-Authenticate").ShouldBeFalse();
    }

    [Fact]
    public async Task EndlessHeaders_AreNotReadOn()
    {
        using var authority = new TestAuthority();
        long written = 0;
        await using var bad = Member(authority, async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            var line = Encoding.ASCII.GetBytes($"X-More: {new string('x', 1000)}\r\n");
            while (true)
            {
                await stream.WriteAsync(line, stop);
                Interlocked.Add(ref written, line.Length);
            }
        });

        (await AskAsync(bad.Port, authority)).Status.ShouldBe(502);

        Interlocked.Read(ref written).ShouldBeLessThan(64L * 1024 * 1024);
    }

    [Fact]
    public async Task DrippingHeaders_AreLate()
    {
        using var authority = new TestAuthority();
        await using var bad = Member(authority, async (stream, stop) =>
        {
            await DripAsync(stream, "HTTP/1.1 200 OK\r\nX-Never-Ending: "u8.ToArray(), stop);
            while (true) await DripAsync(stream, "x"u8.ToArray(), stop);
        });

        (await AskAsync(bad.Port, authority, Hasty)).Status.ShouldBe(504);
    }

    [Fact]
    public async Task DrippingBody_CostsItsCallerAlone()
    {
        using var authority = new TestAuthority();
        var gone = new TaskCompletionSource();
        await using var bad = Member(authority, async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), stop);
            try
            {
                while (true) await DripAsync(stream, "1\r\n \r\n"u8.ToArray(), stop);
            }
            catch (IOException)
            {
                gone.SetResult();
            }
        });
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { Member = new(Requests: 1, Streams: 1, PerSecond: 1000) });
        Add(site, bad.Port, authority);

        await using (var wire = await site.OpenAsync())
        {
            await wire.AskAsync("GET", Pods);
            // Nothing is kept back until there is more of it.
            Encoding.ASCII.GetString(await wire.ReadBytesAsync(500)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
            // The place in its budget is taken; the next cluster has its own.
            (await site.AskAsync("GET", Pods)).Status.ShouldBe(429);
            (await site.AskAsync("GET", "/k8s/clusters/m/api/v1/pods")).Status.ShouldBe(200);
        }

        await gone.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task SilentInTheMiddle_IsCut()
    {
        using var authority = new TestAuthority();
        await using var bad = Member(authority, async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        await using var site = await GatewaySite.StartAsync(options: new GatewayOptions { SilentFor = TimeSpan.FromSeconds(1) });
        Add(site, bad.Port, authority);
        await using var wire = await site.OpenAsync();
        await wire.AskAsync("GET", Pods);

        // Headers and one byte may have passed; then the connection ends before the thousand are there.
        var all = await wire.ReadBytesAsync(5000);
        Encoding.ASCII.GetString(all).Split("\r\n\r\n")[^1].Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task CertificateOfSomebodyElse_IsNotTrusted()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority("other");
        var heard = 0;
        await using var bad = Member(other, (_, _) =>
        {
            Interlocked.Increment(ref heard);
            return Task.CompletedTask;
        });

        (await AskAsync(bad.Port, authority)).Status.ShouldBe(503);

        heard.ShouldBe(0);
    }

    private static TcpServer Member(TestAuthority authority, Func<SslStream, CancellationToken, Task> answer) => TcpServer.Tls(authority.Issue("CN=member").Certificate, async (stream, stop) =>
    {
        if (await stream.ReadAsync(new byte[8192], stop) > 0) await answer(stream, stop);
    });

    // A byte at a time, and no end.
    private static async Task DripAsync(SslStream stream, byte[] bytes, CancellationToken stop)
    {
        foreach (var one in bytes)
        {
            await stream.WriteAsync(new[] { one }, stop);
            await Task.Delay(2, stop);
        }
    }

    // Beside it stands a good cluster, which must answer while the bad one is being waited for.
    private static async Task<WireAnswer> AskAsync(int port, TestAuthority authority, TransportOptions? options = null)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        await using var site = await GatewaySite.StartAsync(member);
        Add(site, port, authority, options);
        var bad = site.AskAsync("GET", Pods);
        (await site.AskAsync("GET", "/k8s/clusters/m/api/v1/pods")).Status.ShouldBe(200);
        var answer = await bad;
        answer.Json["kind"]!.ToString().ShouldBe("Status");
        (await site.AskAsync("GET", "/k8s/clusters/m/api/v1/pods")).Status.ShouldBe(200);
        return answer;
    }

    private static void Add(GatewaySite site, int port, TestAuthority authority, TransportOptions? options = null) =>
        site.Clusters.Add("bad", new KubeConnection { Server = new Uri($"https://127.0.0.1:{port}"), CertificateAuthorityPem = authority.Pem, BearerToken = "secret-token" }, options ?? Patient);
}
