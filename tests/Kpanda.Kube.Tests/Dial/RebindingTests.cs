using System.Net;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Dial;

/// <summary>Names that change between check and use: a name is resolved once for a connection, and connected to is the address that was checked.</summary>
public sealed class RebindingTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NameIsResolvedOnceForAConnection()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var asked = 0;
        var dialer = new DirectDialer(FakeMember.Loopback, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "169.254.169.254")]));
        var client = member.Client(connection: At(member, "rebind.test"), dialer: dialer);
        (await client.GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
        (await client.GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull(); // The same connection.
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task NextConnection_IsCheckedAnew()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return context.JsonAsync(Answers.Pod("a"));
        }, Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        var asked = 0;
        var dialer = new DirectDialer(FakeMember.Loopback, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "169.254.169.254")]));
        var client = member.Client(connection: At(member, "rebind.test"), dialer: dialer);
        (await client.GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
        var failure = (await client.GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldNotBeNull();
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Policy, FailureSide.Client));
        failure.Message.ShouldContain("169.254.169.254");
        member.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task NameWithGoodAndBadAddresses_LeadsOnlyToTheGoodOnes()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var dialer = new DirectDialer(FakeMember.Loopback, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254"), IPAddress.Parse("fd00:ec2::254"), IPAddress.Loopback]));
        (await member.Client(connection: At(member, "mixed.test"), dialer: dialer).GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task DeadAddress_LeavesTimeForTheNextOne()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        // Nobody answers in the second block of 127/8 at this port: refused at once, and the next address is tried.
        var dialer = new DirectDialer(FakeMember.Loopback, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.9.9.9"), IPAddress.Loopback]));
        (await member.Client(connection: At(member, "two.test"), dialer: dialer).GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task ResolverThatHangs_EndsAtTheDeadline()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var dialer = new DirectDialer(FakeMember.Loopback, async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return [];
        });
        var options = TransportOptions.Default with { ConnectTimeout = TimeSpan.FromMilliseconds(300), Attempts = 1 };
        var failure = (await member.Client(connection: At(member, "slow.test"), dialer: dialer, options: options).GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Connect);
    }

    private static KubeConnection At(FakeMember member, string name) => new()
    {
        Server = new Uri($"https://{name}:{member.Server.Port}"),
        CertificateAuthorityPem = member.Authority.Pem,
        BearerToken = "secret-token",
        TlsServerName = "127.0.0.1",
    };
}
