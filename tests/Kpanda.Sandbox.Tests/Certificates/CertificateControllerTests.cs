using System.Net;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Certificates;

/// <summary>What the control plane does with requests for certificates; the sentences are those of a 1.36.2.</summary>
public sealed class CertificateControllerTests : IDisposable
{
    private const string KubeletClient = "kubernetes.io/kube-apiserver-client-kubelet";
    private const string KubeletServing = "kubernetes.io/kubelet-serving";

    private readonly SteppedCluster cluster = new(workers: 1);

    [Fact]
    public void ApprovedRequest_IsSignedForAsLongAsItAsks()
    {
        using var asked = new AskedCertificate("O=team-a,O=team-b,CN=jane");
        var request = asked.ToObject("one", usages: ["client auth", "digital signature"]);
        request["spec"]!["expirationSeconds"] = 3600;
        Ask(request);
        Item().ObjectAt("status").TextAt("certificate").ShouldBeNull();

        Approve();

        using var signed = asked.Signed(Item());
        var now = cluster.Time.GetUtcNow();
        signed.NotBefore.ToUniversalTime().ShouldBe(now.AddMinutes(-5).UtcDateTime, TimeSpan.FromSeconds(1));
        signed.NotAfter.ToUniversalTime().ShouldBe(now.AddHours(1).UtcDateTime, TimeSpan.FromSeconds(1));
        var user = cluster.Cluster.ClientAuthority.Identify(signed, now)!;
        user.Name.ShouldBe("jane");
        user.Groups.ShouldBe(["team-a", "team-b", "system:authenticated"], ignoreOrder: true);

        // An hour later it counts no more.
        cluster.Cluster.ClientAuthority.Identify(signed, now.AddHours(1).AddSeconds(1)).ShouldBeNull();
        new SandboxCluster("other").ClientAuthority.Identify(signed, now).ShouldBeNull();
    }

    [Fact]
    public void CertificateForServers_IsNoneForClients()
    {
        using var asked = new AskedCertificate("O=system:nodes,CN=system:node:node-1", names => names.AddIpAddress(IPAddress.Loopback));
        Ask(asked.ToObject("one", KubeletServing, "digital signature", "server auth"));
        Approve();

        using var signed = asked.Signed(Item());

        signed.MatchesHostname("127.0.0.1").ShouldBeTrue();
        cluster.Cluster.ClientAuthority.Identify(signed, cluster.Time.GetUtcNow()).ShouldBeNull();
    }

    [Theory]
    [InlineData("CN=jane", "kubernetes.io/kube-apiserver-client", "server auth", "invalid usage for client certificate: server auth")]
    [InlineData("CN=jane", "kubernetes.io/kube-apiserver-client", "digital signature", "missing required usage for client certificate: client auth")]
    [InlineData("CN=jane", KubeletServing, "client auth", "subject organization is not system:nodes")]
    [InlineData("O=system:nodes,CN=jane", KubeletServing, "server auth", "DNS or IP subjectAltName is required")]
    [InlineData("O=system:nodes,CN=jane", KubeletClient, "client auth", "subject common name does not begin with system:node:")]
    [InlineData("O=system:nodes,CN=system:node:a", KubeletClient, "client auth", "usages did not match [client auth digital signature key encipherment]")]
    public void RequestThatItsSignerDoesNotSign_Fails(string subject, string signer, string usage, string message)
    {
        using var asked = new AskedCertificate(subject);
        Ask(asked.ToObject("one", signer, usage));

        Approve();

        var failed = Conditions.Find(Item().ObjectAt("status"), "Failed").ShouldNotBeNull();
        failed.TextAt("reason").ShouldBe("SignerValidationFailure");
        failed.TextAt("message").ShouldBe(message);
        Item().ObjectAt("status").TextAt("certificate").ShouldBeNull();
    }

    [Fact]
    public void OtherSigners_AreLeftToOthers()
    {
        using var asked = new AskedCertificate("CN=jane");
        Ask(asked.ToObject("one", "example.com/any"));

        Approve();

        Item().ObjectAt("status").TextAt("certificate").ShouldBeNull();
    }

    [Theory]
    [InlineData("admin", "system:masters", true)]
    [InlineData("system:node:node-1", "system:nodes", true)]
    [InlineData("system:node:node-2", "system:nodes", false)]
    [InlineData("jane", "people", false)]
    public void KubeletsCertificate_IsApprovedForWhoeverMayAsk(string name, string group, bool approved)
    {
        // What installers bind: a node may renew its own.
        cluster.Store.Create(BuiltIn.ClusterRoleBindings, JsonNode.Parse(
            """{"metadata":{"name":"renew"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"system:certificates.k8s.io:certificatesigningrequests:selfnodeclient"},"subjects":[{"kind":"Group","apiGroup":"rbac.authorization.k8s.io","name":"system:nodes"}]}""")!.AsObject());
        using var asked = new AskedCertificate("O=system:nodes,CN=system:node:node-1");
        var request = asked.ToObject("one", KubeletClient, "client auth", "digital signature");
        foreach (var (field, value) in new SandboxUser(name, [group]).ToJson()) request["spec"]![field] = value!.DeepClone();

        Ask(request);

        var condition = Conditions.Find(Item().ObjectAt("status"), "Approved");
        (condition is not null).ShouldBe(approved);
        if (!approved) return;
        condition.TextAt("reason").ShouldBe("AutoApproved");
        condition.TextAt("message").ShouldBe($"Auto approving {(name == "system:node:node-1" ? "self " : "")}kubelet client certificate after SubjectAccessReview.");
        asked.Signed(Item()).Dispose();
    }

    [Fact]
    public void Requests_AreForgottenInTime()
    {
        using var asked = new AskedCertificate("CN=jane");
        foreach (var name in new[] { "pending", "denied", "signed", "approved" }) Ask(asked.ToObject(name, name == "approved" ? "example.com/any" : "kubernetes.io/kube-apiserver-client"));
        Decide("denied", "Denied");
        Approve("signed");
        Approve("approved");

        cluster.Pass(3590);
        Names().ShouldBe(["approved", "denied", "pending", "signed"]);
        cluster.Pass(20);
        Names().ShouldBe(["approved", "pending"]);
        cluster.Pass(24 * 3600);
        Names().ShouldBe(["approved"]);
    }

    public void Dispose() => cluster.Dispose();

    private IEnumerable<string> Names() => cluster.Store.List(BuiltIn.CertificateSigningRequests).Select(item => item.Key.Name);

    private JsonObject Item(string name = "one") => cluster.Store.Get(BuiltIn.CertificateSigningRequests, "", name)!.ToNode();

    private void Ask(JsonObject request)
    {
        cluster.Store.Create(BuiltIn.CertificateSigningRequests, request).Outcome.ShouldBe(StoreOutcome.Written);
        cluster.Settle();
    }

    private void Approve(string name = "one") => Decide(name, "Approved");

    private void Decide(string name, string type)
    {
        cluster.Store.Update(
            BuiltIn.CertificateSigningRequests, "", name,
            item =>
            {
                Conditions.Set(item.Ensure("status"), type, "True", null, null, cluster.Time.GetUtcNow(), "lastUpdateTime");
                return item;
            },
            UpdateKind.Status).Outcome.ShouldBe(StoreOutcome.Written);
        cluster.Settle();
    }
}
