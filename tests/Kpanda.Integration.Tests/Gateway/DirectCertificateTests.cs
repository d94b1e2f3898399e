using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>A server whose kubeconfigs lead straight to the clusters, with one simulated cluster.</summary>
public sealed class DirectServer : ServerProcess
{
    protected override IReadOnlyList<string> Flags => ["--no-sandbox", "--gateway.direct", "true"];

    protected override Task<IReadOnlyList<string>> StartForeignAsync() => StartSandboxAsync("direct", 86, ["v1.36.2"]);
}

/// <summary>Certificates that clusters sign, in the hands of kubectl: straight to the cluster, as the person.</summary>
[Collection(RealClusters.Variable)]
public sealed class DirectCertificateTests(DirectServer server) : IClassFixture<DirectServer>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-direct-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> RealOnes => [.. RealClusters.Kubeconfigs.DefaultIfEmpty("")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task SimulatedCluster_KnowsThePerson() => KnowsAsync("simulated", server.ForeignKubeconfigs.Single());

    [Theory]
    [MemberData(nameof(RealOnes))]
    public async Task RealCluster_KnowsThePerson(string kubeconfig)
    {
        Assert.SkipWhen(kubeconfig.Length == 0, $"{RealClusters.Variable} names no cluster.");
        await KnowsAsync("real", await File.ReadAllTextAsync(kubeconfig, Token));
    }

    private async Task KnowsAsync(string cluster, string credential)
    {
        var api = new ProductApi(server.Client);
        await api.PostAsync("/clusters", new { name = cluster, kubeConfigString = credential });
        try
        {
            await Deadline.ForAsync($"{cluster} to run", Patience, async _ => await api.GetAsync($"/clusters/{cluster}") is var read && (string?)read["status"]!["phase"] == "Running" ? read : null);
            var made = (string)(await api.PostAsync($"/clusters/{cluster}/clustercert", new { expirationSeconds = 3600 }))["kubeConfigString"]!;
            made.ShouldNotContain("/k8s/clusters/");
            made.ShouldNotContain("token:");
            var file = Path.Combine(_folder, cluster);
            await File.WriteAllTextAsync(file, made, Token);
            var kubectl = new Kubectl("kubectl", file, _folder, "default");

            var review = JsonNode.Parse(await kubectl.RunAsync("create -o json -f -", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}"""))!["status"]!["userInfo"]!;
            review["username"]!.ToString().ShouldBe("admin");
            review["groups"]!.AsArray().Select(group => group!.ToString()).ShouldContain("kpanda:platform-admins");
            review["groups"]!.AsArray().Select(group => group!.ToString()).ShouldNotContain("system:masters");
            (await kubectl.RunAsync("get namespaces -o name")).ShouldContain("namespace/default");
            (await kubectl.RunAsync("get csr -o name")).ShouldNotContain("kpanda-");

            await AccessTokenMakesNoneAsync(cluster);
        }
        finally
        {
            await api.DeleteAsync($"/clusters/{cluster}", new { deleteKpandaNamespace = true });
        }
    }

    // It would outlive the token.
    private async Task AccessTokenMakesNoneAsync(string cluster)
    {
        using var issued = await server.Client.PostAsJsonAsync("/apis/ghippo.io/v1alpha1/current-user/accesstoken", new { name = cluster, expiredAt = "" }, Token);
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", JsonNode.Parse(await issued.Content.ReadAsStringAsync(Token))!["token"]!.ToString());

        var (status, body) = await new ProductApi(client).RefusedAsync($"/clusters/{cluster}/clustercert", new { expirationSeconds = 3600 });

        status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        body.ToJsonString().ShouldContain("kubeconfig.certificate.token");
    }
}
