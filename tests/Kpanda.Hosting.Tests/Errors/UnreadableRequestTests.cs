using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Hosting.Tests.Errors;

public sealed class UnreadableRequestTests
{
    private sealed record Body(string Name, long Size, Body? Inner);

    private static Task<TestSite> StartAsync() => TestSite.StartAsync(app =>
    {
        app.MapPost("/body", (Body body) => body);
        app.MapGet("/query", (int page, bool? all) => page);
        app.MapGet("/item/{id:guid}", (Guid id) => id);
    });

    [Theory]
    [InlineData("""{"name":""", "request.body.json", "name")]
    [InlineData("[]", "request.body.json", "body")]
    [InlineData("""{"name":"a","size":"1x"}""", "request.body.json", "size")]
    [InlineData("""{"name":"a","inner":{"size":{}}}""", "request.body.json", "inner.size")]
    [InlineData("", "request.body.missing", "body")]
    public async Task MalformedJson_NamesTheField(string text, string reason, string field)
    {
        await using var site = await StartAsync();

        var response = await site.Client.PostAsync("/body", TestSite.Json(text), TestContext.Current.CancellationToken);

        await ShouldBeAsync(response, HttpStatusCode.BadRequest, code: 3, reason, field);
    }

    [Fact]
    public async Task DeepJson_NamesTheLimit()
    {
        await using var site = await StartAsync();
        var text = string.Concat(Enumerable.Repeat("""{"inner":""", 65)) + "null" + new string('}', 65);

        var response = await site.Client.PostAsync("/body", TestSite.Json(text), TestContext.Current.CancellationToken);

        var detail = await ShouldBeAsync(response, HttpStatusCode.BadRequest, code: 3, "request.body.depth", field: null);
        detail.GetProperty("parameters").GetProperty("limit").GetString().ShouldBe("64");
    }

    [Fact]
    public async Task LargeBody_NamesTheLimit()
    {
        await using var site = await StartAsync();

        site.Client.DefaultRequestHeaders.ExpectContinue = true;

        var response = await site.Client.PostAsync("/body", TestSite.Json($$"""{"name":"{{new string('x', 4 * 1024 * 1024)}}"}"""), TestContext.Current.CancellationToken);

        var detail = await ShouldBeAsync(response, HttpStatusCode.RequestEntityTooLarge, code: 8, "request.body.size", field: null);
        detail.GetProperty("parameters").GetProperty("limit").GetString().ShouldBe("4194304");
    }

    [Fact]
    public async Task OtherContentType_IsRefused()
    {
        await using var site = await StartAsync();

        var response = await site.Client.PostAsync("/body", new StringContent("name=a"), TestContext.Current.CancellationToken);

        await ShouldBeAsync(response, HttpStatusCode.UnsupportedMediaType, code: 3, "request.body.type", field: null);
    }

    [Fact]
    public async Task MissingBody_IsNamed()
    {
        await using var site = await StartAsync();

        var response = await site.Client.PostAsync("/body", content: null, TestContext.Current.CancellationToken);

        await ShouldBeAsync(response, HttpStatusCode.BadRequest, code: 3, "request.body.missing", field: "body");
    }

    [Theory]
    [InlineData("/query?page=abc", "page")]
    [InlineData("/query", "page")]
    [InlineData("/query?page=1&all=maybe", "all")]
    public async Task UnreadableQuery_NamesTheParameter(string path, string field)
    {
        await using var site = await StartAsync();

        var response = await site.Client.GetAsync(path, TestContext.Current.CancellationToken);

        await ShouldBeAsync(response, HttpStatusCode.BadRequest, code: 3, "request.parameter", field);
    }

    [Fact]
    public async Task UnknownRoute_HasThePublishedShape()
    {
        await using var site = await StartAsync();

        await ShouldBeAsync(await site.Client.GetAsync("/nothing", TestContext.Current.CancellationToken), HttpStatusCode.NotFound, code: 5, "request.route.unknown", field: null);
        await ShouldBeAsync(await site.Client.GetAsync("/body", TestContext.Current.CancellationToken), HttpStatusCode.MethodNotAllowed, code: 3, "request.method", field: null);
    }

    [Fact]
    public async Task UnknownFieldsAndNumbersForInt64_AreAccepted()
    {
        await using var site = await StartAsync();

        var response = await site.Client.PostAsync("/body", TestSite.Json("""{"name":"a","size":12,"later":{"x":[1]}}"""), TestContext.Current.CancellationToken);

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"name":"a","size":"12"}""");
    }

    private static async Task<JsonElement> ShouldBeAsync(HttpResponseMessage response, HttpStatusCode status, int code, string reason, string? field)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, text);
        using var body = JsonDocument.Parse(text);
        body.RootElement.GetProperty("code").GetInt32().ShouldBe(code);
        body.RootElement.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        var detail = body.RootElement.GetProperty("details")[0].Clone();
        detail.GetProperty("reason").GetString().ShouldBe(reason);
        (detail.TryGetProperty("field", out var found) ? found.GetString() : null).ShouldBe(field);
        return detail;
    }
}
