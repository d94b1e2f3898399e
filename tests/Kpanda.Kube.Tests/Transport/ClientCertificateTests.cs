using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Tests.Certificates;

namespace Kpanda.Kube.Tests.Transport;

/// <summary>The client in the hands of somebody whose certificate the cluster has signed: asked for, approved, and put into a kubeconfig.</summary>
public sealed class ClientCertificateTests
{
    private static readonly GroupVersionResource Requests = new("certificates.k8s.io", "v1", "certificatesigningrequests");
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CertificateByRequest_OpensTheCluster()
    {
        using var authority = new TestAuthority();
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 2, Nodes = 2 }, TimeProvider.System, null, Stop);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Certificate = authority.Issue("CN=m").Certificate }, Stop);
        var cluster = simulation.Fleet.Clusters[0];
        using var asked = new AskedCertificate("O=team,CN=jane");
        using var transport = new ClusterTransport(new KubeConnection { Server = new Uri($"{host.Url}/{cluster.Name}"), CertificateAuthorityPem = authority.Pem, BearerToken = cluster.Tokens.AdminToken }, new DirectDialer(FakeMember.Loopback));
        var certificate = await CertifyAsync(new KubeClient(transport, KubeIdentity.Platform), asked);

        using var jane = Transport(host, cluster.Name, authority, certificate, asked.KeyPem);
        var refused = (await new KubeClient(jane, KubeIdentity.Platform).GetAsync(Namespaces, new("", "default"), Stop)).Failure.ShouldNotBeNull();
        refused.Message.ShouldContain("User \"jane\" cannot get resource \"namespaces\"");

        // The same certificate is nobody's elsewhere.
        using var elsewhere = Transport(host, simulation.Fleet.Clusters[1].Name, authority, certificate, asked.KeyPem);
        (await new KubeClient(elsewhere, KubeIdentity.Platform).GetAsync(Namespaces, new("", "default"), Stop)).Failure.ShouldNotBeNull().Phase.ShouldBe(FailurePhase.Authentication);
    }

    private static async Task<string> CertifyAsync(KubeClient admin, AskedCertificate asked)
    {
        var made = await admin.CreateAsync(Requests, null, asked.ToObject("jane"), KubeWriteOptions.Default, Stop);
        made.TryGet(out var created, out var failure).ShouldBeTrue(failure?.Message);
        var item = JsonNode.Parse(created!.Json.Span)!.AsObject();
        item["status"] = JsonNode.Parse("""{"conditions":[{"type":"Approved","status":"True","reason":"Test"}]}""");
        (await admin.UpdateAsync(Requests, new("", "jane"), item, KubeWriteOptions.Default with { Subresource = "approval" }, Stop)).Failure.ShouldBeNull();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            (await admin.GetAsync(Requests, new("", "jane"), patience.Token)).TryGet(out var read, out _).ShouldBeTrue();
            var now = JsonNode.Parse(read!.Json.Span)!.AsObject();
            if (now["status"]!["certificate"] is not null) return AskedCertificate.Certificate(now);
        }
    }

    private static ClusterTransport Transport(SandboxHost host, string cluster, TestAuthority authority, string certificate, string key)
    {
        static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
        var text =
            $"""
            apiVersion: v1
            kind: Config
            current-context: c
            clusters:
            - name: c
              cluster:
                server: {host.Url}/{cluster}
                certificate-authority-data: {Base64(authority.Pem)}
            users:
            - name: u
              user:
                client-certificate-data: {Base64(certificate)}
                client-key-data: {Base64(key)}
            contexts:
            - name: c
              context:
                cluster: c
                user: u
            """;
        KubeconfigReader.TryRead(text, KubeconfigPolicy.Strict, TimeProvider.System.GetUtcNow(), out var kubeconfig, out var refusal).ShouldBeTrue($"{refusal}");
        return new ClusterTransport(kubeconfig!.Connection, new DirectDialer(FakeMember.Loopback));
    }
}
