using System.Text.Json;
using Kpanda.Resources.Schemas;
using Kpanda.Resources.Tests.Fakes;

namespace Kpanda.Resources.Tests.Schemas;

public sealed class SchemaRoutesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private const string Paths = "/openapi/v3";

    private readonly ResourcesSite _site = shared.Fresh();

    [Fact]
    public async Task Schema_HasWhatTheKindRefersToAndNothingElse()
    {
        Serve("one");

        var (status, body) = await GetAsync("shop.example.com/v1/Cart");

        status.ShouldBe(200, body.ToString());
        body.GetProperty("hash").GetString().ShouldBe("one");
        body.GetProperty("root").GetString().ShouldBe("Cart");
        body.GetProperty("schemas").EnumerateObject().Select(schema => schema.Name).ShouldBe(["Cart", "CartSpec", "Line", "Meta"]);
    }

    [Fact]
    public async Task Document_IsReadAgainOnlyWhenItsHashIsAnother()
    {
        Serve("two");
        await GetAsync("shop.example.com/v1/Cart");
        await GetAsync("shop.example.com/v1/Cart");
        Documents().ShouldBe(1);

        Serve("three");
        (await GetAsync("shop.example.com/v1/Cart")).Body.GetProperty("hash").GetString().ShouldBe("three");
        Documents().ShouldBe(2);
    }

    [Theory]
    [InlineData("shop.example.com/v1/Odd")]
    [InlineData("shop.example.com/v2/Cart")]
    [InlineData("core/v1/Pod")]
    public async Task WhatTheMemberDoesNotHave_IsNotFound(string type)
    {
        Serve("four");

        var (status, body) = await GetAsync(type);

        (status, body.GetProperty("details")[0].GetProperty("reason").GetString()).ShouldBe((404, "schema.none"));
    }

    [Fact]
    public async Task MemberWithoutOpenApi3_HasNoSchema()
    {
        _site.Member.Answer = _ => (404, "404 page not found");

        (await GetAsync("apps/v1/Deployment")).Status.ShouldBe(404);
    }

    [Fact]
    public void Cache_KeepsWithinItsBound()
    {
        var cache = new SchemaCache(100);
        var document = new SchemaDocument(JsonDocument.Parse("{}").RootElement, 40);
        cache.Put("prod", "a", "1", document);
        cache.Put("prod", "b", "1", document);
        cache.Find("prod", "a", "1").ShouldNotBeNull();

        cache.Put("prod", "c", "1", document);

        cache.Find("prod", "b", "1").ShouldBeNull();
        cache.Find("prod", "a", "1").ShouldNotBeNull();
        cache.Find("prod", "a", "2").ShouldBeNull();
        cache.Find("dev", "a", "1").ShouldBeNull();
    }

    private int Documents() => _site.Member.Calls.Count(call => call.Target == $"{Paths}/apis/shop.example.com/v1");

    private void Serve(string hash) => _site.Member.Answer = call => call.Target switch
    {
        Paths => (200, $$"""{"paths":{"apis/shop.example.com/v1":{"serverRelativeURL":"/openapi/v3/apis/shop.example.com/v1?hash={{hash}}"} } }"""),
        $"{Paths}/apis/shop.example.com/v1" => (200, """
            {"paths":{"/apis":{}},"components":{"schemas":{
              "Cart":{"type":"object","x-kubernetes-group-version-kind":[{"group":"shop.example.com","version":"v1","kind":"Cart"}],
                "properties":{"metadata":{"allOf":[{"$ref":"#/components/schemas/Meta"}]},"spec":{"$ref":"#/components/schemas/CartSpec"}}},
              "CartSpec":{"properties":{"lines":{"type":"array","items":{"$ref":"#/components/schemas/Line"}}}},
              "Line":{"properties":{"next":{"$ref":"#/components/schemas/Line"}}},
              "Meta":{"type":"object"},
              "Other":{"type":"object"}}}}
            """),
        _ => (404, "{}"),
    };

    private async Task<(int Status, JsonElement Body)> GetAsync(string type)
    {
        using var answer = await _site.Client.GetAsync($"/api/v1/clusters/prod/schemas/{type}", TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
