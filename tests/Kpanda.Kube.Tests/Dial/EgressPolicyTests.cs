using System.Net;
using Kpanda.Kube.Dial;

namespace Kpanda.Kube.Tests.Dial;

public sealed class EgressPolicyTests
{
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("::169.254.169.254")]
    public void MetadataAndLinkLocal_AreNeverReached(string address) =>
        new EgressPolicy(AllowLoopback: true, AllowPrivate: true).Refusal(IPAddress.Parse(address)).ShouldNotBeNull();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void Loopback_IsReachedOnlyWhereAllowed(string address)
    {
        EgressPolicy.Default.Refusal(IPAddress.Parse(address)).ShouldNotBeNull();
        new EgressPolicy(AllowLoopback: true, AllowPrivate: false).Refusal(IPAddress.Parse(address)).ShouldBeNull();
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("fd12::1")]
    public void PrivateRanges_FollowTheSetting(string address)
    {
        new EgressPolicy(AllowLoopback: false, AllowPrivate: false).Refusal(IPAddress.Parse(address)).ShouldNotBeNull();
        EgressPolicy.Default.Refusal(IPAddress.Parse(address)).ShouldBeNull();
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1")]
    public void PublicAddresses_AreReached(string address) =>
        new EgressPolicy(AllowLoopback: false, AllowPrivate: false).Refusal(IPAddress.Parse(address)).ShouldBeNull();

    [Fact]
    public async Task LoopbackServer_IsRefusedByThePolicyBeforeAnyConnection()
    {
        var dial = new DirectDialer(EgressPolicy.Default).ConnectAsync("localhost", 1, TestContext.Current.CancellationToken).AsTask();
        var failure = await Should.ThrowAsync<DialException>(dial);
        failure.Phase.ShouldBe(FailurePhase.Policy);
    }
}
