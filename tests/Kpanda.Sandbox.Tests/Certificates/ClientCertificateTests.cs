using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Certificates;
using Kpanda.Sandbox.Host;

namespace Kpanda.Sandbox.Tests.Certificates;

/// <summary>Clients that the HTTPS endpoint knows by their certificates.</summary>
public sealed class ClientCertificateTests
{
    private readonly SteppedTime time = new();
    private readonly CertificateAuthority authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_SaysWhoSomebodyIs()
    {
        var cluster = new SandboxCluster("one", new SandboxClusterOptions { Time = time });
        await using var host = await ServeAsync(cluster);
        using var certificate = Sign(cluster.ClientAuthority, "O=team-a,O=team-b,CN=jane");
        using var client = Client(certificate);

        var user = (await WhoAsync(client, host, "one"))!;

        user["username"]!.ToString().ShouldBe("jane");
        user["groups"]!.AsArray().Select(g => g!.ToString()).ShouldBe(["team-a", "team-b", "system:authenticated"], ignoreOrder: true);
        user["extra"]!["authentication.kubernetes.io/credential-id"]![0]!.ToString().ShouldBe("X509SHA256=" + Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)));

        // What they may do is theirs too.
        using var pods = await client.GetAsync(new Uri($"{host.Url}/one/api/v1/namespaces/default/pods"), Stop);
        pods.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await pods.Content.ReadAsStringAsync(Stop)).ShouldContain("User \\\"jane\\\" cannot list resource");
    }

    [Fact]
    public async Task CertificateOfAnotherVersion_HasNoFactsThatCameLater()
    {
        var cluster = new SandboxCluster("one", new SandboxClusterOptions { Time = time, Version = "v1.28.15" });
        await using var host = await ServeAsync(cluster);
        using var client = Client(Sign(cluster.ClientAuthority, "CN=jane"));

        (await WhoAsync(client, host, "one"))!.ContainsKey("extra").ShouldBeFalse();
    }

    [Fact]
    public async Task CertificateThatDoesNotCount_IsUnauthorized()
    {
        var (one, two) = (new SandboxCluster("one", new SandboxClusterOptions { Time = time }), new SandboxCluster("two", new SandboxClusterOptions { Time = time }));
        await using var host = await ServeAsync(one, two);
        var mine = Sign(one.ClientAuthority, "CN=jane");
        using var client = Client(mine);
        (await WhoAsync(client, host, "one")).ShouldNotBeNull();

        // Of another cluster; of an authority of the same name; for servers only.
        (await WhoAsync(client, host, "two")).ShouldBeNull();
        using var foreign = Client(Sign(ClientAuthority.Create(time.GetUtcNow()), "O=system:masters,CN=jane"));
        (await WhoAsync(foreign, host, "one")).ShouldBeNull();
        using var serving = Client(Sign(one.ClientAuthority, "CN=jane", "server auth"));
        (await WhoAsync(serving, host, "one")).ShouldBeNull();

        // Past its end, on a connection that knew it, and on a new one.
        time.StepTo(time.GetUtcNow().AddSeconds(3601));
        (await WhoAsync(client, host, "one")).ShouldBeNull();
        using var late = Client(mine);
        (await WhoAsync(late, host, "one")).ShouldBeNull();
    }

    [Fact]
    public async Task CertificateAndToken_BothLetIn()
    {
        var cluster = new SandboxCluster("one", new SandboxClusterOptions { Time = time });
        await using var host = await ServeAsync(cluster);

        // The certificate comes first; one that does not count leaves it to the token.
        using var both = Client(Sign(cluster.ClientAuthority, "CN=jane"), cluster.Tokens.AdminToken);
        (await WhoAsync(both, host, "one"))!["username"]!.ToString().ShouldBe("jane");
        using var token = Client(Sign(ClientAuthority.Create(time.GetUtcNow()), "CN=jane"), cluster.Tokens.AdminToken);
        (await WhoAsync(token, host, "one"))!["username"]!.ToString().ShouldBe("kubernetes-admin");
        using var wrong = Client(Sign(cluster.ClientAuthority, "CN=jane"), "nobodys");
        (await WhoAsync(wrong, host, "one"))!["username"]!.ToString().ShouldBe("jane");
    }

    [Fact]
    public async Task Certificate_CountsAfterARestart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
        var options = new SandboxClusterOptions { Time = time };
        var before = new SandboxCluster("one", options);
        using var certificate = Sign(before.ClientAuthority, "CN=jane");
        await before.SaveAsync(folder, last: true, Stop);
        var after = SandboxCluster.Load("one", options, folder)!;

        after.ClientAuthority.Identify(certificate, time.GetUtcNow())!.Name.ShouldBe("jane");

        // And after one more, though nothing was signed in between.
        await SandboxCluster.Load("one", options, folder)!.SaveAsync(folder, last: true, Stop);
        SandboxCluster.Load("one", options, folder)!.ClientAuthority.Identify(certificate, time.GetUtcNow())!.Name.ShouldBe("jane");
        Directory.Delete(folder, recursive: true);
    }

    private Task<SandboxHost> ServeAsync(params SandboxCluster[] clusters)
    {
        var fleet = new SandboxFleet();
        foreach (var cluster in clusters) fleet.Add(cluster);
        return SandboxHost.StartAsync(fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Authority = authority }, Stop);
    }

    private X509Certificate2 Sign(ClientAuthority signer, string subject, string usage = "client auth")
    {
        using var asked = new AskedCertificate(subject);
        var request = SigningRequest.Read(Encoding.ASCII.GetBytes(asked.Pem), out _)!;
        return asked.Signed(new JsonObject { ["status"] = new JsonObject { ["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(signer.Sign(request, [usage], 3600, time.GetUtcNow()))) } });
    }

    // The certificate is shown whatever the server says that it would take.
    private HttpClient Client(X509Certificate2 certificate, string? token = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions =
            {
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate,
                RemoteCertificateValidationCallback = (_, server, _, _) => server is not null && server.Issuer == X509Certificate2.CreateFromPem(authority.CertificatePem).Subject,
            },
        };
        var client = new HttpClient(handler);
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    // Null where the answer is 401.
    private static async Task<JsonObject?> WhoAsync(HttpClient client, SandboxHost host, string cluster)
    {
        using var review = new StringContent("""{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""", new MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync(new Uri($"{host.Url}/{cluster}/apis/authentication.k8s.io/v1/selfsubjectreviews"), review, Stop);
        if (answer.StatusCode == HttpStatusCode.Unauthorized) return null;
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["status"]!["userInfo"]!.AsObject();
    }
}
