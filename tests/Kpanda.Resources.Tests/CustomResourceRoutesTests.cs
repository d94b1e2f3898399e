using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests;

public sealed class CustomResourceRoutesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private const string Carts = "/clusters/prod/gvr/shop.example.com/v1/namespaces/shop/carts";
    private const string Cart = """{"apiVersion":"shop.example.com/v1","kind":"Cart","metadata":{"name":"a","namespace":"shop","creationTimestamp":"2026-11-21T08:00:00Z","labels":{"x":"y"}},"status":{"conditions":[{"type":"Ready","status":"False","message":"no wheels","lastTransitionTime":"2026-11-21T09:00:00Z"}]}}""";

    private readonly ResourcesSite _site = shared.Fresh();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_ComesFromTheIndexWithAStatusFromConditions(bool details)
    {
        var body = JsonDocument.Parse(Cart).RootElement;
        _site.Index.Objects.Add(new("prod", new("shop.example.com", "v1", "carts"), new ObjectKey("shop", "a"), body, ConditionRule.Of(body)));

        var (status, answer) = await _site.GetAsync($"{Carts}?showDetail={(details ? "true" : "false")}");

        status.ShouldBe(200);
        var item = answer.GetProperty("items")[0];
        (item.GetProperty("kind").GetString(), item.GetProperty("apiVersion").GetString(), item.GetProperty("name").GetString()).ShouldBe(("Cart", "shop.example.com/v1", "a"));
        item.GetProperty("creationTimestamp").GetString().ShouldBe("1795248000000");
        item.TryGetProperty("data", out _).ShouldBe(details);
        var facts = item.GetProperty("kpanda");
        facts.GetProperty("severity").GetString().ShouldBe("warning");
        facts.GetProperty("message").GetString().ShouldBe("It is not as it should be since 2026-11-21T09:00:00Z (Ready): no wheels");
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_AsksForTheVersionOfThePath()
    {
        _site.Member.Answer = _ => (200, Cart);

        var (status, _) = await _site.GetAsync($"{Carts}/a/json");

        status.ShouldBe(200);
        _site.Member.Calls.ShouldHaveSingleItem().Target.ShouldBe("/apis/shop.example.com/v1/namespaces/shop/carts/a");
    }

    [Fact]
    public async Task CoreGroup_IsWrittenCore()
    {
        _site.Member.Answer = _ => (200, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}}""");

        var (status, _) = await _site.GetAsync("/clusters/prod/gvr/core/v1/nodes/n/json");

        status.ShouldBe(200);
        _site.Member.Calls.ShouldHaveSingleItem().Target.ShouldBe("/api/v1/nodes/n");
    }

    [Fact]
    public async Task WhatIsNotServed_IsNotFound()
    {
        var (status, body) = await _site.GetAsync("/clusters/prod/gvr/shop.example.com/v9/namespaces/shop/carts");

        status.ShouldBe(404);
        body.GetProperty("code").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task Create_OfAnotherVersionNamesTheField()
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Post, Carts, new { data = Cart.Replace("/v1", "/v2", StringComparison.Ordinal) });

        status.ShouldBe(400);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("data.apiVersion");
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PATCH_TYPE_MERGE", "{\"spec\":{}}", "application/merge-patch+json")]
    [InlineData("PATCH_TYPE_JSON", "[]", "application/json-patch+json")]
    [InlineData("PATCH_TYPE_APPLY", "{\"spec\":{}}", "application/apply-patch+yaml")]
    public async Task Patch_HasThePublishedTypes(string type, string patch, string contentType)
    {
        _site.Member.Answer = _ => (200, Cart);

        var (status, _) = await _site.SendAsync(HttpMethod.Patch, $"{Carts}/a", new { patchType = type, data = patch, subResources = new[] { "status" } });

        status.ShouldBe(200);
        var call = _site.Member.Calls.ShouldHaveSingleItem();
        call.ContentType.ShouldStartWith(contentType);
        call.Target.ShouldStartWith("/apis/shop.example.com/v1/namespaces/shop/carts/a/status");
    }

    [Fact]
    public async Task Resources_AreCreatedInOrderUntilTheFirstRefusal()
    {
        _site.Member.Answer = call => call.Target.Contains("secrets", StringComparison.Ordinal)
            ? (403, """{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"secrets is forbidden"}""")
            : (201, call.Body);
        const string Yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: b}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n";

        var (status, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/namespaces/shop/resources", new { data = new[] { Yaml } });

        status.ShouldBe(200);
        body.GetProperty("data").GetArrayLength().ShouldBe(1);
        var results = body.GetProperty("results").EnumerateArray().ToList();
        results.Select(result => result.GetProperty("outcome").GetString()).ShouldBe(["Created", "Refused", "NotTried"]);
        results[1].GetProperty("error").GetProperty("message").GetString().ShouldBe("secrets is forbidden");
        _site.Member.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Resources_GoOnWhenAsked()
    {
        _site.Member.Answer = call => call.Body.Contains("\"b\"", StringComparison.Ordinal) ? (403, """{"kind":"Status","code":403,"message":"no"}""") : (201, call.Body);
        var data = new[] { "a", "b", "c" }.Select(name => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}");

        var (_, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/namespaces/shop/resources?continueOnError=true", new { data });

        body.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()).ShouldBe(["Created", "Refused", "Created"]);
    }

    [Fact]
    public async Task Resources_WithOneBrokenDocumentCreateNothing()
    {
        var (status, body) = await _site.SendAsync(
            HttpMethod.Post, "/clusters/prod/namespaces/shop/resources", new { data = new[] { "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}", "kind: Pod" } });

        status.ShouldBe(400);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("data[1].apiVersion");
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task ResourceOfAnUnknownType_IsLookedForInTheMemberAndRefused()
    {
        _site.Member.Answer = _ => (200, """{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[]}""");

        var (status, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/namespaces/shop/resources", new { data = new[] { "apiVersion: pets.io/v1\nkind: Cat\nmetadata: {name: a}" } });

        status.ShouldBe(400, body.ToString());
        body.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe("object.kind.unknown");
        _site.Member.Calls.ShouldAllBe(call => call.Method == "GET");
    }
}
