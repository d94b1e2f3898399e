using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Access;

/// <summary>TokenReview and SelfSubjectReview: who a token stands for, and who somebody is. The words are those of a v1.36.2 API server.</summary>
public sealed class TokenReviewTests : IAsyncLifetime
{
    private const string Reviews = "/apis/authentication.k8s.io/v1/tokenreviews";
    private const string Who = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    private const string Accounts = "/api/v1/namespaces/default/serviceaccounts";
    private const string Api = "https://kubernetes.default.svc.cluster.local";

    private readonly SteppedTime _time = new();
    private ServedCluster _served = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedCluster.StartAsync(new SandboxClusterOptions { Time = _time });
        (await _served.PostAsync(Accounts, """{"metadata":{"name":"bot"}}""")).Code.ShouldBe(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"spec":{"token":""}}""")]
    public async Task ReviewOfNoToken_IsRefused(string review)
    {
        var (code, body) = await _served.PostAsync(Reviews, review);
        code.ShouldBe(HttpStatusCode.BadRequest);
        body["message"]!.ToString().ShouldBe("token is required for TokenReview in authentication");
    }

    [Fact]
    public async Task TokenOfAServiceAccount_IsForTheApiServer()
    {
        var token = await TokenAsync();
        var status = await ReviewAsync(token);
        status["authenticated"]!.GetValue<bool>().ShouldBeTrue();
        status["audiences"]!.ToJsonString().ShouldBe($"""["{Api}"]""");
        var user = status["user"]!;
        user["username"]!.ToString().ShouldBe("system:serviceaccount:default:bot");
        user["uid"]!.ToString().ShouldBe((await _served.GetAsync(Accounts + "/bot")).Body["metadata"]!["uid"]!.ToString());
        user["groups"]!.ToJsonString().ShouldBe("""["system:serviceaccounts","system:serviceaccounts:default","system:authenticated"]""");
        user["extra"]!["authentication.kubernetes.io/credential-id"]![0]!.ToString().ShouldStartWith("JTI=");

        // Some of those who ask are meant, and in their order.
        (await ReviewAsync(token, "foo", Api))["audiences"]!.ToJsonString().ShouldBe($"""["{Api}"]""");
        Refused(await ReviewAsync(token, "foo"), $"[invalid bearer token, token audiences [\"{Api}\"] is invalid for the target audiences [\"foo\"]]");
    }

    [Fact]
    public async Task TokenForOthers_IsNoneForTheApiServer()
    {
        var token = await TokenAsync("foo", "bar");
        (await ReviewAsync(token, "bar", "x", "foo"))["audiences"]!.ToJsonString().ShouldBe("""["bar","foo"]""");
        Refused(await ReviewAsync(token), $"[invalid bearer token, token audiences [\"foo\" \"bar\"] is invalid for the target audiences [\"{Api}\"]]");
        (await CodeAsync(token, "/healthz")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task StaticToken_IsForTheApiServerAlone()
    {
        var token = _served.Cluster.Tokens.Issue(new SandboxUser("jane", ["team-a", "system:authenticated"]));
        var status = await ReviewAsync(token);
        status["user"]!.ToJsonString().ShouldBe("""{"username":"jane","groups":["team-a","system:authenticated"]}""");
        status["audiences"]!.ToJsonString().ShouldBe($"""["{Api}"]""");
        Refused(await ReviewAsync(token, "foo"), "invalid bearer token");
        Refused(await ReviewAsync("nope"), "invalid bearer token");
    }

    [Fact]
    public async Task Token_EndsWithItsTime()
    {
        var token = await TokenAsync();
        (await CodeAsync(token, "/api")).ShouldBe(HttpStatusCode.OK);
        var end = _time.GetUtcNow().AddHours(1);
        while (_time.StepTo(end))
        {
        }

        Refused(await ReviewAsync(token), "[invalid bearer token, service account token has expired]");
        Refused(await ReviewAsync(token, "foo"), $"[invalid bearer token, token audiences [\"{Api}\"] is invalid for the target audiences [\"foo\"]]");
        (await CodeAsync(token, "/api")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_EndsWithItsAccount()
    {
        var token = await TokenAsync();
        (await _served.SendAsync(HttpMethod.Delete, Accounts + "/bot")).Code.ShouldBe(HttpStatusCode.OK);
        Refused(await ReviewAsync(token), "[invalid bearer token, serviceaccounts \"bot\" not found]");
        (await CodeAsync(token, "/api")).ShouldBe(HttpStatusCode.Unauthorized);

        // Another of the same name is another account.
        (await _served.PostAsync(Accounts, """{"metadata":{"name":"bot"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await ReviewAsync(token)).ContainsKey("authenticated").ShouldBeFalse();
    }

