using System.Net;
using System.Net.Http.Headers;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Access;

/// <summary>Requests without credentials, and with credentials that do not count. The words are those of a v1.36.2 API server.</summary>
public sealed class AnonymousTests
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/readyz?verbose")]
    [InlineData("/version")]
    [InlineData("/version/")]
    public async Task Nobody_ReadsWhatIsPublic(string path)
    {
        await using var served = await StartAsync(token: null);
        (await served.RawGetAsync(path)).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET", "/", "forbidden: User \"system:anonymous\" cannot get path \"/\"")]
    [InlineData("GET", "/api", "forbidden: User \"system:anonymous\" cannot get path \"/api\"")]
    [InlineData("GET", "/openapi/v2", "forbidden: User \"system:anonymous\" cannot get path \"/openapi/v2\"")]
    [InlineData("GET", "/metrics", "forbidden: User \"system:anonymous\" cannot get path \"/metrics\"")]
    [InlineData("GET", "/healthz/ping", "forbidden: User \"system:anonymous\" cannot get path \"/healthz/ping\"")]
    [InlineData("POST", "/healthz", "forbidden: User \"system:anonymous\" cannot post path \"/healthz\"")]
    [InlineData("GET", "/nosuch", "forbidden: User \"system:anonymous\" cannot get path \"/nosuch\"")]
    [InlineData("GET", "/api/v1/pods", "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" at the cluster scope")]
    [InlineData("GET", "/api/v1/namespaces/default/pods/x", "pods \"x\" is forbidden: User \"system:anonymous\" cannot get resource \"pods\" in API group \"\" in the namespace \"default\"")]
    [InlineData("GET", "/apis/nosuch/v1/x", "x.nosuch is forbidden: User \"system:anonymous\" cannot list resource \"x\" in API group \"nosuch\" at the cluster scope")]
    [InlineData("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "selfsubjectreviews.authentication.k8s.io is forbidden: User \"system:anonymous\" cannot create resource \"selfsubjectreviews\" in API group \"authentication.k8s.io\" at the cluster scope")]
    public async Task Nobody_IsRefusedTheRest(string method, string path, string words)
    {
        await using var served = await StartAsync(token: null);
        var (code, body) = await served.SendAsync(HttpMethod.Parse(method), path, method == "POST" ? "{}" : null);
        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldBe(words);
    }

    [Fact]
    public async Task Nobody_MayWhatTheirGroupIsGranted()
    {
        await using var served = await StartAsync(token: null);
        const string pods = "/api/v1/namespaces/default/pods";
        (await served.GetAsync(pods)).Code.ShouldBe(HttpStatusCode.Forbidden);
        var administrator = new AuthenticationHeaderValue("Bearer", served.Cluster.Tokens.AdminToken);
        served.Http.DefaultRequestHeaders.Authorization = administrator;
        (await served.PostAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """{"metadata":{"name":"all"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"system:unauthenticated"}]}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await served.SendAsync(HttpMethod.Delete, "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system:public-info-viewer")).Code.ShouldBe(HttpStatusCode.OK);
        served.Http.DefaultRequestHeaders.Authorization = null;
        (await served.GetAsync(pods)).Code.ShouldBe(HttpStatusCode.OK);
        (await served.RawGetAsync("/healthz")).Code.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/version")]
    [InlineData("/api/v1/pods")]
    [InlineData("/nosuch")]
    public async Task TokenThatDoesNotCount_IsUnauthorizedEverywhere(string path)
    {
        await using var served = await StartAsync("nope");
        var (code, body) = await served.GetAsync(path);
        code.ShouldBe(HttpStatusCode.Unauthorized);
        (body["reason"]!.ToString(), body["message"]!.ToString()).ShouldBe(("Unauthorized", "Unauthorized"));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/version")]
    [InlineData("/api/v1/pods")]
    public async Task Nobody_IsUnauthorizedWhereAnonymousIsOff(string path)
    {
        await using var served = await StartAsync(token: null, new SandboxClusterOptions { Anonymous = false });
        (await served.GetAsync(path)).Code.ShouldBe(HttpStatusCode.Unauthorized);
        served.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", served.Cluster.Tokens.AdminToken);
        (await served.RawGetAsync(path)).Code.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<ServedCluster> StartAsync(string? token, SandboxClusterOptions? options = null)
    {
        var served = await ServedCluster.StartAsync(options);
        served.Http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return served;
    }
}
