using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>For how long records are kept, and clearing them, over the published routes and in either database.</summary>
public sealed class AuditKeepTests(PostgresServer postgres)
{
    private const string Older = "/apis/ghippo.io/v1alpha1/audits";
    private const string Newer = "/apis/ghippo.io/v1alpha3/audits";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Configured_UntilSomebodyChooses_EachRecordByItself(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres, options => options with { AuditKeep = TimeSpan.FromDays(30) });
        var retention = site.Site.Services.GetRequiredService<AuditRetention>();
        await site.AddAsync(2, record => record with { Verb = "delete" });
        await site.AddAsync(2, record => record with { Verb = "delete", Via = AuditVia.Gateway });
        async Task<IEnumerable<string>> WaysAsync() => (await site.RowsAsync()).Where(row => row.Verb == "delete").Select(row => row.Via);
        site.Time.Advance(TimeSpan.FromDays(29));
        await retention.ClearAsync(Token);
        (await WaysAsync()).Count().ShouldBe(4);

        var (browser, _, _) = await site.Site.SignedInAsync();
        (await DaysAsync(browser)).ShouldBe((30, 30, 30));
        (await browser.PutAsJsonAsync($"{Newer}/set-auto-clear", new { days = 7 }, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DaysAsync(browser)).ShouldBe((30, 7, 30));
        await retention.ClearAsync(Token);
        (await WaysAsync()).ShouldBe(["gateway", "gateway"]);

        (await browser.PutAsJsonAsync($"{Newer}/set-auto-clear/kube", new { days = 400 }, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.PutAsJsonAsync($"{Newer}/set-auto-clear/kube", new { days = 28 }, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DaysAsync(browser)).ShouldBe((28, 7, 28));
        await retention.ClearAsync(Token);
        (await WaysAsync()).ShouldBeEmpty();
        await site.UntilAsync("who chose", rows => rows.Where(row => row.Verb == "keep").Select(row => (row.Person, row.Resource, row.Name, row.Status))
            .Order().SequenceEqual([("admin", "audits", "7d", 200), ("admin", "kubeaudits", "28d", 200), ("admin", "kubeaudits", "400d", 200)]));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "clear", "audits", "gateway")]
    [InlineData(DatabaseKind.Sqlite, "kube/clear", "kubeaudits", "console")]
    [InlineData(DatabaseKind.Postgres, "clear", "audits", "gateway")]
    [InlineData(DatabaseKind.Postgres, "kube/clear", "kubeaudits", "console")]
    public async Task Clearing_RemovesWhatIsOlder_AndIsOnRecordItself(DatabaseKind kind, string path, string resource, string stays)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres);
        foreach (var via in (AuditVia[])[AuditVia.Console, AuditVia.Gateway]) await site.AddAsync(1, record => record with { Verb = "delete", Name = "old", Via = via });
        site.Time.Advance(TimeSpan.FromDays(10));
        foreach (var via in (AuditVia[])[AuditVia.Console, AuditVia.Gateway]) await site.AddAsync(1, record => record with { Verb = "delete", Name = "new", Via = via });
        site.Time.Advance(TimeSpan.FromDays(1));
        var (browser, _, _) = await site.Site.SignedInAsync();

        var answer = await browser.PostAsJsonAsync($"{Newer}/{path}", new { days = 5 }, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("removed").GetString().ShouldBe("1");
        var rows = await site.UntilAsync("the end of the clearing", found => found.Any(row => row is { Verb: "clear", Status: 200 }));
        rows.Where(row => row.Verb == "delete").Select(row => (row.Name, row.Via)).Order().ShouldBe(new[] { ("new", "console"), ("new", "gateway"), ("old", stays) }.Order());
        var clearing = rows.Single(row => row.Verb == "clear");
        (clearing.Person, clearing.Via, clearing.Resource, clearing.Name).ShouldBe(("admin", "console", resource, "5d"));
    }

    [Fact]
    public async Task ClearingThatCannotBeRecorded_IsNotDone()
    {
        await using var site = await AuditSite.StartAsync(DatabaseKind.Sqlite, postgres);
        await site.AddAsync(1);
        site.Time.Advance(TimeSpan.FromDays(10));
        var (browser, _, _) = await site.Site.SignedInAsync();
        await site.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(FAIL, 'disk full'); END");

        (await browser.PostAsJsonAsync($"{Newer}/clear", new { days = 5 }, Token)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await site.ExecuteAsync("DROP TRIGGER full");
        (await site.RowsAsync()).Count(row => row.Verb.Length == 0).ShouldBe(1);
    }

    public static TheoryData<string, string> Writing() => new() { { "POST", "clear" }, { "POST", "kube/clear" }, { "PUT", "set-auto-clear" }, { "PUT", "set-auto-clear/kube" } };

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task WhoMayNot_AndWhatMakesNoSense_IsRefusedAndChangesNothing(string method, string path)
    {
        await using var site = await AuditSite.StartAsync(DatabaseKind.Sqlite, postgres);
        await site.Site.AddUserAsync("li", "another horse");
        await site.AddAsync(2, record => record with { Verb = "delete" });
        site.Time.Advance(TimeSpan.FromDays(1_000));
        var (li, _, _) = await site.Site.SignedInAsync("li", "another horse");
        var (admin, cookies, _) = await site.Site.SignedInAsync();
        Task<HttpResponseMessage> AskAsync(HttpClient client, object body) =>
            client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{Newer}/{path}") { Content = JsonContent.Create(body) }, Token);

        (await AskAsync(li, new { days = 5 })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var wrong in (object[])[new { }, new { days = 0 }, new { days = -1 }, new { days = 36_501 }]) (await AskAsync(admin, wrong)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        admin.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");
        (await AskAsync(admin, new { days = 5 })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        admin.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.GetAllCookies()["kpanda-csrf"]!.Value);

        (await DaysAsync(admin)).ShouldBe((180, 180, 180));
        (await site.RowsAsync()).Count(row => row.Verb == "delete").ShouldBe(2);
        await site.UntilAsync("the refusal", rows => rows.Any(row => row is { Person: "li", Status: 403 }));
        foreach (var read in (string[])[$"{Older}/clear", $"{Older}/limit-range"]) (await li.GetAsync(read, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<(int Kube, int Platform, int Range)> DaysAsync(HttpClient client)
    {
        var days = await client.GetFromJsonAsync<JsonElement>($"{Older}/clear", Token);
        var range = await client.GetFromJsonAsync<JsonElement>($"{Older}/limit-range", Token);
        return (days.GetProperty("kubeDays").GetInt32(), days.GetProperty("ghippoDays").GetInt32(), range.GetProperty("day").GetInt32());
    }
}
