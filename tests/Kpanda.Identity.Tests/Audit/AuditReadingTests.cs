using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>Reading who did what: filters, pages, details and CSV, in either database.</summary>
public sealed class AuditReadingTests(AuditReadingTests.Filled filled) : IClassFixture<AuditReadingTests.Filled>
{
    private const string Path = "/apis/ghippo.io/v1alpha3/audits";

    /// <summary>A site with each database, and the same records in both.</summary>
    public sealed class Filled(PostgresServer postgres) : IAsyncLifetime
    {
        private readonly Dictionary<DatabaseKind, IdentitySite> _sites = [];

        internal IdentitySite this[DatabaseKind kind] => _sites[kind];

        public async ValueTask InitializeAsync()
        {
            _sites[DatabaseKind.Sqlite] = await FillAsync(await IdentitySite.StartAsync());
            _sites[DatabaseKind.Postgres] = await FillAsync(await IdentitySite.StartAsync(database: await postgres.NewDatabaseAsync(Token)));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var site in _sites.Values) await site.DisposeAsync();
        }

        private static async Task<IdentitySite> FillAsync(IdentitySite site)
        {
            await site.AddUserAsync("li", "another horse");
            var log = site.Services.GetRequiredService<IAuditLog>();
            AuditRecord[] records =
            [
                new() { At = default, Person = "wang", Verb = "create", Group = "apps", Resource = "deployments", Cluster = "prod", Namespace = "shop", Name = "web", Status = 200, Agent = "curl, or \"so\"" },
                new() { At = default, Person = "wang", Verb = "delete", Resource = "pods", Cluster = "staging", Namespace = "shop", Name = "web_1", Status = 403, Via = AuditVia.Api },
                new() { At = default, Person = "liu", Verb = "update", Resource = "accesstokens", Name = "=cmd()", Status = 500 },
                new() { At = default, Person = "liu", Verb = "create", Resource = "pods", Subresource = "exec", Cluster = "prod", Namespace = "shop", Name = "web-1", Via = AuditVia.Gateway, Latency = TimeSpan.FromMilliseconds(1500), Address = "10.1.2.3" },
            ];
            foreach (var record in records)
            {
                site.Time.Advance(TimeSpan.FromMinutes(1));
                var at = site.Time.GetUtcNow();
                (await log.BeginAsync(record with { At = at, Id = Guid.CreateVersion7(at) }, Token)).Error.ShouldBeNull();
            }

            return site;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind, string, string> Filters()
    {
        var data = new TheoryData<DatabaseKind, string, string>();
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            foreach (var (query, names) in ((string, string)[])
            [
                ("?x=y", "=cmd() web_1 web"),
                ("?searchUser=WAN", "web_1 web"),
                ("?searchUser=wan&searchType=exact", ""),
                ("?searchUser=wang&searchType=exact", "web_1 web"),
                ("?clusterName=prod", "web"),
                ("?sourceType=pods", "web_1"),
                ("?sourceName=eb_", "web_1"),
                ("?sourceName=%25", ""),
                ("?auditName=create%20dep", "web"),
                ("?verb=delete", "web_1"),
                ("?namespace=shop", "web_1 web"),
                ("?status=succeeded", "web"),
                ("?status=failed", "=cmd() web_1"),
                ("?status=all", "=cmd() web_1 web"),
                ("?gproduct=kpanda", "web_1 web"),
                ("?gproduct=ghippo", "=cmd()"),
                ("?start=2026-01-01T00:02:00Z", "=cmd() web_1"),
                ("?end=2026-01-01T00:02:00Z", "web_1 web"),
                ("?start=1767225720&end=1767225720", "web_1"),
                ("?searchUser=' OR 1=1 --", ""),
                ("/kube", "web-1"),
                ("/kube?clusterName=staging", ""),
            ]) data.Add(kind, query, names);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filters_NarrowTheList(DatabaseKind kind, string query, string names)
    {
        var (browser, _, _) = await filled[kind].SignedInAsync();

        // Sign-ins of the tests are recorded too, a moment later.
        var items = await ItemsAsync(browser, Path + query);

        string.Join(' ', items.Where(item => item.GetProperty("resourceType").GetString() != "sessions").Select(item => item.GetProperty("resourceName").GetString())).ShouldBe(names);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Record_TellsEverything_InItsListAndByItself(DatabaseKind kind)
    {
        var (browser, _, _) = await filled[kind].SignedInAsync();

        var item = (await ItemsAsync(browser, $"{Path}/kube")).ShouldHaveSingleItem();
        var detail = await browser.GetFromJsonAsync<JsonElement>($"{Path}/kube/{item.GetProperty("id").GetString()}", Token);

        detail.GetProperty("audit").GetString().ShouldBe(item.GetRawText());
        item.GetProperty("auditName").GetString().ShouldBe("create pods/exec");
        (item.GetProperty("user").GetString(), item.GetProperty("ip").GetString(), item.GetProperty("clusterName").GetString(), item.GetProperty("namespace").GetString()).ShouldBe(("liu", "10.1.2.3", "prod", "shop"));
        (item.GetProperty("status").GetString(), item.GetProperty("statusCode").GetInt32(), item.GetProperty("latencyMilliseconds").GetInt32(), item.GetProperty("via").GetString()).ShouldBe(("all", 0, 1500, "gateway"));
        item.GetProperty("createdAt").GetString().ShouldBe("2026-01-01T00:04:00.000Z");
        (await browser.GetAsync($"{Path}/{item.GetProperty("id").GetString()}", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Pages_FollowOneAnother(DatabaseKind kind)
    {
        var (browser, _, _) = await filled[kind].SignedInAsync();

        var page = await browser.GetFromJsonAsync<JsonElement>($"{Path}?sourceName=w&page=2&pageSize=1", Token);

        page.GetProperty("items").EnumerateArray().Single().GetProperty("resourceName").GetString().ShouldBe("web");
        page.GetProperty("pagination").GetProperty("total").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Export_IsCsvThatRunsNothing(DatabaseKind kind)
    {
        var (browser, _, _) = await filled[kind].SignedInAsync();

        var answer = await browser.GetAsync($"{Path}/export?end=2026-01-01T00:03:00Z&exportType=Csv", Token);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("audits.csv");
        var lines = (await answer.Content.ReadAsStringAsync(Token)).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldBe(
        [
            "time,user,address,client,via,cluster,verb,group,resource,subresource,namespace,name,status,milliseconds,request",
            "2026-01-01T00:03:00.000Z,liu,,,console,,update,,accesstokens,,,'=cmd(),500,0,",
            "2026-01-01T00:02:00.000Z,wang,,,api,staging,delete,,pods,,shop,web_1,403,0,",
            "2026-01-01T00:01:00.000Z,wang,,\"curl, or \"\"so\"\"\",console,prod,create,apps,deployments,,shop,web,200,0,",
        ]);
    }

    [Fact]
    public async Task WhoMayNotListAudits_GetsNone()
    {
        var (browser, _, _) = await filled[DatabaseKind.Sqlite].SignedInAsync("li", "another horse");

        (await ItemsAsync(browser, Path)).ShouldBeEmpty();
        (await browser.GetAsync($"{Path}/export", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync($"{Path}/{Guid.Empty}", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("status=bad")]
    [InlineData("searchType=bad")]
    [InlineData("start=bad")]
    [InlineData("end=99999999999999999")]
    [InlineData("pageSize=1001")]
    public async Task FilterThatMakesNoSense_IsRefused(string query)
    {
        var (browser, _, _) = await filled[DatabaseKind.Sqlite].SignedInAsync();

        (await browser.GetAsync($"{Path}?{query}", Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient client, string path) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(path + (path.Contains('?') ? "&" : "?") + "pageSize=1000", Token)).GetProperty("items").EnumerateArray()];
}
