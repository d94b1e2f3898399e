using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Sandbox.Tests.Faults;

/// <summary>Faults as kubectl and HTTP clients see them over https.</summary>
public sealed class CertificateFaultTests : IAsyncLifetime
{
    private const string Map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-faults-").FullName;
    private readonly CertificateAuthority _authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
    private SandboxSimulation _simulation = null!;
    private SandboxHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SandboxCluster Cluster => _simulation.Fleet.Clusters[0];

    private string Address => $"{_host.Url}/{Cluster.Name}";

    public async ValueTask InitializeAsync()
    {
        _simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, Nodes = 2, Pods = 0 }, TimeProvider.System, null, Stop);
        _host = await SandboxHost.StartAsync(_simulation.Fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Authority = _authority }, Stop);
        await File.WriteAllTextAsync(Path.Combine(_folder, "config"), SandboxSimulation.KubeconfigOf(Cluster, Address, _authority.CertificatePem), Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _simulation.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("otherAuthority", "certificate signed by unknown authority")]
    [InlineData("expired", "certificate has expired or is not yet valid")]
    public async Task ChangedCertificate_EndsConnectionsAndIsNotTrusted(string flaw, string why)
    {
        using var client = Client((_, certificate, _, errors) => errors != SslPolicyErrors.None && IsOurs(certificate!));
        (await client.GetAsync(new Uri(Address + "/version"), Stop)).EnsureSuccessStatusCode();
        await ControlAsync(HttpMethod.Post, $$"""{"kind":"changedCertificate","certificate":"{{flaw}}"}""");

        // The open connection is cut, and every new one meets the other certificate.
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri(Address + "/version"), Stop));
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri(Address + "/version"), Stop));
        (await Kubectl().TryRunAsync(["get", "namespaces"])).Error.ShouldContain(why);
        (await Kubectl().RunAsync("--insecure-skip-tls-verify get namespaces")).ShouldContain("kube-system");

        await ControlAsync(HttpMethod.Delete);
        (await client.GetAsync(new Uri(Address + "/version"), Stop)).EnsureSuccessStatusCode();
        (await Kubectl().RunAsync("get namespaces")).ShouldContain("kube-system");
    }

    [Theory]
    [InlineData("""{"kind":"fullStorage"}""", "Error from server: error when creating \"STDIN\": etcdserver: mvcc: database space exceeded")]
    [InlineData("""{"kind":"fullQuota","namespace":"default"}""", "Error from server (Forbidden): error when creating \"STDIN\": configmaps \"a\" is forbidden: exceeded quota: sandbox-full-quota")]
    [InlineData("""{"kind":"webhookDown","seconds":1}""", "Error from server (InternalError): error when creating \"STDIN\": Internal error occurred: failed calling webhook \"policy.sandbox.kpanda.io\"")]
    [InlineData("""{"kind":"webhookDown","webhook":"refused"}""", "connect: connection refused")]
    public async Task RefusedWrite_IsToldByKubectlInKubernetesWords(string fault, string words)
    {
        await ControlAsync(HttpMethod.Post, fault);
        var (code, _, error) = await Kubectl().TryRunAsync(["create", "-f", "-"], Map);
        code.ShouldNotBe(0);
        error.ShouldContain(words);
        await ControlAsync(HttpMethod.Delete);
        (await Kubectl().RunAsync("create -f -", Map)).ShouldBe("configmap/a created\n");
    }

    private Kubectl.Kubectl Kubectl() => new("kubectl", Path.Combine(_folder, "config"), _folder, "default");

    // Signed by the authority that the kubeconfig names, and not over.
    private bool IsOurs(X509Certificate certificate)
    {
        using var authority = X509Certificate2.CreateFromPem(_authority.CertificatePem);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(new X509Certificate2(certificate));
    }

    private async Task ControlAsync(HttpMethod method, string? body = null)
    {
        using var client = Client((_, _, _, _) => true);
        using var request = new HttpRequestMessage(method, Address + FaultControl.Path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request, Stop);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Stop));
    }

    private HttpClient Client(RemoteCertificateValidationCallback judge)
    {
        var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = judge } })
        {
            DefaultRequestVersion = System.Net.HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Cluster.Tokens.AdminToken);
        return client;
    }
}
