using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Gateway.Kubeconfigs;
using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Tests.Kubeconfigs;

/// <summary>A certificate of a member: asked for as the person, approved by the platform, checked, and nothing of it left behind.</summary>
public sealed class IssueCertificateTests : IAsyncLifetime
{
    private const string Requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

    private readonly FakeClusters _clusters = new() { ServesThePlatform = true };
    private readonly FakeAuthorizer _authorizer = new();
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private FakeMember _member = null!;
    private JsonNode? _request;

    /// <summary>What the member signs for a request.</summary>
    private Func<CertificateRequest, CertificateRequest> Signs { get; set; } = static request => request;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _member = await FakeMember.StartAsync(AnswerAsync);
        _clusters.Add("m", _member.Connection);
    }

    public async ValueTask DisposeAsync()
    {
        _clusters.Dispose();
        await _member.DisposeAsync();
        _authorityKey.Dispose();
    }

    [Fact]
    public async Task Certificate_IsThePersons_AndNothingIsLeftBehind()
    {
        var issued = (await IssueAsync(3600)).Value;

        using var certificate = X509Certificate2.CreateFromPem(issued.Certificate, issued.Key);
        certificate.HasPrivateKey.ShouldBeTrue();
        certificate.Subject.ShouldBe("O=dev, CN=jane");
        issued.ToString().ShouldNotContain("BEGIN");

        string[] calls = [.. _member.Requests.Select(asked => $"{asked.Method} {asked.Headers.GetValueOrDefault("Impersonate-User", ["platform"])[0]} {asked.Target.Split('/')[^1]}")];
        var name = _request!["metadata"]!["name"]!.ToString();
        calls.ShouldBe(["POST jane certificatesigningrequests", "PUT platform approval", $"GET platform {name}", $"DELETE platform {name}"]);
        var spec = _request["spec"]!;
        (spec["signerName"]!.ToString(), (int)spec["expirationSeconds"]!).ShouldBe(("kubernetes.io/kube-apiserver-client", 3600));
        _member.Requests.ShouldAllBe(asked => !asked.Body.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 604800)]
    [InlineData(0, 604800)]
    [InlineData(2592000, 2592000)]
    public async Task NoWord_IsSevenDays(int? seconds, int lasts)
    {
        (await IssueAsync(seconds)).Error.ShouldBeNull();

        ((int)_request!["spec"]!["expirationSeconds"]!).ShouldBe(lasts);
    }

    [Theory]
    [InlineData(599)]
    [InlineData(2592001)]
    [InlineData(-1)]
    public async Task TooShortOrTooLong_IsRefused(int seconds)
    {
        (await IssueAsync(seconds)).Error!.Reason.ShouldBe("kubeconfig.certificate.expiration");

        _member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task WithoutTheRight_TheMemberHearsNothing()
    {
        _authorizer.Allows = (_, _) => false;

        (await IssueAsync(3600)).Error.ShouldNotBeNull();

        var asked = _authorizer.Asked.ShouldHaveSingleItem();
        (asked.Verb, asked.Resource.Resource, asked.Cluster).ShouldBe(("create", "certificatesigningrequests", "m"));
        _member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task CredentialThatMayNotImpersonate_MakesNone()
    {
        _clusters.CanImpersonate = false;

        (await IssueAsync(3600, new Person(Guid.CreateVersion7(), "admin", [], IsPlatformAdministrator: true))).Error!.Reason.ShouldBe("cluster.cannot.impersonate");

        _member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task CertificateForMoreThanWasAsked_IsNotHandedOut()
    {
        Signs = request => new CertificateRequest(new X500DistinguishedName("CN=jane, O=dev, O=system:masters"), request.PublicKey, HashAlgorithmName.SHA256);
        (await IssueAsync(3600)).Error!.Reason.ShouldBe("kubeconfig.certificate.strange");

        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Signs = request => new CertificateRequest(request.SubjectName, other, HashAlgorithmName.SHA256);
        (await IssueAsync(3600)).Error!.Reason.ShouldBe("kubeconfig.certificate.strange");

        _member.Requests.Count(asked => asked.Method == "DELETE").ShouldBe(2);
    }

    private Task<Result<ClientCertificate>> IssueAsync(int? seconds, Person? person = null) =>
        new IssueCertificate(_clusters, _authorizer, TimeProvider.System).IssueAsync(person ?? GatewaySite.Jane, "m", seconds, Token);

    // Signs when it is approved, as a controller manager does.
    private Task AnswerAsync(HttpContext context)
    {
        var body = _member.Requests.Last().Body;
        switch (context.Request.Method)
        {
            case "POST" when context.Request.Path == Requests:
                _request = JsonNode.Parse(body)!;
                break;
            case "PUT":
                JsonNode.Parse(body)!["status"]!["conditions"]![0]!["type"]!.ToString().ShouldBe("Approved");
                var asked = CertificateRequest.LoadSigningRequestPem(Encoding.ASCII.GetString(Convert.FromBase64String(_request!["spec"]!["request"]!.ToString())), HashAlgorithmName.SHA256);
                var now = TimeProvider.System.GetUtcNow();
                using (var signed = Signs(asked).Create(new X500DistinguishedName("CN=member"), X509SignatureGenerator.CreateForECDsa(_authorityKey), now.AddMinutes(-5), now.AddHours(1), [1]))
                    _request["status"] = new JsonObject { ["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(signed.ExportCertificatePem())) };
                break;
        }

        return context.JsonAsync(_request!.ToJsonString());
    }
}
