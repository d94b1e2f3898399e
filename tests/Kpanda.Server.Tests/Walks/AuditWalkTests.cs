using System.Net;
using System.Net.Http.Json;
using System.Text;
using Dapper;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Walks;

/// <summary>Every route that could change something leaves a record of who asked for it, from where and what came of it; what nobody signed in sends leaves none.</summary>
public sealed class AuditWalkTests(AuditWalkTests.Walked walked) : IClassFixture<AuditWalkTests.Walked>
{
    /// <summary>A server of their own: they read all its records.</summary>
    public sealed class Walked : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Site = await ServerSite.StartAsync();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private sealed record Row(string RequestId, string Person, string Address, string Via, string Verb, string Resource, string Cluster, string Name, int Status);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All routes that are not only for reading: those that a new module brings are among them.</summary>
    [Fact]
    public async Task EveryWritingRoute_LeavesARecord()
    {
        using var client = await walked.Site.SignedInAsync();
        var routes = ServerRoutes.Of(walked.Site, (_, parameter) => parameter == "type" ? "widgets.example.com" : "x")
            .Where(route => !route.IsReading && route.Path is not ("/auth/logout" or "/api/v1/live"))
            // Routes that take any method record what they do themselves: their module has tests of its own.
            .Where(route => !route.Path.StartsWith("/k8s/", StringComparison.Ordinal))
            .ToList();
        var asked = new Dictionary<string, (ServerRoute Route, int Status)>();
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path) { Content = new StringContent("[", Encoding.UTF8, "application/json") };
            using var response = await client.SendAsync(request, Token);
            asked[response.Headers.GetValues("X-Request-Id").Single()] = (route, (int)response.StatusCode);
        }

        var records = (await RecordedAsync(asked.Keys)).ToLookup(row => row.RequestId);

        asked.Count.ShouldBeGreaterThan(150);
        asked.Where(entry => !records[entry.Key].Any()).Select(entry => entry.Value.Route.ToString()).ShouldBeEmpty();
        foreach (var (id, (route, status)) in asked)
        {
            var record = records[id].ShouldHaveSingleItem(route.ToString());
            (record.Person, record.Address, record.Via, record.Status).ShouldBe(("admin", "127.0.0.1", "api", status), route.ToString());
            record.Verb.ShouldNotBeEmpty(route.ToString());
            record.Resource.ShouldNotBeEmpty(route.ToString());
        }
    }

    [Fact]
    public async Task Nobody_LeavesNoRecord_ButASignInDoes()
    {
        using var client = walked.Site.NewClient();
        using var refused = await client.DeleteAsync("/apis/kpanda.io/v1alpha1/clusters/x", Token);
        using var wrong = await client.PostAsJsonAsync("/auth/login", new { username = "admin-typed-a-password", password = "wrong" }, Token);
        using var right = await client.PostAsJsonAsync("/auth/login", new { username = "admin", password = ServerSite.AdminPassword }, Token);

        var records = (await RecordedAsync(IdOf(wrong), IdOf(right))).ToLookup(row => row.RequestId);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        records[IdOf(refused)].ShouldBeEmpty();
        var failed = records[IdOf(wrong)].ShouldHaveSingleItem();
        (failed.Person, failed.Verb, failed.Resource, failed.Name, failed.Status).ShouldBe(("", "login", "sessions", "", 401));
        var signedIn = records[IdOf(right)].ShouldHaveSingleItem();
        (signedIn.Person, signedIn.Verb, signedIn.Status).ShouldBe(("admin", "login", 200));
    }

    [Theory]
    [InlineData("DELETE", "/clusters/prod", "delete", "clusters", "prod", "prod")]
    [InlineData("PUT", "/clusters/prod/labels", "update", "clusters", "prod", "prod")]
    [InlineData("POST", "/clusters/prod/namespaces/shop/deployments/web:restart", "restart", "deployments", "prod", "web")]
    [InlineData("PATCH", "/clusters/prod/namespaces/shop/configmaps/colors", "patch", "configmaps", "prod", "colors")]
    [InlineData("DELETE", "/clusters/prod/namespaces/shop", "delete", "namespaces", "prod", "shop")]
    [InlineData("PATCH", "/clusters/prod/gvr/apps/v1/namespaces/shop/deployments/web", "patch", "deployments", "prod", "web")]
    [InlineData("DELETE", "/clusters/prod/namespaces/shop/widgets.example.com/one", "delete", "widgets", "prod", "one")]
    public async Task Record_SaysWhatThePathSays(string method, string path, string verb, string resource, string cluster, string name)
    {
        using var client = await walked.Site.SignedInAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/apis/kpanda.io/v1alpha1{path}") { Content = new StringContent("[", Encoding.UTF8, "application/json") };
        using var response = await client.SendAsync(request, Token);

        var record = (await RecordedAsync(IdOf(response))).Where(row => row.RequestId == IdOf(response)).ShouldHaveSingleItem();

        (record.Verb, record.Resource, record.Cluster, record.Name).ShouldBe((verb, resource, cluster, name));
    }

    /// <summary>What administrators do with the index of a cluster names the kind, once it is known to be one.</summary>
    [Fact]
    public async Task SyncActions_AreOnRecordByTheirNames()
    {
        await using var site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));
        var cluster = (await Member.OfAsync(site)).Name;
        using var client = await site.SignedInAsync();
        async Task<string> AskAsync(string action, string query)
        {
            // A check of all kinds may still run.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
            patience.CancelAfter(Patience);
            while (true)
            {
                using var response = await client.PostAsync($"/api/v1/sync/{cluster}/{action}{query}", null, patience.Token);
                if (query.Length == 0 || response.IsSuccessStatusCode) return IdOf(response);
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
        }

        string[] asked = [await AskAsync("pause", "?resource=deployments.apps"), await AskAsync("resume", "?resource=deployments.apps"), await AskAsync("rebuild", "?resource=deployments.apps"), await AskAsync("check", "")];
        var unknown = IdOf(await client.PostAsync($"/api/v1/sync/{cluster}/pause?resource=made.up", null, Token));

        var records = (await RecordedAsync(site, [.. asked, unknown])).ToLookup(row => row.RequestId);
        asked.Select(id => records[id].ShouldHaveSingleItem()).Select(row => (row.Person, row.Verb, row.Resource, row.Cluster, row.Name)).ShouldBe(
        [
            ("admin", "pause", "sync", cluster, "deployments.apps"), ("admin", "resume", "sync", cluster, "deployments.apps"), ("admin", "rebuild", "sync", cluster, "deployments.apps"), ("admin", "check", "sync", cluster, ""),
        ]);
        (records[unknown].Single().Name, records[unknown].Single().Status).ShouldBe(("", 400));
    }

    private static string IdOf(HttpResponseMessage response) => response.Headers.GetValues("X-Request-Id").Single();

    /// <summary>All records, once those of these requests are among them. An answer may arrive before its record is written.</summary>
    private Task<IReadOnlyList<Row>> RecordedAsync(params IEnumerable<string> ids) => RecordedAsync(walked.Site, ids);

    private static async Task<IReadOnlyList<Row>> RecordedAsync(ServerSite site, IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet();
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await using var connection = await site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
            var rows = (await connection.QueryAsync<Row>("SELECT request_id AS RequestId, person, address, via, verb, resource, cluster, name, status FROM audit ORDER BY id")).ToList();
            if (wanted.IsSubsetOf(rows.Select(row => row.RequestId)) || TimeProvider.System.GetElapsedTime(deadline) > Patience) return rows;
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }
}
