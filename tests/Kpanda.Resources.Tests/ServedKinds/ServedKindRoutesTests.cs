using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests.ServedKinds;

public sealed class ServedKindRoutesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private const string Carts = "/clusters/prod/namespaces/shop/carts.shop.example.com";
    private const string Cart = """{"apiVersion":"shop.example.com/v2","kind":"Cart","metadata":{"name":"a","namespace":"shop","creationTimestamp":"2026-11-21T08:00:00Z","labels":{"x":"y"}},"spec":{"wheels":4},"status":{"conditions":[{"type":"Ready","status":"True"}]}}""";
    private const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"carts.shop.example.com"},"spec":{"versions":[
          {"name":"v1","additionalPrinterColumns":[{"name":"Old","type":"string","jsonPath":".spec.old"}]},
          {"name":"v2","additionalPrinterColumns":[
            {"name":"Wheels","type":"integer","jsonPath":".spec.wheels","description":"How many"},
            {"name":"Colour","type":"string","jsonPath":".spec.colour","priority":1},
            {"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"}]}]}}
        """;

    private readonly ResourcesSite _site = shared.Fresh();

    [Theory]
    [InlineData("/asl/carts.shop.example.com")]
    [InlineData("/clusters/prod/carts.shop.example.com")]
    [InlineData(Carts)]
    public async Task List_HasTheColumnsOfTheDefinitionInTheServedVersion(string path)
    {
        AddCart();

        var (status, answer) = await _site.GetAsync(path);

        status.ShouldBe(200);
        var row = answer.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("cells").GetRawText().ShouldBe("""{"Wheels":"4"}""");
        row.GetProperty("metadata").GetProperty("cluster").GetString().ShouldBe("prod");
        row.GetProperty("kpanda").GetProperty("state").GetString().ShouldBe("Current");
        row.GetProperty("status").GetProperty("conditions")[0].GetProperty("type").GetString().ShouldBe("Ready");
    }

    [Fact]
    public async Task Columns_AreToldWithTheKind()
    {
        AddCart();

        var (status, answer) = await _site.GetAsync("/clusters/prod/kinds/carts.shop.example.com");

        status.ShouldBe(200);
        answer.GetProperty("kind").GetProperty("kind").GetString().ShouldBe("Cart");
        answer.GetProperty("columns").EnumerateArray().Select(column => (column.GetProperty("name").GetString(), column.GetProperty("priority").GetInt32())).ShouldBe([("Wheels", 0), ("Colour", 1)]);
    }

    [Fact]
    public async Task Kinds_SayTheWordThatNamesThemInPaths()
    {
        var (status, answer) = await _site.GetAsync("/clusters/prod/kinds");

        status.ShouldBe(200);
        var segments = answer.GetProperty("items").EnumerateArray().ToDictionary(kind => kind.GetProperty("kind").GetString()!, kind => kind.GetProperty("segment").GetString());
        (segments["ConfigMap"], segments["Cart"]).ShouldBe(("configmaps", "carts.shop.example.com"));
    }

    [Fact]
    public async Task Object_IsReadChangedAndDeletedInTheServedVersion()
    {
        _site.Member.Answer = call => (200, call.Body.Length > 0 && call.Method == "PUT" ? call.Body : Cart);

        (await _site.GetAsync($"{Carts}/a/json")).Status.ShouldBe(200);
        (await _site.SendAsync(HttpMethod.Put, $"{Carts}/a/json", new { data = Cart })).Status.ShouldBe(200);
        (await _site.SendAsync(HttpMethod.Put, $"{Carts}/a/labels", new { labels = new { tier = "web" } })).Status.ShouldBe(200);
        (await _site.SendAsync(HttpMethod.Patch, $"{Carts}/a/json", new { data = new { metadata = new { labels = new { tier = "web" } } } })).Status.ShouldBe(200);
        _site.Member.Calls.Last().ContentType.ShouldStartWith("application/merge-patch+json");
        (await _site.SendAsync(HttpMethod.Delete, $"{Carts}/a")).Status.ShouldBe(200);

        _site.Member.Calls.Select(call => (call.Method, call.Target.Split('?')[0])).ShouldBe(
            new[] { "GET", "PUT", "PATCH", "PATCH", "DELETE" }.Select(method => (method, "/apis/shop.example.com/v2/namespaces/shop/carts/a")));
    }

    [Fact]
    public async Task NamespacedObject_IsNotFoundWithoutItsNamespace()
    {
        var (status, answer) = await _site.GetAsync("/clusters/prod/carts.shop.example.com/a");

        status.ShouldBe(400);
        answer.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("namespace");
    }

    [Theory]
    [InlineData("/asl/wagons.shop.example.com")]
    [InlineData("/clusters/elsewhere/carts.shop.example.com")]
    [InlineData("/clusters/prod/kinds/wagons.shop.example.com")]
    public async Task WhatNobodyServes_IsNotFound(string path) => (await _site.GetAsync(path)).Status.ShouldBe(404);

    [Fact]
    public async Task WhatTheIndexDoesNotKeep_IsReadFromTheMember()
    {
        _site.Member.Answer = _ => (200, """
            {"kind":"LeaseList","apiVersion":"coordination.k8s.io/v1","metadata":{"resourceVersion":"7"},"items":[
              {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"node-2","namespace":"kube-node-lease","creationTimestamp":"2026-01-03T00:00:00Z"},"spec":{"holderIdentity":"node-2","leaseDurationSeconds":40}},
              {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"node-1","namespace":"kube-node-lease","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"holderIdentity":"node-1"}},
              {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"scheduler","namespace":"kube-system","creationTimestamp":"2026-01-02T00:00:00Z"}}]}
            """);

        var (status, answer) = await _site.GetAsync("/clusters/prod/leases.coordination.k8s.io?fuzzyName=NODE&pageSize=1&page=2");

        status.ShouldBe(200);
        answer.GetProperty("pagination").GetProperty("total").GetInt32().ShouldBe(2);
        answer.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("cells").GetRawText().ShouldBe("""{"Holder":"node-2","Seconds":"40"}""");
        _site.Member.Calls.ShouldHaveSingleItem().Target.ShouldStartWith("/apis/coordination.k8s.io/v1/leases");
        (await _site.GetAsync("/asl/leases.coordination.k8s.io")).Status.ShouldBe(400);
        (await NamesAsync("")).ShouldBe(["node-1", "node-2", "scheduler"]);
        (await NamesAsync("?sortBy=namespace")).ShouldBe(["scheduler", "node-2", "node-1"]);
        (await NamesAsync("?sortBy=created_at")).ShouldBe(["node-2", "scheduler", "node-1"]);
        (await NamesAsync("?sortBy=created_at&sortDir=asc")).ShouldBe(["node-1", "scheduler", "node-2"]);

        async Task<string[]> NamesAsync(string query) =>
            [.. (await _site.GetAsync("/clusters/prod/leases.coordination.k8s.io" + query)).Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata").GetProperty("name").GetString()!)];
    }

    [Fact]
    public async Task WhoMayNotList_IsRefusedWhereTheIndexDoesNotTrim()
    {
        _site.Authorizer.Forbidden.Add("list");

        (await _site.GetAsync("/clusters/prod/leases.coordination.k8s.io")).Status.ShouldBe(403);
        _site.Member.Calls.ShouldBeEmpty();
    }

    private void AddCart()
    {
        Add("apiextensions.k8s.io", "v1", "customresourcedefinitions", new ObjectKey("", "carts.shop.example.com"), Definition);
        Add("shop.example.com", "v2", "carts", new ObjectKey("shop", "a"), Cart);
    }

    private void Add(string group, string version, string resource, ObjectKey key, string text)
    {
        var body = JsonDocument.Parse(text).RootElement;
        _site.Index.Objects.Add(new("prod", new(group, version, resource), key, body, ConditionRule.Of(body)));
    }
}
