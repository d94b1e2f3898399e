using System.Text.Json;
using Kpanda.Resources.Tests.Fakes;

namespace Kpanda.Resources.Tests.Objects;

public sealed class ObjectRoutesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private const string Shop = "/clusters/prod/namespaces/shop/configmaps";
    private const string Settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {colour: blue}\n";

    private readonly ResourcesSite _site = shared.Fresh();

    [Fact]
    public void EveryKind_HasWorkingRoutes()
    {
        // Building the request delegates is what would fail for a handler that cannot be bound.
        _site.Endpoints.Count(endpoint => endpoint.RequestDelegate is not null).ShouldBeGreaterThan(150);
    }

    [Fact]
    public async Task Json_ReadsTheMemberAndLeavesManagedFieldsOut()
    {
        _site.Member.Answer = _ => (200, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","managedFields":[{"manager":"x"}]},"data":{"wort":"蓝"}}""");

        var (status, body) = await _site.GetAsync($"{Shop}/settings/json");

        status.ShouldBe(200);
        var data = body.GetProperty("data").GetString()!;
        data.ShouldBe("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"wort":"蓝"}}""");
        _site.Member.Calls.ShouldHaveSingleItem().Target.ShouldBe("/api/v1/namespaces/shop/configmaps/settings");
        var asked = _site.Authorizer.Asked.ShouldHaveSingleItem();
        (asked.Verb, asked.Cluster, asked.Namespace, asked.Name).ShouldBe(("get", "prod", "shop", "settings"));
    }

    [Fact]
    public async Task Create_FillsTheNamespaceIn()
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Post, Shop, new { data = Settings });

        status.ShouldBe(200);
        var call = _site.Member.Calls.ShouldHaveSingleItem();
        call.Target.ShouldStartWith("/api/v1/namespaces/shop/configmaps");
        JsonDocument.Parse(call.Body).RootElement.GetProperty("metadata").GetProperty("namespace").GetString().ShouldBe("shop");
        body.GetProperty("data").GetString()!.ShouldContain("\"colour\":\"blue\"");
    }

    [Theory]
    [InlineData("dryRun=All&fieldValidation=Strict", 200)]
    [InlineData("dryRun=maybe", 400)]
    [InlineData("fieldValidation=Always", 400)]
    public async Task Create_PassesChecksOnAndRefusesOthers(string query, int expected)
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Post, $"{Shop}?{query}", new { data = Settings });

        status.ShouldBe(expected);
        if (expected == 200)
        {
            var target = _site.Member.Calls.ShouldHaveSingleItem().Target;
            target.ShouldContain("dryRun=All");
            target.ShouldContain("fieldValidation=Strict");
        }
        else
        {
            body.GetProperty("code").GetInt32().ShouldBe(3);
            _site.Member.Calls.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("", "data")]
    [InlineData("a: [", "data")]
    [InlineData("- a", "data")]
    [InlineData("kind: ConfigMap\nmetadata: {name: x}", "data.apiVersion")]
    [InlineData("apiVersion: v1\nmetadata: {name: x}", "data.kind")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: x}", "data.kind")]
    [InlineData("apiVersion: apps/v1\nkind: ConfigMap\nmetadata: {name: x}", "data.apiVersion")]
    [InlineData("apiVersion: v1\nkind: ConfigMap", "data.metadata")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {}", "data.metadata.name")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: other}", "data.metadata.namespace")]
    public async Task Create_BadInputNamesTheFieldAndReachesNoMember(string data, string field)
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Post, Shop, new { data });

        status.ShouldBe(400);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe(field);
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_OfAnotherNameIsRefused()
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Put, $"{Shop}/other", new { data = Settings });

        status.ShouldBe(400);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("data.metadata.name");
    }

    [Fact]
    public async Task Update_ThatSomebodyElseOvertookIsAConflictInTheMembersWords()
    {
        const string Words = "Operation cannot be fulfilled on configmaps \"settings\": the object has been modified; please apply your changes to the latest version and try again";
        _site.Member.Answer = _ => (409, JsonSerializer.Serialize(new { kind = "Status", apiVersion = "v1", status = "Failure", reason = "Conflict", code = 409, message = Words }));

        var (status, body) = await _site.SendAsync(HttpMethod.Put, $"{Shop}/settings/json", new { data = Settings });

        status.ShouldBe(409);
        body.GetProperty("code").GetInt32().ShouldBe(10);
        body.GetProperty("message").GetString().ShouldBe(Words);
    }

    [Theory]
    [InlineData("""{"data":{"metadata":{"labels":{"a":"b"}}}}""", "application/strategic-merge-patch+json")]
    [InlineData("""{"data":"{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"}""", "application/strategic-merge-patch+json")]
    [InlineData("""{"data":"[{\"op\":\"remove\",\"path\":\"/data\"}]"}""", "application/json-patch+json")]
    public async Task Patch_TakesEveryPublishedForm(string body, string type)
    {
        _site.Member.Answer = _ => (200, "{\"metadata\":{}}");

        var (status, _) = await _site.SendAsync(HttpMethod.Patch, $"{Shop}/settings/json", JsonDocument.Parse(body).RootElement);

        status.ShouldBe(200);
        _site.Member.Calls.ShouldHaveSingleItem().ContentType.ShouldStartWith(type);
    }

    [Fact]
    public async Task Labels_AreReplacedAsAWhole()
    {
        _site.Member.Answer = _ => (200, """{"metadata":{"labels":{"tier":"web"}}}""");

        var (status, body) = await _site.SendAsync(HttpMethod.Put, $"{Shop}/settings/labels", new { labels = new { tier = "web" } });

        status.ShouldBe(200);
        body.GetProperty("labels").GetProperty("tier").GetString().ShouldBe("web");
        _site.Member.Calls.ShouldHaveSingleItem().Body.ShouldBe("""[{"op":"add","path":"/metadata/labels","value":{"tier":"web"}}]""");
    }

    [Fact]
    public async Task Delete_PassesThePropagationOn()
    {
        var (status, _) = await _site.SendAsync(HttpMethod.Delete, $"{Shop}/settings?deletionPropagation=DELETION_PROPAGATION_FOREGROUND");

        status.ShouldBe(200);
        var call = _site.Member.Calls.ShouldHaveSingleItem();
        call.Method.ShouldBe("DELETE");
        call.Body.ShouldContain("Foreground");
    }

    [Fact]
    public async Task Forbidden_IsRefusedBeforeTheMemberIsAsked()
    {
        _site.Authorizer.Forbidden.Add("delete");

        var (status, body) = await _site.SendAsync(HttpMethod.Delete, $"{Shop}/settings");

        status.ShouldBe(403);
        body.GetProperty("code").GetInt32().ShouldBe(7);
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_ComesFromTheIndexWithoutTheMember()
    {
        var kind = new Kpanda.Resources.Kinds.ConfigMapKind();
        _site.Index.Objects.Add(Fixture.Indexed(kind, "configmap/settings"));

        var (status, body) = await _site.GetAsync($"{Shop}/settings");

        status.ShouldBe(200);
        body.GetProperty("metadata").GetProperty("cluster").GetString().ShouldBe("prod");
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_OfWhatTheIndexHasNotYetComesFromTheMember()
    {
        _site.Member.Answer = _ => (200, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new","namespace":"shop"},"data":{"a":"b"}}""");

        var (status, body) = await _site.GetAsync($"{Shop}/new");

        status.ShouldBe(200);
        body.GetProperty("data").GetProperty("a").GetString().ShouldBe("b");
    }

    [Fact]
    public async Task UnknownCluster_IsNotFound()
    {
        var (status, body) = await _site.GetAsync("/clusters/nowhere/namespaces/shop/configmaps/settings/json");

        status.ShouldBe(404);
        body.GetProperty("code").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task NameThatIsNoSegment_IsRefused()
    {
        var (status, body) = await _site.GetAsync($"{Shop}/a%2Fb/json");

        status.ShouldBe(400);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("name");
    }
}
