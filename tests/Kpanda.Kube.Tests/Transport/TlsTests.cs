using System.Security.Authentication;
using Kpanda.Kube.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Kpanda.Kube.Tests.Transport;

public sealed class TlsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OtherAuthority_IsSaidAndNothingIsSent()
    {
        using var other = new TestAuthority("other");
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        var failure = await FailureAsync(member, new KubeConnection { Server = member.Server, CertificateAuthorityPem = other.Pem, BearerToken = "secret" });
        (failure.Phase, failure.Side).ShouldBe((FailurePhase.Tls, FailureSide.Member));
        failure.Message.ShouldContain("not signed by the certificate authority");
        member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task NoAuthority_MeansTheSystemsRoots()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        var failure = await FailureAsync(member, new KubeConnection { Server = member.Server, BearerToken = "secret" });
        failure.Message.ShouldContain("the kubeconfig names none");
    }

    [Fact]
    public async Task WrongName_IsSaidWithTheRightOnes()
    {
        using var authority = new TestAuthority();
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"), certificate: authority.Issue("CN=m", "kubernetes.example.com").Certificate);
        var failure = await FailureAsync(member, new KubeConnection { Server = member.Server, CertificateAuthorityPem = authority.Pem, BearerToken = "secret" });
        failure.Phase.ShouldBe(FailurePhase.Tls);
        failure.Message.ShouldContain("not for 127.0.0.1 but for kubernetes.example.com");
    }

    [Fact]
    public async Task TlsServerName_IsTheNameThatCounts()
    {
        using var authority = new TestAuthority();
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"), certificate: authority.Issue("CN=m", "kubernetes.example.com").Certificate);
        var connection = new KubeConnection { Server = member.Server, CertificateAuthorityPem = authority.Pem, TlsServerName = "kubernetes.example.com", BearerToken = "secret" };
        (await member.Client(connection: connection).GetAsync(KubePath.Document("/version"), "application/json", Stop)).Failure.ShouldBeNull();
        member.Requests.ShouldHaveSingleItem().Protocol.ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task ExpiredCertificate_IsSaidWithItsTime()
    {
        using var authority = new TestAuthority();
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"), certificate: authority.Issue("CN=m", validFor: TimeSpan.FromDays(1)).Certificate);
        var failure = await FailureAsync(member, new KubeConnection { Server = member.Server, CertificateAuthorityPem = authority.Pem, BearerToken = "secret" });
        failure.Phase.ShouldBe(FailurePhase.Tls);
        failure.Message.ShouldContain("only valid from");
    }

    [Fact]
    public async Task PinnedServerCertificateItself_IsTrusted()
    {
        using var authority = new TestAuthority();
        var (certificate, pem, _) = authority.Issue("CN=m");
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"), certificate: certificate);
        var connection = new KubeConnection { Server = member.Server, CertificateAuthorityPem = pem, BearerToken = "secret" };
        (await member.Client(connection: connection).GetAsync(KubePath.Document("/version"), "application/json", Stop)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task SkippedVerification_ConnectsToAnything()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        var connection = new KubeConnection { Server = member.Server, SkipTlsVerify = true, BearerToken = "secret" };
        (await member.Client(connection: connection).GetAsync(KubePath.Document("/version"), "application/json", Stop)).Failure.ShouldBeNull();
    }

    /// <summary>
    /// TLS 1.2 calls it renegotiation, TLS 1.3 post-handshake authentication: some load balancers ask for the client certificate in the middle of a connection. The
    /// keys change under an open watch, and the watch goes on. (HTTP/2 forbids both, RFC 9113 §9.2.1 and RFC 8740, so such a member is spoken to in HTTP/1.1.)
    /// </summary>
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task RenegotiationDuringAWatch_IsFollowed(SslProtocols protocol)
    {
        var subject = "";
        await using var member = await FakeMember.StartAsync(
            async context =>
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($$"""{"type":"ADDED","object":{{Answers.Pod("a", "1")}}}""" + "\n");
                await context.Response.Body.FlushAsync();
                subject = (await context.Connection.GetClientCertificateAsync())?.Subject ?? "none";
                await context.Response.WriteAsync($$"""{"type":"ADDED","object":{{Answers.Pod("b", "2")}}}""" + "\n");
            },
            HttpProtocols.Http1,
            tls: https =>
            {
                https.SslProtocols = protocol;
                https.ClientCertificateMode = ClientCertificateMode.DelayCertificate;
            });
        var (_, certificate, key) = member.Authority.Issue("CN=platform");
        var connection = new KubeConnection { Server = member.Server, CertificateAuthorityPem = member.Authority.Pem, ClientCertificatePem = certificate, ClientKeyPem = key };
        var versions = new List<string>();
        await foreach (var change in member.Client(connection: connection).WatchAsync(new("", "v1", "pods"), null, "0", KubeListOptions.Default, Stop))
        {
            change.Failure.ShouldBeNull(change.Failure?.Message);
            versions.Add(change.ResourceVersion);
        }

        versions.ShouldBe(["1", "2"]);
        subject.ShouldBe("CN=platform");
    }

    private static async Task<KubeFailure> FailureAsync(FakeMember member, KubeConnection connection) =>
        (await member.Client(connection: connection).GetAsync(KubePath.Document("/version"), "application/json", Stop)).Failure.ShouldNotBeNull();
}
