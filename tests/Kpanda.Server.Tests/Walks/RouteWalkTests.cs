using System.Net;
using System.Net.Http.Json;
using System.Text;
using Dapper;
using Kpanda.KubeModel;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Walks;

/// <summary>
/// Every route that the server has is refused without a good session and does nothing: neither in the store nor in the member whose objects its path names.
/// </summary>
public sealed class RouteWalkTests(RouteWalkTests.Walked walked) : IClassFixture<RouteWalkTests.Walked>
{
    /// <summary>A server of their own with one simulated cluster: they compare what there is before and after.</summary>
    public sealed class Walked : IAsyncLifetime
    {
        private IReadOnlyList<MemberObject> _objects = [];

        internal ServerSite Site { get; private set; } = null!;

        internal Member Member { get; private set; } = null!;

        internal IReadOnlyList<ServerRoute> Routes { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));
            Member = await Member.OfAsync(Site);
            _objects = await Member.ObjectsAsync();
            Routes = ServerRoutes.Of(Site, Value);
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();

        /// <summary>What is stored, row by row, and what the member has of objects that were there at the start or that the platform wrote.</summary>
        internal async Task<HashSet<string>> LookAsync()
        {
            await using var connection = await Site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
            var seen = new HashSet<string>();
            // Sign-ins of the tests themselves are recorded a moment later; that refusals are not is told by AuditWalkTests.
            foreach (var table in await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'audit' ORDER BY name"))
            {
                foreach (IDictionary<string, object> row in await connection.QueryAsync($"SELECT * FROM {table}")) seen.Add($"{table} {string.Join('|', row.Values)}");
            }

            var first = _objects.Select(obj => (obj.Resource, obj.Key)).ToHashSet();
            seen.UnionWith((await Member.ObjectsAsync()).Where(obj => first.Contains((obj.Resource, obj.Key)) || obj.Written.Length > 0).Select(obj => obj.ToString()));
            return seen;
        }

        /// <summary>The names of everything that the member has.</summary>
        internal IEnumerable<string> Names => _objects.SelectMany(obj => new[] { obj.Key.Namespace, obj.Key.Name }).Append(Member.Name).Where(name => name.Length > 0).Distinct();

        /// <summary>Names that there are: a refused request must have had something to spoil.</summary>
        internal string Value(string before, string parameter)
        {
            if (before == "clusters" || parameter == "cluster") return Member.Name;
            return parameter switch
            {
                "namespace" => Any("deployments").Namespace,
                "group" => "apps",
                "version" => "v1",
                "kind" or "resource" => "deployments",
                _ => Any(before) is { Name.Length: > 0 } found ? found.Name : "x",
            };
        }

        private ObjectKey Any(string resource) => _objects.FirstOrDefault(item => item.Resource == resource) is { } found ? found.Key : new("", "");
    }

    // Simulated clusters ask for their own credentials.
    private static readonly string[] Anonymous = ["/auth/login", "/auth/login/code", "/auth/oidc/{alias}/callback", "/auth/oidc/{alias}/start", "/auth/providers", "/healthz", "/metrics", "/readyz", "/sandbox/{**path}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void AnonymousRoutes_AreTheseAndNoOthers() =>
        ServerRoutes.Endpoints(walked.Site).Where(ServerRoutes.IsAnonymous).Select(endpoint => endpoint.RoutePattern.RawText).Distinct().Order(StringComparer.Ordinal).ShouldBe(Anonymous);

    [Fact]
    public void Walk_NamesWhatThereIs()
    {
        var writing = walked.Routes.Where(route => !route.IsReading).Select(route => route.ToString()).ToList();

        writing.Count.ShouldBeGreaterThan(150);
        writing.ShouldContain($"DELETE /apis/kpanda.io/v1alpha1/clusters/{walked.Member.Name}");
        writing.Count(route => route.Contains(walked.Member.Name, StringComparison.Ordinal) && !route.Contains("/x", StringComparison.Ordinal)).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task WithoutSession_EveryRouteIsRefused()
    {
        using var client = walked.Site.NewClient();

        await ShouldAllBeRefusedAsync(client, walked.Routes, "session.missing");
    }

    [Theory]
    [InlineData("Authorization", "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "token.unknown")]
    [InlineData("Cookie", "kpanda-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "session.")]
    public async Task WithAnUnknownCredential_EveryRouteIsRefused(string header, string value, string reason)
    {
        using var client = walked.Site.NewClient();
        client.DefaultRequestHeaders.Add(header, value);

        await ShouldAllBeRefusedAsync(client, walked.Routes, reason);
    }

    [Fact]
    public async Task WithAnEndedSession_EveryRouteIsRefused()
    {
        using var client = walked.Site.NewClient();
        client.DefaultRequestHeaders.Add("X-Kpanda-CSRF", await SignInByCookieAsync(client));
        await using (var connection = await walked.Site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token))
            await connection.ExecuteAsync("UPDATE credentials SET expires = 1");

        await ShouldAllBeRefusedAsync(client, walked.Routes, "session.ended");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task WithoutTheCsrfHeader_EveryWritingRouteIsRefused(string? header)
    {
        using var client = walked.Site.NewClient();
        await SignInByCookieAsync(client);
        if (header is not null) client.DefaultRequestHeaders.Add("X-Kpanda-CSRF", header);

        await ShouldAllBeRefusedAsync(client, [.. walked.Routes.Where(route => !route.IsReading)], "session.csrf");
        (await client.GetAsync("/apis/ghippo.io/v1alpha1/current-user", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WithAGoodSession_TheSameRequestHasItsEffect()
    {
        using var client = await walked.Site.SignedInAsync();
        var before = await walked.LookAsync();
        var delete = walked.Routes.First(route => route.Method == "DELETE" && route.Path.Contains("/configmaps/", StringComparison.Ordinal));
        var cordon = walked.Routes.First(route => route.Path.EndsWith("/cordon", StringComparison.Ordinal));

        (await client.DeleteAsync(delete.Path, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var deleted = await walked.LookAsync();
        (await client.PostAsync(cordon.Path, null, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        deleted.SetEquals(before).ShouldBeFalse();
        (await walked.LookAsync()).SetEquals(deleted).ShouldBeFalse();
    }

    /// <summary>Takes the cookie of a session, and gives the value that the CSRF header must have.</summary>
    private static async Task<string> SignInByCookieAsync(HttpClient client)
    {
        var response = await client.PostAsJsonAsync("/auth/login", new { username = "admin", password = ServerSite.AdminPassword }, Token);
        var cookies = response.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0]).ToList();
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies));
        return cookies.Single(cookie => cookie.StartsWith("kpanda-csrf=", StringComparison.Ordinal)).Split('=', 2)[1];
    }

    private async Task ShouldAllBeRefusedAsync(HttpClient client, IReadOnlyList<ServerRoute> routes, string reason)
    {
        routes.Count.ShouldBeGreaterThan(1);
        var before = await walked.LookAsync();
        var open = new List<string>();
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
            if (!route.IsReading && route.Method != "DELETE") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var response = await client.SendAsync(request, Token);
            if (response.StatusCode != HttpStatusCode.Unauthorized || !(await response.Content.ReadAsStringAsync(Token)).Contains($"\"reason\":\"{reason}", StringComparison.Ordinal)) open.Add($"{route}: {(int)response.StatusCode}");
        }

        open.ShouldBeEmpty();
        var after = await walked.LookAsync();
        after.SymmetricExceptWith(before);
        after.ShouldBeEmpty();
    }
}
