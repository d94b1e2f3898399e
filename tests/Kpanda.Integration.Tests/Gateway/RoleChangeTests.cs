using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>
/// A right that is added to a role is in the hands of whoever holds it, in the product, with kubectl through the platform and in the cluster's own judgement; and out of them when it is taken
/// off again. Both suites change the same role of one server: they run one after the other.
/// </summary>
public abstract class RoleChangeSuite<TClusters>(TClusters clusters) : IClassFixture<TClusters>
    where TClusters : GatewayKubectl, IKubectlClusters
{
    private const string Viewer = "role-template-ns-view";
    private const string Templates = $"/api/v1/roletemplates/{Viewer}";
    private const string Password = "A-long-enough-password-1!";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Clusters => [.. TClusters.Names.DefaultIfEmpty("")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task AddedRight_IsThereInKubectl_AndGoneAgain(string name)
    {
        Assert.SkipWhen(name.Length == 0, TClusters.Missing);
        var (server, administrator) = (clusters.Server, clusters.Of(name));
        var cluster = clusters.ClusterOf(name);
        var person = $"viewer-{Guid.CreateVersion7():n}";
        await SendAsync(HttpMethod.Post, "/apis/ghippo.io/v1alpha1/users", new { name = person, password = Password, temporary = false });
        await SendAsync(HttpMethod.Post, "/api/v1/permissions/grants", new { cluster, namespaces = new[] { administrator.Namespace }, role = Viewer, subjects = new[] { new { kind = "User", name = person } } });
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress, Timeout = TimeSpan.FromMinutes(10) };
        var signedIn = await client.PostAsJsonAsync("/auth/login", new { username = person, password = Password }, Token);
        var token = (string)(await signedIn.Content.ReadFromJsonAsync<JsonObject>(Token))!["token"]!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var kubectl = await clusters.WithTokenAsync(name, token);
        await administrator.RunAsync("create secret generic hidden --from-literal=a=b");
        await UntilAsync("the person lists pods", async () => (await kubectl.TryRunAsync(["get", "pods"])).Code == 0);
        (await kubectl.TryRunAsync(["get", "secret", "hidden"])).Error.ShouldContain("forbidden");
        (await JudgedAsync("get secrets")).ShouldBe("no");
        (await JudgedAsync("list statefulsets.apps")).ShouldBe("yes");

        await SendAsync(HttpMethod.Put, Templates, new
        {
            additions = new[] { new { verbs = new[] { "get", "list" }, apiGroups = new[] { "" }, resources = new[] { "secrets" } } },
            subtractions = new[] { new { verbs = new[] { "*" }, apiGroups = new[] { "apps" }, resources = new[] { "statefulsets" } } },
        });
        try
        {
            await UntilAsync("kubectl gets the Secret", async () => (await kubectl.TryRunAsync(["get", "secret", "hidden"])).Code == 0);
            (await kubectl.TryRunAsync(["get", "statefulsets"])).Error.ShouldContain("forbidden");
            await UntilAsync("the cluster says so itself", async () => await JudgedAsync("get secrets") == "yes" && await JudgedAsync("list statefulsets.apps") == "no");
            (await client.GetAsync($"/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{administrator.Namespace}/secrets/hidden", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            await SendAsync(HttpMethod.Delete, Templates, null);
        }

        await UntilAsync("kubectl is refused again", async () => (await kubectl.TryRunAsync(["get", "secret", "hidden"])).Error.Contains("forbidden", StringComparison.Ordinal));
        await UntilAsync("the cluster refuses itself", async () => await JudgedAsync("get secrets") == "no" && await JudgedAsync("list statefulsets.apps") == "yes");
        (await client.GetAsync($"/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{administrator.Namespace}/secrets/hidden", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await SendAsync(HttpMethod.Delete, $"/apis/ghippo.io/v1alpha1/users/{await IdOfAsync()}", null);

        // What the cluster itself says of the person, asked by its administrator.
        async Task<string> JudgedAsync(string what)
        {
            var review = new JsonObject
            {
                ["apiVersion"] = "authorization.k8s.io/v1",
                ["kind"] = "SubjectAccessReview",
                ["spec"] = new JsonObject
                {
                    ["user"] = person,
                    ["resourceAttributes"] = new JsonObject
                    {
                        ["namespace"] = administrator.Namespace,
                        ["verb"] = what.Split(' ')[0],
                        ["resource"] = what.Split(' ')[1].Split('.')[0],
                        ["group"] = what.Contains('.', StringComparison.Ordinal) ? what.Split('.')[1] : "",
                    },
                },
            };
            return await administrator.RunAsync("create -f - -o jsonpath={.status.allowed}", review.ToJsonString()) == "true" ? "yes" : "no";
        }

        async Task<string> IdOfAsync() => (string)(await (await server.Client.GetAsync($"/apis/ghippo.io/v1alpha1/users?search={person}", Token)).Content.ReadFromJsonAsync<JsonObject>(Token))!["items"]![0]!["id"]!;
    }

    private static Task UntilAsync(string what, Func<Task<bool>> ask) => Deadline.ForAsync(what, Patience, async _ => await ask() ? "" : null);

    private async Task SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await clusters.Server.Client.SendAsync(request, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Token));
    }
}

/// <summary>Changes of roles on simulated clusters.</summary>
[Collection(RealClusters.Variable)]
public sealed class RoleChangeTests(RoleChangeKubectl clusters) : RoleChangeSuite<RoleChangeKubectl>(clusters);

/// <summary>Changes of roles on the real clusters that are named.</summary>
[Collection(RealClusters.Variable)]
public sealed class LiveRoleChangeTests(LiveRoleChangeKubectl clusters) : RoleChangeSuite<LiveRoleChangeKubectl>(clusters);

/// <summary>A simulated cluster of another process.</summary>
public sealed class RoleChangeKubectl(ServerProcess server) : GatewayKubectl(server, "roles"), IKubectlClusters
{
    public static IReadOnlyList<string> Names { get; } = ["v1.36.2"];

    public static string Missing => "";

    protected override Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync() => StartAsync(92, Names);
}

/// <summary>The real clusters that are named.</summary>
public sealed class LiveRoleChangeKubectl(ServerProcess server) : GatewayKubectl(server, "roles-real"), IKubectlClusters
{
    public static IReadOnlyList<string> Names => RealClusters.Kubeconfigs;

    public static string Missing => $"{RealClusters.Variable} names no cluster.";

    protected override async Task<IReadOnlyDictionary<string, string>> KubeconfigsAsync()
    {
        var found = new Dictionary<string, string>();
        foreach (var name in Names) found[name] = await File.ReadAllTextAsync(name);
        return found;
    }
}
