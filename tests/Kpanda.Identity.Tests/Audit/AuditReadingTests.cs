using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>Reading who did what: filters, pages, details and CSV, in either database.</summary>
public sealed class AuditReadingTests(AuditReadingTests.Filled filled) : IClassFixture<AuditReadingTests.Filled>
{
    private const string Path = "/apis/ghippo.io/v1alpha3/audits";
    private const string Reports = "/apis/ghippo.io/v1alpha1/audits/reports";

    /// <summary>A site with each database, and the same records in both.</summary>
    public sealed class Filled(PostgresServer postgres) : IAsyncLifetime
    {
        private readonly Dictionary<DatabaseKind, AuditSite> _sites = [];

        internal IdentitySite this[DatabaseKind kind] => _sites[kind].Site;

        public async ValueTask InitializeAsync()
        {
            foreach (var kind in Enum.GetValues<DatabaseKind>()) await FillAsync(_sites[kind] = await AuditSite.StartAsync(kind, postgres));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var site in _sites.Values) await site.DisposeAsync();
        }

        private static async Task FillAsync(AuditSite site)
        {
            await site.Site.AddUserAsync("li", "another horse");
            AuditRecord[] records =
            [
                new() { At = default, Person = "wang", Verb = "create", Group = "apps", Resource = "deployments", Cluster = "prod", Namespace = "shop", Name = "web", Status = 200, Agent = "curl, or \"so\"" },
                new() { At = default, Person = "wang", Verb = "delete", Resource = "pods", Cluster = "staging", Namespace = "shop", Name = "web_1", Status = 403, Times = 25, Via = AuditVia.Api },
                new() { At = default, Person = "liu", Verb = "update", Resource = "accesstokens", Name = "=cmd()", Status = 500 },
                new() { At = default, Person = "liu", Verb = "create", Resource = "pods", Subresource = "exec", Cluster = "prod", Namespace = "shop", Name = "web-1", Via = AuditVia.Gateway, Latency = TimeSpan.FromMilliseconds(1500), Address = "10.1.2.3" },
            ];
            foreach (var record in records)
            {
                site.Time.Advance(TimeSpan.FromMinutes(1));
                await site.AddAsync(1, now => record with { At = now.At, Id = now.Id });
            }
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
        var items = await AuditSite.ItemsAsync(browser, Path + query);

        string.Join(' ', items.Where(item => item.GetProperty("resourceType").GetString() != "sessions").Select(item => item.GetProperty("resourceName").GetString())).ShouldBe(names);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Record_TellsEverything_InItsListAndByItself(DatabaseKind kind)
    {
        var (browser, _, _) = await filled[kind].SignedInAsync();

        var item = (await AuditSite.ItemsAsync(browser, $"{Path}/kube")).ShouldHaveSingleItem();
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
            "time,user,address,client,via,cluster,verb,group,resource,subresource,namespace,name,status,milliseconds,request,times,detail",
            "2026-01-01T00:03:00.000Z,liu,,,console,,update,,accesstokens,,,'=cmd(),500,0,,1,",
            "2026-01-01T00:02:00.000Z,wang,,,api,staging,delete,,pods,,shop,web_1,403,0,,25,",
            "2026-01-01T00:01:00.000Z,wang,,\"curl, or \"\"so\"\"\",console,prod,create,apps,deployments,,shop,web,200,0,,1,",
        ]);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Reports_CountByKindAndByPerson(DatabaseKind kind)
    {
        var (browser, _, _) = await filled[kind].SignedInAsync();
        const string within = "?start=2026-01-01T00:00:30Z&end=2026-01-01T00:04:30Z";

        var resources = await AuditSite.ItemsAsync(browser, $"{Reports}/resources{within}");
        var users = await AuditSite.ItemsAsync(browser, $"{Reports}/users{within}");

        // Sign-ins of the tests, and refusals that another one gets, happen at the end of that time.
        resources.Where(item => item.GetProperty("ResourceType").GetString() != "sessions" && !item.GetProperty("EventName").GetString()!.StartsWith("get ", StringComparison.Ordinal)).Select(item => item.ToString()).ShouldBe(
        [
            """{"ResourceType":"pods","EventName":"delete pods","Count":25}""",
            """{"ResourceType":"accesstokens","EventName":"update accesstokens","Count":1}""",
            """{"ResourceType":"deployments.apps","EventName":"create deployments","Count":1}""",
            """{"ResourceType":"pods","EventName":"create pods/exec","Count":1}""",
        ]);
        users.Where(item => item.GetProperty("UserName").GetString() is "wang" or "liu").Select(item => item.ToString()).ShouldBe(
        [
            """{"UserName":"wang","TotalCount":26,"SuccessCount":1,"FailedCount":25}""",
            """{"UserName":"liu","TotalCount":2,"SuccessCount":0,"FailedCount":1}""",
        ]);
    }

    [Theory]
    [InlineData("", "/apis/ghippo.io/v1alpha3/audits/export")]
    [InlineData("?module=audit", "/apis/ghippo.io/v1alpha3/audits/export")]
    [InlineData("?module=kube_audit", "/apis/ghippo.io/v1alpha3/audits/kube/export")]
    public async Task ExportUri_LeadsToTheExport(string query, string uri)
    {
        var (browser, _, _) = await filled[DatabaseKind.Sqlite].SignedInAsync();

        var answer = await browser.GetFromJsonAsync<JsonElement>($"{Path}/export/uri{query}", Token);

        (answer.GetProperty("uri").GetString(), answer.GetProperty("method").GetString()).ShouldBe((uri, "GET"));
        (await browser.GetAsync(uri, Token)).Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await browser.GetAsync($"{Path}/export/uri?module=other", Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task WhoMayNotListAudits_GetsNone()
    {
        var (browser, _, _) = await filled[DatabaseKind.Sqlite].SignedInAsync("li", "another horse");

        foreach (var list in (string[])[Path, $"{Reports}/resources", $"{Reports}/users"]) (await AuditSite.ItemsAsync(browser, list)).ShouldBeEmpty();
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
}