    [Fact]
    public async Task Reviewing_IsForThoseWhoMayCreateReviews()
    {
        const string review = """{"spec":{"token":"nope"}}""";
        var (code, body) = await _served.SendAsync(HttpMethod.Post, Reviews, review, impersonate: "jane");
        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldBe("tokenreviews.authentication.k8s.io is forbidden: User \"jane\" cannot create resource \"tokenreviews\" in API group \"authentication.k8s.io\" at the cluster scope");
        await _served.PostAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """{"metadata":{"name":"jane"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"system:auth-delegator"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"jane"}]}""");
        (await _served.SendAsync(HttpMethod.Post, Reviews, review, impersonate: "jane")).Code.ShouldBe(HttpStatusCode.Created);
        (await _served.GetAsync(Reviews)).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("v1.21.14", HttpStatusCode.Created, HttpStatusCode.NotFound)]
    [InlineData("v1.22.17", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("v1.28.15", HttpStatusCode.NotFound, HttpStatusCode.Created)]
    public async Task Reviews_AreServedAsTheVersionDoes(string version, HttpStatusCode betaTokens, HttpStatusCode who)
    {
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = version });
        using var beta = await served.RawAsync(HttpMethod.Post, "/apis/authentication.k8s.io/v1beta1/tokenreviews", """{"spec":{"token":"nope"}}""");
        beta.StatusCode.ShouldBe(betaTokens);
        using var self = await served.RawAsync(HttpMethod.Post, Who, "{}");
        self.StatusCode.ShouldBe(who);
        (await served.PostAsync(Accounts, """{"metadata":{"name":"bot"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        var token = (await served.PostAsync(Accounts + "/bot/token", "{}")).Body["status"]!["token"]!.ToString();
        var user = (await served.PostAsync(Reviews, $$$"""{"spec":{"token":"{{{token}}}"}}""")).Body["status"]!["user"]!.AsObject();
        (user["username"]!.ToString(), user.ContainsKey("extra")).ShouldBe(("system:serviceaccount:default:bot", false));
    }

    [Fact]
    public async Task SelfReview_TellsWhoSomebodyIs()
    {
        var (code, body) = await _served.PostAsync(Who, """{"metadata":{"name":"x"}}""");
        code.ShouldBe(HttpStatusCode.Created);
        body["status"]!["userInfo"]!.ToJsonString().ShouldBe("""{"username":"kubernetes-admin","groups":["system:masters","system:authenticated"]}""");
        body["metadata"]!.AsObject().Select(field => field.Key).ShouldBe(["creationTimestamp"]);
        (await _served.SendAsync(HttpMethod.Post, Who, "{}", impersonate: "jane")).Body["status"]!["userInfo"]!.ToJsonString().ShouldBe("""{"username":"jane","groups":["system:authenticated"]}""");
    }

    private static void Refused(JsonObject status, string words)
    {
        status.ContainsKey("authenticated").ShouldBeFalse();
        status["user"]!.ToJsonString().ShouldBe("{}");
        status["error"]!.ToString().ShouldBe(words);
    }

    private static JsonArray Words(string[] words) => [.. words.Select(word => JsonValue.Create(word))];

    private async Task<string> TokenAsync(params string[] audiences)
    {
        var asked = new JsonObject { ["spec"] = new JsonObject { ["audiences"] = Words(audiences) } };
        return (await _served.PostAsync(Accounts + "/bot/token", asked.ToJsonString())).Body["status"]!["token"]!.ToString();
    }

    private async Task<JsonObject> ReviewAsync(string token, params string[] audiences)
    {
        var review = new JsonObject { ["spec"] = new JsonObject { ["token"] = token, ["audiences"] = Words(audiences) } };
        var (code, body) = await _served.PostAsync(Reviews, review.ToJsonString());
        code.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
        return body["status"]!.AsObject();
    }

    private async Task<HttpStatusCode> CodeAsync(string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _served.Address + path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await _served.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
