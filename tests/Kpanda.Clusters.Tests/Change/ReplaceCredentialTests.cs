using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kpanda.Clusters.Tests.Fakes;

namespace Kpanda.Clusters.Tests.Change;

public sealed class ReplaceCredentialTests : IAsyncLifetime
{
    private FakeCluster _alpha = null!;
    private FakeCluster _beta = null!;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        (_alpha, _beta) = (await FakeCluster.StartAsync(), await FakeCluster.StartAsync());
        (await _host.ImportAsync("alpha", _alpha.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        (await _host.ImportAsync("beta", _beta.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        await _host.UntilAsync(() => _host.Clusters.List().All(cluster => _host.Clusters.Health(cluster.Name).Phase == "Running"), "both to run");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _alpha.DisposeAsync();
        await _beta.DisposeAsync();
    }

    [Fact]
    public async Task NewKubeconfig_IsSwappedInWithoutTheClusterEverBeingAway()
    {
        var phases = new List<string>();
        using var subscription = _host.Clusters.Subscribe(name => { lock (phases) phases.Add(_host.Clusters.Health(name).Phase); });
        var before = _host.Clusters.SystemClient("alpha").Value.Transport;
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { kubeConfigString = Fresh });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        _host.Clusters.SystemClient("alpha").Value.Transport.ShouldNotBeSameAs(before);
        await _host.UntilAsync(() => _alpha.Member.Requests.Last().Headers["Authorization"][0] == "Bearer fresh-token", "probes with the new token");
        lock (phases) phases.Distinct().Order().ShouldBe(["Running", "Updating"]);
    }

    [Fact]
    public async Task KubeconfigOfAnotherCluster_IsNotSwappedInAndNothingIsWrittenThere()
    {
        _beta.Member.Requests.Clear();
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { kubeConfigString = _beta.Kubeconfig.Replace("secret-token", "other-token", StringComparison.Ordinal) });
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe("cluster.kubeconfig.othercluster");
        _host.Clusters.Find("alpha")!.ApiEndpoint.ShouldBe(_alpha.Member.Server.ToString());
        _host.Clusters.Health("alpha").Phase.ShouldBe("Running");
        _beta.Member.Requests.Where(request => request.Headers["Authorization"][0] == "Bearer other-token" && request.Method is not "GET")
            .ShouldAllBe(request => request.Target.Contains("selfsubjectaccessreviews", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KubeconfigThatDoesNotWork_LeavesTheOldOneInPlace()
    {
        var before = _host.Clusters.SystemClient("alpha").Value.Transport;
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { kubeConfigString = FakeCluster.KubeconfigFor("https://127.0.0.1:1", _alpha.Member.Authority.Pem) });
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("kubeConfigString");
        _host.Clusters.SystemClient("alpha").Value.Transport.ShouldBeSameAs(before);
        _host.Clusters.Health("alpha").Phase.ShouldBe("Running");
    }

    [Fact]
    public async Task ValidateForACluster_SaysWhetherItIsTheSameOneAndChangesNothing()
    {
        var version = _host.Clusters.Find("alpha")!.Version;
        (await ValidateAsync(Fresh)).GetProperty("validateResult").GetBoolean().ShouldBeTrue();
        var other = await ValidateAsync(_beta.Kubeconfig);
        other.GetProperty("validateResult").GetBoolean().ShouldBeFalse();
        other.GetProperty("errMsg").GetString()!.ShouldContain("another cluster than alpha");
        _host.Clusters.Find("alpha")!.Version.ShouldBe(version);
        (await _host.SendAsync(HttpMethod.Post, "/clusters/nobody/validate", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _host.SendAsync(HttpMethod.Post, "/clusters/alpha/validate", new { }, asVisitor: true)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task NewTexts_KeepTheConnections()
    {
        var before = _host.Clusters.SystemClient("alpha").Value.Transport;
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { aliasName = "新名称", describe = "two\nlines", distribution = "GKE" });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        _host.Clusters.SystemClient("alpha").Value.Transport.ShouldBeSameAs(before);
        body.GetProperty("cluster").GetProperty("status").GetProperty("distribution").GetString().ShouldBe("GKE");
        // The person's choice stands when the member is verified again.
        (await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { kubeConfigString = Fresh })).Status.ShouldBe(HttpStatusCode.OK);
        (_host.Clusters.Find("alpha")!.Distribution, _host.Clusters.Find("alpha")!.Provider).ShouldBe(("GKE", "GENERIC"));
        await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { provider = "AWS_EKS" });
        _host.Clusters.Find("alpha")!.Distribution.ShouldBe("EKS");
    }

    [Theory]
    [InlineData("provider", "NOPE")]
    [InlineData("distribution", "Nope")]
    [InlineData("aliasName", "a\nb")]
    [InlineData("region", "a234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("proxyUrl", "proxy.example.com")]
    [InlineData("proxyUrl", "ftp://proxy.example.com")]
    [InlineData("proxyUrl", "http://proxy.example.com/path?x")]
    [InlineData("proxyUrl", "socks5://")]
    [InlineData("kubeConfigString", "nonsense: [")]
    public async Task BadField_IsNamedAndNothingChanges(string field, string value)
    {
        var before = _host.Clusters.Find("alpha");
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new Dictionary<string, string> { [field] = value });
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe(field);
        _host.Clusters.Find("alpha").ShouldBe(before);
    }

    [Theory]
    [InlineData(3, true, "cluster.credential.soon")]
    [InlineData(90, false, "cluster.credential.until")]
    public async Task ClientCertificateThatEnds_IsWarnedOfInTime(int days, bool isWarned, string reason)
    {
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { kubeConfigString = WithCertificate(TimeProvider.System.GetUtcNow().AddDays(days)) });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        ShouldWarn(body.GetProperty("cluster").GetProperty("status"), isWarned, reason);
    }

    [Fact]
    public async Task TokenThatEnds_IsWarnedOfInBothLanguagesAndInTheList()
    {
        var token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"exp":{{TimeProvider.System.GetUtcNow().AddDays(2).ToUnixTimeSeconds()}}}""")).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.x";
        await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { kubeConfigString = _alpha.Kubeconfig.Replace("secret-token", token, StringComparison.Ordinal) });
        var (_, list) = await _host.SendAsync(HttpMethod.Get, "/clusters?name=alpha", language: "zh");
        var status = list.GetProperty("items")[0].GetProperty("status");
        ShouldWarn(status, true, "cluster.credential.soon");
        var condition = Credential(status);
        condition.GetProperty("message").GetString()!.ShouldContain("到期");
        condition.GetProperty("title").GetString().ShouldBe("凭证有效");
    }

    [Fact]
    public void CredentialThatHasEnded_IsNoLongerGood()
    {
        var now = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var record = new ClusterRecord(Guid.CreateVersion7(), "c") { CredentialExpires = now };
        var condition = Clusters.Verify.CredentialRule.Judge(record, now, TimeSpan.FromDays(30));
        (condition.Status, condition.Reason, condition.Detail).ShouldBe((false, "cluster.credential.ended", "2026-05-01 00:00 UTC"));
    }

    private string Fresh => _alpha.Kubeconfig.Replace("secret-token", "fresh-token", StringComparison.Ordinal);

    private async Task<JsonElement> ValidateAsync(string kubeconfig)
    {
        var (status, body) = await _host.SendAsync(HttpMethod.Post, "/clusters/alpha/validate", new { kubeConfigString = kubeconfig });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        return body.GetProperty("kubeconfig");
    }

    private static JsonElement Credential(JsonElement status) =>
        status.GetProperty("conditions").EnumerateArray().Single(condition => condition.GetProperty("type").GetString() == "CredentialValid");

    private static void ShouldWarn(JsonElement status, bool isWarned, string reason)
    {
        (status.TryGetProperty("kubeconfigExpireWarnning", out var warning) && warning.GetBoolean()).ShouldBe(isWarned);
        status.GetProperty("kubeconfigExpireTime").GetString().ShouldNotBeNullOrEmpty();
        Credential(status).GetProperty("reason").GetString().ShouldBe(reason);
    }

    private string WithCertificate(DateTimeOffset expires)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=kpanda", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), expires);
        var (certificatePem, keyPem) = (Base64(certificate.ExportCertificatePem()), Base64(key.ExportPkcs8PrivateKeyPem()));
        return FakeCluster.KubeconfigFor(_alpha.Member.Server.ToString(), _alpha.Member.Authority.Pem, $"{{client-certificate-data: {certificatePem}, client-key-data: {keyPem}}}");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
