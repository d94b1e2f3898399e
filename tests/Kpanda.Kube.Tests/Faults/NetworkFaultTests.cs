using Kpanda.Kube.Reflect;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Tests.Faults;

/// <summary>
/// Real failures of the way to a member: after each the watch goes on by itself, without a second list, and no event is lost or doubled. How soon is bounded by
/// <see cref="BackOffTests"/>; the measured time is printed.
/// </summary>
public sealed class NetworkFaultTests(ITestOutputHelper output)
{
    private static readonly TransportOptions Http1 = new() { Http2 = false };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CutConnection_IsMadeAnew(bool http2)
    {
        await using var member = await WatchedMember.StartAsync(output, new() { Http2 = http2 });
        member.Write(50);
        member.Proxy.Cut();
        await member.Sink.UntilAsync(sink => sink.Failures.Count > 1, "the cut is noticed", Stop);
        member.Write(200);
        member.Proxy.Restore();
        await member.RecoversAsync($"cut, HTTP/{(http2 ? 2 : 1)}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResetInTheMiddleOfEvents_LosesAndDoublesNothing(bool http2)
    {
        await using var member = await WatchedMember.StartAsync(output, new() { Http2 = http2 });
        for (var times = 0; times < 8; times++)
        {
            await member.Sink.UntilAsync(sink => sink.IsLive, "a watch", Stop);
            member.Write(100);
            member.Proxy.Reset();
            var told = times;
            await member.Sink.UntilAsync(sink => sink.Failures.Count > told, "the reset is noticed", Stop);
        }

        await member.RecoversAsync($"eight resets, HTTP/{(http2 ? 2 : 1)}");
        member.Proxy.Connections.ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FrozenConnection_GoesOnWhereItWas(bool http2)
    {
        await using var member = await WatchedMember.StartAsync(output, new() { Http2 = http2 });
        member.Proxy.Freeze();
        member.Write(200);
        member.Proxy.Restore();
        await member.RecoversAsync($"freeze, HTTP/{(http2 ? 2 : 1)}");
    }

    /// <summary>What a middlebox does that fails over or runs out of memory: what was open is forgotten, nobody is told, and only new connections work. With the usual settings.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForgottenConnections_AreMadeAnew(bool http2)
    {
        await using var member = await WatchedMember.StartAsync(output, new() { Http2 = http2 });
        await member.IsWatchedOverAsync(http2, Stop);
        member.Proxy.Forget();
        member.Write(100);
        member.Proxy.Restore();
        await member.RecoversAsync($"connections forgotten on the way, HTTP/{(http2 ? 2 : 1)}, usual settings");
        member.Sink.Failures.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForgottenConnections_WhileNothingNewIsMadeEither_AreMadeAnewOnceItIs(bool http2)
    {
        await using var member = await WatchedMember.StartAsync(output, new() { Http2 = http2 });
        await member.IsWatchedOverAsync(http2, Stop);
        member.Proxy.Forget();
        member.Write(100);
        // Longer than it takes to find out: whoever looks for the member meanwhile hangs as well.
        await member.Proxy.UntilMoreThanAsync(member.Proxy.Connections, Stop);
        member.Proxy.Restore();
        await member.RecoversAsync($"a way that was closed without a word, HTTP/{(http2 ? 2 : 1)}, usual settings");
    }

    [Fact]
    public async Task ConnectionForgottenAlone_IsFoundBySilenceInHttp11()
    {
        await using var member = await WatchedMember.StartAsync(output, Http1 with { StreamPingAfter = TimeSpan.FromHours(1) }, new() { SilentFor = TimeSpan.FromSeconds(2) });
        member.Proxy.Forget();
        member.Write(100);
        member.Proxy.Restore();
        await member.RecoversAsync("connection forgotten on the way, HTTP/1.1, silence of 2 s");
    }

    [Fact]
    public async Task SlowLine_BringsEverythingInOrder()
    {
        await using var member = await WatchedMember.StartAsync(output);
        member.Proxy.Slow(64 * 1024);
        member.Write(100);
        await member.CaughtUpAsync();
        member.Proxy.Restore();
        await member.RecoversAsync("64 KiB/s");
    }

    [Fact]
    public async Task RestartedMember_IsFollowedOn()
    {
        await using var member = await WatchedMember.StartAsync(output);
        member.Write(50);
        await member.RestartAsync(member.Authority);
        await member.RecoversAsync("member restart");
    }

    [Fact]
    public async Task MemberThatLostItsHistory_IsListedAgainWithoutGhosts()
    {
        await using var member = await WatchedMember.StartAsync(output);
        member.Proxy.Cut();
        member.Write(200);
        member.Cluster.Store.ExpireWatches();
        member.Proxy.Restore();
        await member.CaughtUpAsync();
        member.Sink.Lists.ShouldBe(2);
        member.HoldsTheSame();
    }

    [Fact]
    public async Task RotatedCertificate_OfTheSameAuthorityIsAccepted()
    {
        await using var member = await WatchedMember.StartAsync(output);
        await member.RestartAsync(member.Authority);
        await member.RecoversAsync("certificate rotation");
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsRefusedUntilTheRightOneIsBack()
    {
        using var other = new TestAuthority("other");
        await using var member = await WatchedMember.StartAsync(output);
        await member.RestartAsync(other);
        member.Write(20);
        await member.Sink.UntilAsync(sink => sink.Failures.Any(failure => failure is { Phase: FailurePhase.Tls, Side: FailureSide.Member }), "the wrong certificate is told", Stop);
        await member.RestartAsync(member.Authority);
        await member.RecoversAsync("certificate of another authority and back");
    }
}
