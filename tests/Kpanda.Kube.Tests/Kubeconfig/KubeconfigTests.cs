using System.Security.Cryptography;
using System.Text;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Kube.Tests.Fakes;

namespace Kpanda.Kube.Tests.Kubeconfig;

public sealed class KubeconfigTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void InlineTokenAndAuthority_AreKept()
    {
        var kubeconfig = Accept(File(Cluster(), "token: abc"));
        kubeconfig.Context.ShouldBe("c");
        kubeconfig.Connection.Server.ShouldBe(new Uri("https://example.com:6443/k8s/clusters/c-1"));
        kubeconfig.Connection.CertificateAuthorityPem.ShouldBe(_authority.Pem);
        kubeconfig.Connection.BearerToken.ShouldBe("abc");
        kubeconfig.Expires.ShouldBeNull();
        kubeconfig.Connection.ToString().ShouldNotContain("abc");
    }

    [Fact]
    public void ClientCertificate_TellsWhenItEnds()
    {
        var (_, certificate, key) = _authority.Issue("CN=me", validFor: TimeSpan.FromDays(30));
        var kubeconfig = Accept(File(Cluster(), $"client-certificate-data: {Base64(certificate)}", $"client-key-data: {Base64(key)}"));
        kubeconfig.Connection.ClientKeyPem.ShouldBe(key);
        kubeconfig.Expires!.Value.ShouldBe(Now.AddDays(28), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void JwtToken_TellsWhenItEnds()
    {
        var ends = Now.AddDays(3).ToUnixTimeSeconds();
        var token = $"e30.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"exp":{{ends}}}"""))}.sig";
        Accept(File(Cluster(), $"token: {token}")).Expires!.Value.ToUnixTimeSeconds().ShouldBe(ends);
        var old = $"e30.{System.Buffers.Text.Base64Url.EncodeToString("""{"exp":1000}"""u8)}.sig";
        Refuse(File(Cluster(), $"token: {old}")).ShouldBe(("users[u].user.token", "kubeconfig.expired"));
    }

    [Theory]
    [InlineData("exec: {command: /bin/sh, apiVersion: client.authentication.k8s.io/v1}", "users[u].user.exec", "kubeconfig.exec")]
    [InlineData("auth-provider: {name: gcp}", "users[u].user.auth-provider", "kubeconfig.authprovider")]
    [InlineData("tokenFile: /var/run/secrets/token", "users[u].user.tokenFile", "kubeconfig.file")]
    [InlineData("client-certificate: /etc/passwd", "users[u].user.client-certificate", "kubeconfig.file")]
    [InlineData("client-key: ../key", "users[u].user.client-key", "kubeconfig.file")]
    [InlineData("username: admin", "users[u].user.username", "kubeconfig.password")]
    [InlineData("password: x", "users[u].user.password", "kubeconfig.password")]
    [InlineData("as: system:admin", "users[u].user.as", "kubeconfig.impersonation")]
    [InlineData("surprise: 1", "users[u].user.surprise", "kubeconfig.key.unknown")]
    [InlineData("token: ''", "users[u].user.token", "kubeconfig.credential.missing")]
    [InlineData("token: \"a b\"", "users[u].user.token", "kubeconfig.token")]
    [InlineData("token: 123", "users[u].user.token", "kubeconfig.field.text")]
    [InlineData("client-certificate-data: '!'", "users[u].user.client-certificate-data", "kubeconfig.base64")]
    [InlineData("client-certificate-data: aGVsbG8=", "users[u].user.client-certificate-data", "kubeconfig.pem")]
    public void User_IsRefusedByName(string user, string field, string reason) => Refuse(File(Cluster(), user)).ShouldBe((field, reason));

    [Theory]
    [InlineData("server: https://x", "certificate-authority: /etc/ca", "clusters[k].cluster.certificate-authority", "kubeconfig.file")]
    [InlineData("server: https://x", "insecure-skip-tls-verify: true", "clusters[k].cluster.insecure-skip-tls-verify", "kubeconfig.insecure")]
    [InlineData("server: https://x", "proxy-url: http://p", "clusters[k].cluster.proxy-url", "kubeconfig.proxy")]
    [InlineData("server: https://x", "tls-server-name: 'a/b'", "clusters[k].cluster.tls-server-name", "kubeconfig.servername")]
    [InlineData("server: https://x", "certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t", "clusters[k].cluster.certificate-authority-data", "kubeconfig.certificate")]
    [InlineData("server: https://x", "other: 1", "clusters[k].cluster.other", "kubeconfig.key.unknown")]
    [InlineData("server: http://x", "extensions: []", "clusters[k].cluster.server", "kubeconfig.server.https")]
    [InlineData("server: file:///etc/passwd", "extensions: []", "clusters[k].cluster.server", "kubeconfig.server.url")]
    [InlineData("server: https://user:pw@x", "extensions: []", "clusters[k].cluster.server", "kubeconfig.server.parts")]
    [InlineData("server: https://x?a=b", "extensions: []", "clusters[k].cluster.server", "kubeconfig.server.parts")]
    [InlineData("server: nonsense", "extensions: []", "clusters[k].cluster.server", "kubeconfig.server.url")]
    [InlineData("server: ''", "extensions: []", "clusters[k].cluster.server", "kubeconfig.server.missing")]
    public void Cluster_IsRefusedByName(string first, string second, string field, string reason) =>
        Refuse(File($"{first}\n    {second}", "token: abc")).ShouldBe((field, reason));

    [Fact]
    public void WhatIsPermitted_IsKept()
    {
        var text = File("server: https://x\n    insecure-skip-tls-verify: true\n    proxy-url: socks5://p:1080\n    tls-server-name: kubernetes", "token: abc");
        KubeconfigReader.TryRead(text, new(AllowInsecure: true, AllowProxy: true), Now, out var kubeconfig, out var refusal).ShouldBeTrue($"{refusal}");
        (kubeconfig!.Connection.SkipTlsVerify, kubeconfig.Connection.Proxy!.Host, kubeconfig.Connection.TlsServerName).ShouldBe((true, "p", "kubernetes"));
        KubeconfigReader.TryRead(text.Replace("socks5", "ftp", StringComparison.Ordinal), new(AllowInsecure: true, AllowProxy: true), Now, out _, out refusal).ShouldBeFalse();
        refusal!.Reason.ShouldBe("kubeconfig.proxy.scheme");
    }

    [Theory]
    [InlineData("", "", "kubeconfig.empty")]
    [InlineData("[1, 2]", "", "kubeconfig.shape")]
    [InlineData("a: 1\n---\nb: 2", "", "kubeconfig.yaml")]
    [InlineData("a: &x 1\nb: *x", "", "kubeconfig.yaml")]
    [InlineData("a: [", "", "kubeconfig.yaml")]
    [InlineData("kind: Config\nkind: Config", "", "kubeconfig.yaml")]
    [InlineData("kind: Secret", "kind", "kubeconfig.kind")]
    [InlineData("apiVersion: v2", "apiVersion", "kubeconfig.apiversion")]
    [InlineData("surprise: 1", "surprise", "kubeconfig.key.unknown")]
    [InlineData("contexts: {}", "contexts", "kubeconfig.field.list")]
    [InlineData("contexts: []", "current-context", "kubeconfig.context.missing")]
    [InlineData("current-context: nope\ncontexts: []", "current-context", "kubeconfig.context.unknown")]
    [InlineData("contexts: [{name: c, context: {cluster: k, user: u}}]", "contexts[c].context.cluster", "kubeconfig.reference.unknown")]
    [InlineData("contexts: [{name: c, context: {user: u}}]", "contexts[c].context.cluster", "kubeconfig.field.missing")]
    [InlineData("contexts: [{name: c, context: {cluster: k}}, {name: c, context: {cluster: k}}]", "contexts[1].name", "kubeconfig.name.twice")]
    public void File_IsRefusedByName(string text, string field, string reason) => Refuse(text).ShouldBe((field, reason));

    [Fact]
    public void HugeFile_IsRefusedBeforeItIsRead() => Refuse("a: " + new string('x', KubeconfigReader.MaxLength)).Reason.ShouldBe("kubeconfig.size");

    [Fact]
    public void DeepFile_IsRefused() => Refuse("a: " + new string('[', 5000)).Reason.ShouldBe("kubeconfig.yaml");

    [Fact]
    public void OtherUsersOfTheFile_AreNotOurBusiness()
    {
        var text = File(Cluster(), "token: abc") + "\n- name: other\n  user: {exec: {command: x}}\n";
        Accept(text).Connection.BearerToken.ShouldBe("abc");
    }

    [Fact]
    public void KeyOfAnotherCertificate_IsRefused()
    {
        var (_, certificate, _) = _authority.Issue("CN=me");
        var (_, _, key) = _authority.Issue("CN=other");
        Refuse(File(Cluster(), $"client-certificate-data: {Base64(certificate)}", $"client-key-data: {Base64(key)}")).Reason.ShouldBe("kubeconfig.keypair");
        Refuse(File(Cluster(), $"client-certificate-data: {Base64(certificate)}")).ShouldBe(("users[u].user.client-key-data", "kubeconfig.field.missing"));
    }

    [Fact]
    public void KeyOnACurveThatNobodyKnows_IsRefused()
    {
        var (_, certificate, _) = _authority.Issue("CN=me");
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = good.ExportPkcs8PrivateKey();

        // 1.2.840.10045.3.1.7, the curve's name, becomes 1.2.840.78.61.3.1.7.
        var curve = der.AsSpan().IndexOf((byte[])[0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]);
        der[curve + 5] = 0x4E;
        var key = PemEncoding.WriteString("PRIVATE KEY", der);
        Refuse(File(Cluster(), $"client-certificate-data: {Base64(certificate)}", $"client-key-data: {Base64(key)}")).Reason.ShouldBe("kubeconfig.keypair");
    }

    [Fact]
    public void ExpiredCertificate_IsRefused()
    {
        var (_, certificate, key) = _authority.Issue("CN=me", validFor: TimeSpan.FromDays(1));
        Refuse(File(Cluster(), $"client-certificate-data: {Base64(certificate)}", $"client-key-data: {Base64(key)}")).Reason.ShouldBe("kubeconfig.expired");
    }

    private string Cluster() => $"server: https://example.com:6443/k8s/clusters/c-1\n    certificate-authority-data: {Base64(_authority.Pem)}";

    private static string File(string cluster, params string[] user) => $"""
        apiVersion: v1
        kind: Config
        preferences: {"{}"}
        current-context: c
        contexts:
        - name: c
          context:
            cluster: k
            user: u
            namespace: default
        clusters:
        - name: k
          cluster:
            {cluster}
        users:
        - name: u
          user:
            {string.Join("\n    ", user)}
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static ImportedKubeconfig Accept(string text)
    {
        KubeconfigReader.TryRead(text, KubeconfigPolicy.Strict, Now, out var kubeconfig, out var refusal).ShouldBeTrue($"{refusal}\n{text}");
        return kubeconfig!;
    }

    private static (string Field, string Reason) Refuse(string text)
    {
        KubeconfigReader.TryRead(text, KubeconfigPolicy.Strict, Now, out _, out var refusal).ShouldBeFalse(text);
        return (refusal!.Field, refusal.Reason);
    }
}
