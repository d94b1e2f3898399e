using System.Net;
using Kpanda.Hosting.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Hosting.Tests;

/// <summary>A route that is compiled late answers as one that is mapped in the framework's own way.</summary>
public sealed class LateRoutesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandlerInAGroup_BindsRouteQueryAndBody()
    {
        await using var site = await TestSite.StartAsync(app =>
        {
            var group = app.MapGroup("/things/{place}");
            group.Get("/{name}", (string place, string name, int? count) => $"{place} {name} {count}");
            group.Post("", (string place, Thing thing) => $"{place} {thing.Name}");
            group.Put("/{name}", (string place, string name, Thing thing) => $"{place} {name} {thing.Name}");
            group.Patch("/{name}", (string name) => name);
            group.Delete("/{name}", (string name) => name);
        });

        (await site.Client.GetStringAsync("/things/here/a?count=3", Token)).ShouldBe("here a 3");
        (await SendAsync(site, HttpMethod.Post, "/things/here", """{"name":"b"}""")).ShouldBe((HttpStatusCode.OK, "here b"));
        (await SendAsync(site, HttpMethod.Put, "/things/here/a", """{"name":"b"}""")).ShouldBe((HttpStatusCode.OK, "here a b"));
        (await SendAsync(site, HttpMethod.Patch, "/things/here/a", null)).ShouldBe((HttpStatusCode.OK, "a"));
        (await SendAsync(site, HttpMethod.Delete, "/things/here/a", null)).ShouldBe((HttpStatusCode.OK, "a"));
        (await SendAsync(site, HttpMethod.Delete, "/things/here", null)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task EndpointFilter_StandsAroundTheHandler()
    {
        await using var site = await TestSite.StartAsync(app =>
            app.Get("/x/{name}", (string name) => name).AddEndpointFilter(async (call, next) => $"{call.GetArgument<string>(0)} then {await next(call)}"));

        (await site.Client.GetStringAsync("/x/a", Token)).ShouldBe("a then a");
    }

    [Fact]
    public async Task MetadataOfTheHandler_IsThereBeforeTheFirstRequest()
    {
        IReadOnlyList<Endpoint> endpoints = [];
        await using var site = await TestSite.StartAsync(app =>
        {
            app.Post("/things", (Thing thing) => (Result<Thing>)thing).WithName("CreateThing");
            endpoints = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)];
        });

        var metadata = endpoints.ShouldHaveSingleItem().Metadata;
        metadata.GetMetadata<IAcceptsMetadata>()!.RequestType.ShouldBe(typeof(Thing));
        metadata.GetMetadata<IProducesResponseTypeMetadata>()!.Type.ShouldBe(typeof(Thing));
        metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName.ShouldBe("CreateThing");
    }

    [Fact]
    public async Task ManyFirstRequestsAtOnce_AreAllAnswered()
    {
        await using var site = await TestSite.StartAsync(app => app.Get("/x/{number:int}", (int number) => number));

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(number => site.Client.GetStringAsync($"/x/{number}", Token)));

        answers.ShouldBe(Enumerable.Range(0, 32).Select(number => $"{number}"));
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(TestSite site, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : TestSite.Json(body) };
        using var response = await site.Client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private sealed record Thing(string Name);
}
