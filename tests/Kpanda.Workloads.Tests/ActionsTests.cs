using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Resources.Tests;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Workloads.Kinds;

namespace Kpanda.Workloads.Tests;

public sealed class ActionsTests : IClassFixture<WorkloadsSite>
{
    private const string Shop = "/clusters/prod/namespaces/shop";

    private readonly JsonNode _deployment = Object("deployment/full");
    private readonly ResourcesSite _site;

    public ActionsTests(WorkloadsSite shared)
    {
        _site = shared.Fresh();
        _site.Member.Answer = _ => (200, _deployment.ToJsonString());
    }

    [Fact]
    public void EveryAction_HasAWorkingRoute() =>
        _site.Endpoints.Count(endpoint => endpoint.RequestDelegate is not null && endpoint.RoutePattern.RawText!.Contains("}:", StringComparison.Ordinal)).ShouldBe(17);

    [Fact]
    public async Task Restart_AnnotatesTheTemplateAsKubectlDoes()
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:restart");

        status.ShouldBe(200);
        body.GetProperty("deployment").GetProperty("metadata").GetProperty("cluster").GetString().ShouldBe("prod");
        var patch = Patch();
        patch.GetProperty("spec").GetProperty("template").GetProperty("metadata").GetProperty("annotations").GetProperty("kubectl.kubernetes.io/restartedAt").GetString().ShouldEndWith("Z");
        _site.Authorizer.Asked.Select(asked => asked.Verb).ShouldBe(["patch", "get", "patch"]);
    }

    [Fact]
    public async Task Restart_OfAPausedDeploymentIsRefused()
    {
        _deployment["spec"]!["paused"] = true;

        var (status, body) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:restart");

        status.ShouldBe(400);
        body.GetProperty("code").GetInt32().ShouldBe(9);
        _site.Member.Calls.ShouldHaveSingleItem().Method.ShouldBe("GET");
    }

    [Theory]
    [InlineData("pause", true)]
    [InlineData("resume", false)]
    public async Task Pause_SetsTheField(string action, bool paused)
    {
        var (status, _) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:{action}");

        status.ShouldBe(200);
        Patch().GetProperty("spec").GetProperty("paused").GetBoolean().ShouldBe(paused);
    }

    [Fact]
    public async Task Stop_RemembersHowManyPodsThereWere()
    {
        _deployment["metadata"]!["resourceVersion"] = "42";

        await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:stop");

        Patch().ToString().ShouldBe("""{"metadata":{"resourceVersion":"42","annotations":{"kpanda.io/replicas-before-stop":"3"}},"spec":{"replicas":0}}""");
    }

    [Theory]
    [InlineData(1, 200, "43")]
    [InlineData(100, 409, "46")]
    public async Task Stop_ReadsAgainWhereAControllerWasFaster(int conflicts, int expected, string version)
    {
        var next = 42;
        _site.Member.Answer = call =>
        {
            if (call.Method == "PATCH" && conflicts-- > 0) return (409, """{"kind":"Status","status":"Failure","reason":"Conflict","code":409,"message":"the object has been modified"}""");
            if (call.Method == "GET") _deployment["metadata"]!["resourceVersion"] = $"{next++}";
            return (200, _deployment.ToJsonString());
        };

        var (status, _) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:stop");

        status.ShouldBe(expected);
        var last = JsonDocument.Parse(_site.Member.Calls.Last(call => call.Method == "PATCH").Body).RootElement;
        last.GetProperty("metadata").GetProperty("resourceVersion").GetString().ShouldBe(version);
    }

    [Fact]
    public async Task Start_GivesBackWhatWasRememberedAndForgetsIt()
    {
        _deployment["spec"]!["replicas"] = 0;
        _deployment["metadata"]!["annotations"]!["kpanda.io/replicas-before-stop"] = "5";

        await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:start");

        var patch = Patch();
        patch.GetProperty("spec").GetProperty("replicas").GetInt32().ShouldBe(5);
        patch.GetProperty("metadata").GetProperty("annotations").GetProperty("kpanda.io/replicas-before-stop").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Start_OfWhatRunsChangesNothing()
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:start");

        status.ShouldBe(200);
        body.GetProperty("deployment").GetProperty("spec").GetProperty("replicas").GetInt32().ShouldBe(3);
        _site.Member.Calls.ShouldHaveSingleItem().Method.ShouldBe("GET");
    }

    [Theory]
    [InlineData(0, "registry.local/cart:1.3")]
    [InlineData(5, "registry.local/cart:1.2")]
    public async Task RollBack_TakesTheTemplateOfTheRevision(long revision, string image)
    {
        AddReplicaSet("cart-a", "5", "registry.local/cart:1.2");
        AddReplicaSet("cart-b", "6", "registry.local/cart:1.3");
        AddReplicaSet("cart-c", "7", "registry.local/cart:1.4");

        var (status, _) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:rollback", new { revision = revision.ToString(System.Globalization.CultureInfo.InvariantCulture) });

        status.ShouldBe(200);
        var replace = Patch()[1];
        replace.GetProperty("path").GetString().ShouldBe("/spec/template");
        var template = replace.GetProperty("value");
        template.GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString().ShouldBe(image);
        template.GetProperty("metadata").GetProperty("labels").TryGetProperty("pod-template-hash", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("9", "revision", 3)]
    [InlineData("-1", "revision", 3)]
    public async Task RollBack_ToWhatIsNotThereNamesTheField(string revision, string field, int code)
    {
        AddReplicaSet("cart-c", "7", "registry.local/cart:1.4");

        var (status, body) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/deployments/cart:rollback", new { revision });

        status.ShouldBe(400);
        body.GetProperty("code").GetInt32().ShouldBe(code);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe(field);
        _site.Member.Calls.ShouldAllBe(call => call.Method == "GET");
    }

    [Fact]
    public async Task CronJob_IsSuspended()
    {
        _site.Member.Answer = _ => (200, Object("cronjob/suspended").ToJsonString());

        var (status, body) = await _site.SendAsync(HttpMethod.Post, $"{Shop}/cronjobs/cart:pause", new { paused = true });

        status.ShouldBe(200);
        Patch().GetProperty("spec").GetProperty("suspend").GetBoolean().ShouldBeTrue();
        body.GetProperty("cronjob").GetProperty("status").GetProperty("phase").GetString().ShouldBe("Stopped_CronJob");
        body.GetProperty("cronjob").GetProperty("kpanda").GetProperty("message").GetString().ShouldBe("The schedule is suspended: no job will be started.");
    }

    [Fact]
    public async Task Containers_AreListedWithTheirStates()
    {
        _site.Index.Objects.Add(Fixture.Indexed(new PodKind(), "pod/full"));

        var (status, body) = await _site.GetAsync($"{Shop}/pods/cart-6d4b75cb6d-x7kzq/containers");

        status.ShouldBe(200);
        body.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("name").GetString(), item.GetProperty("type").GetString(), item.GetProperty("phase").GetString()))
            .ShouldBe([("app", "container", "Running"), ("log", "container", "Running"), ("debug", "ephemeral", "Waiting")]);
    }

    [Fact]
    public async Task Log_IsPassedOnAsText()
    {
        _site.Member.Answer = _ => (200, "one\ntwo\n");

        using var answer = await _site.Client.GetAsync(new Uri("/api/v1/clusters/prod/namespaces/shop/pods/cart/log?container=app&tailLines=2", UriKind.Relative), TestContext.Current.CancellationToken);

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("one\ntwo\n");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        var target = _site.Member.Calls.ShouldHaveSingleItem().Target;
        target.ShouldStartWith("/api/v1/namespaces/shop/pods/cart/log?");
        target.ShouldContain("container=app");
        target.ShouldContain("tailLines=2");
        _site.Authorizer.Asked.ShouldHaveSingleItem().Subresource.ShouldBe("log");
    }

    [Fact]
    public async Task PodsOfANode_AreAskedForByTheNode()
    {
        var (status, _) = await _site.GetAsync("/clusters/prod/nodes/node-1/pods?status=FILTER_POD_STATUS_ERROR");

        status.ShouldBe(200);
        var query = _site.Index.Queries.ShouldHaveSingleItem();
        query.Fields.ShouldHaveSingleItem().Values.ShouldBe(["node-1"]);
        query.Severities.Count.ShouldBe(2);
    }

    private static JsonNode Object(string fixture) => JsonNode.Parse(Fixture.Body(fixture).GetRawText())!;

    private JsonElement Patch() => JsonDocument.Parse(_site.Member.Calls.Single(call => call.Method == "PATCH").Body).RootElement;

    private void AddReplicaSet(string name, string revision, string image)
    {
        var set = new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "shop",
                ["annotations"] = new JsonObject { ["deployment.kubernetes.io/revision"] = revision },
                ["ownerReferences"] = new JsonArray(new JsonObject { ["uid"] = "d-1" }),
            },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "cart", ["pod-template-hash"] = name } },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "app", ["image"] = image }) },
                },
            },
        };
        var body = JsonSerializer.SerializeToElement(set);
        _site.Index.Objects.Add(new("prod", new("apps", "v1", "replicasets"), new("shop", name), body, Kpanda.Search.Kinds.KindStatus.None));
    }
}
