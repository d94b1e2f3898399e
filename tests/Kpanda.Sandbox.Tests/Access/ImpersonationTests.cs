using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Access;

/// <summary>Acting as somebody else: name, groups, uid and each extra fact are allowed apart. How 1.36 allows it for some requests only is told by <c>AccessStoryTests</c>.</summary>
public sealed class ImpersonationTests : IAsyncLifetime
{
    private const string Users = """{"verbs":["impersonate"],"apiGroups":[""],"resources":["users"]}""";
    private const string Uids = """{"verbs":["impersonate"],"apiGroups":["authentication.k8s.io"],"resources":["uids"],"resourceNames":["7"]}""";
    private const string Scopes = """{"verbs":["impersonate"],"apiGroups":["authentication.k8s.io"],"resources":["userextras/scopes"],"resourceNames":["view"]}""";
    private const string Roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

    private ServedCluster _served = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = "v1.35.3" });
        _token = _served.Cluster.Tokens.Issue(new SandboxUser("proxy", ["system:authenticated"]));
        await _served.PostAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """{"metadata":{"name":"proxy"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"proxy"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"proxy"}]}""");
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task UserAlone_NeedsNothingElse()
    {
        await AllowAsync(Users);
        var (code, body) = await AskAsync();
        code.ShouldBe(HttpStatusCode.Created);
        body["status"]!["userInfo"]!.ToJsonString().ShouldBe("""{"username":"jane","groups":["system:authenticated"]}""");
    }

    [Fact]
    public async Task Uid_IsAllowedByItself()
    {
        await AllowAsync(Users, Scopes);
        var (code, body) = await AskAsync(("Impersonate-Uid", "7"));
        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldBe("uids.authentication.k8s.io \"7\" is forbidden: User \"proxy\" cannot impersonate resource \"uids\" in API group \"authentication.k8s.io\" at the cluster scope");

        await AllowAsync(Users, Uids);
        (await AskAsync(("Impersonate-Uid", "8"))).Code.ShouldBe(HttpStatusCode.Forbidden);
        (code, body) = await AskAsync(("Impersonate-Uid", "7"));
        code.ShouldBe(HttpStatusCode.Created);
        body["status"]!["userInfo"]!["uid"]!.ToString().ShouldBe("7");
    }

    [Fact]
    public async Task ExtraFacts_AreAllowedByKeyAndValue()
    {
        await AllowAsync(Users, Uids);
        var (code, body) = await AskAsync(("Impersonate-Extra-Scopes", "view"));
        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldBe("userextras.authentication.k8s.io \"view\" is forbidden: User \"proxy\" cannot impersonate resource \"userextras/scopes\" in API group \"authentication.k8s.io\" at the cluster scope");

        await AllowAsync(Users, Scopes);
        (await AskAsync(("Impersonate-Extra-Scopes", "edit"))).Code.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(("Impersonate-Extra-Scopes", "view"), ("Impersonate-Extra-Team", "view"))).Code.ShouldBe(HttpStatusCode.Forbidden);
        (code, body) = await AskAsync(("Impersonate-Extra-Scopes", "view"));
        code.ShouldBe(HttpStatusCode.Created);
        body["status"]!["userInfo"]!["extra"]!.ToJsonString().ShouldBe("""{"scopes":["view"]}""");
    }

    // The role of the proxy has these rules and no others.
    private async Task AllowAsync(params string[] rules)
    {
        var role = $$"""{"metadata":{"name":"proxy"},"rules":[{{string.Join(',', rules)}}]}""";
        var (code, body) = await _served.PostAsync(Roles, role);
        if (code == HttpStatusCode.Conflict) (code, body) = await _served.SendAsync(HttpMethod.Put, Roles + "/proxy", role);
        code.ShouldBeOneOf([HttpStatusCode.Created, HttpStatusCode.OK], body.ToJsonString());
    }

    private async Task<(HttpStatusCode Code, JsonObject Body)> AskAsync(params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _served.Address + "/apis/authentication.k8s.io/v1/selfsubjectreviews");
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Headers.Add("Impersonate-User", "jane");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var answer = await _served.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject());
    }
}
