using System.Net;
using System.Net.Http.Json;
using System.Text;
using Dapper;
using Kpanda.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests;

/// <summary>Every route that the server has, found by asking it, is refused without a good session and does nothing.</summary>
public sealed class RouteWalkTests(RouteWalkTests.Walked walked) : IClassFixture<RouteWalkTests.Walked>
{
    /// <summary>A server of their own: they compare what is stored before and after.</summary>
    public sealed class Walked : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Site = await ServerSite.StartAsync();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private static readonly string[] Anonymous = ["/auth/login", "/healthz", "/metrics", "/readyz"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed record Route(string Method, string Path)
    {
        public override string ToString() => $"{Method} {Path}";
    }

    [Fact]
    public async Task AnonymousRoutes_AreTheseAndNoOthers()
    {
        var site = walked.Site;

        Endpoints(site).Where(IsAnonymous).Select(endpoint => endpoint.RoutePattern.RawText).Distinct().Order(StringComparer.Ordinal).ShouldBe(Anonymous);
    }

    [Fact]
    public async Task WithoutSession_EveryRouteIsRefused()
    {
        var site = walked.Site;
        using var client = site.NewClient();

        await ShouldAllBeRefusedAsync(site, client, Routes(site));
    }

    [Theory]
    [InlineData("Authorization", "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Cookie", "kpanda-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task WithAnUnknownCredential_EveryRouteIsRefused(string header, string value)
    {
        var site = walked.Site;
        using var client = site.NewClient();
        client.DefaultRequestHeaders.Add(header, value);

        await ShouldAllBeRefusedAsync(site, client, Routes(site));
    }

    [Fact]
    public async Task WithAnEndedSession_EveryRouteIsRefused()
    {
        var site = walked.Site;
        using var client = site.NewClient();
        await SignInByCookieAsync(client);
        await using (var connection = await site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token))
            await connection.ExecuteAsync("UPDATE credentials SET expires = 1");

        await ShouldAllBeRefusedAsync(site, client, Routes(site));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task WithoutTheCsrfHeader_EveryWritingRouteIsRefused(string? header)
    {
        var site = walked.Site;
        using var client = site.NewClient();
        await SignInByCookieAsync(client);
        if (header is not null) client.DefaultRequestHeaders.Add("X-Kpanda-CSRF", header);

        await ShouldAllBeRefusedAsync(site, client, [.. Routes(site).Where(route => route.Method is not ("GET" or "HEAD"))]);
        (await client.GetAsync("/apis/ghippo.io/v1alpha1/current-user", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task SignInByCookieAsync(HttpClient client)
    {
        var response = await client.PostAsJsonAsync("/auth/login", new { username = "admin", password = ServerSite.AdminPassword }, Token);
        var cookie = response.Headers.GetValues("Set-Cookie").First(value => value.StartsWith("kpanda-session=", StringComparison.Ordinal));
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
    }

    private static async Task ShouldAllBeRefusedAsync(ServerSite site, HttpClient client, IReadOnlyList<Route> routes)
    {
        routes.Count.ShouldBeGreaterThan(1);
        var before = await DumpAsync(site);
        var open = new List<string>();
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
            if (route.Method is not ("GET" or "HEAD" or "DELETE")) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var response = await client.SendAsync(request, Token);
            if (response.StatusCode != HttpStatusCode.Unauthorized) open.Add($"{route}: {(int)response.StatusCode}");
        }

        open.ShouldBeEmpty();
        (await DumpAsync(site)).ShouldBe(before);
    }

    private static bool IsAnonymous(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static IEnumerable<RouteEndpoint> Endpoints(ServerSite site) =>
        site.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Concat(((IEndpointRouteBuilder)site.App).DataSources.SelectMany(source => source.Endpoints))
            .OfType<RouteEndpoint>().Distinct();

    private static List<Route> Routes(ServerSite site)
    {
        var routes = new List<Route>();
        foreach (var endpoint in Endpoints(site).Where(endpoint => !IsAnonymous(endpoint)))
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST", "PUT", "PATCH", "DELETE"];
            routes.AddRange(methods.Select(method => new Route(method, Fill(endpoint.RoutePattern))));
        }

        return routes;
    }

    private static string Fill(RoutePattern pattern)
    {
        var path = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                path.Append(part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart { Name: "documentName" } => "v1",
                    RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "guid") => Guid.Empty.ToString(),
                    _ => "x",
                });
            }
        }

        return path.Length == 0 ? "/" : path.ToString();
    }

    private static async Task<string> DumpAsync(ServerSite site)
    {
        await using var connection = await site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        var dump = new StringBuilder();
        foreach (var table in await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            foreach (IDictionary<string, object> row in await connection.QueryAsync($"SELECT * FROM {table}")) dump.AppendLine($"{table} {string.Join('|', row.Values)}");
        }

        return dump.ToString();
    }
}
