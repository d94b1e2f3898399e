using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kpanda.Server.Tests.Terminals;

/// <summary>What terminals show, written down where that is on.</summary>
public sealed class RecordingTests(RecordingTests.WithRecordings pods) : IClassFixture<RecordingTests.WithRecordings>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatATerminalShows_IsRecorded_AndNotWhatIsTyped()
    {
        using var browser = await TerminalPage.BrowserAsync(pods.Site);
        using var page = await TerminalPage.ShellAsync(pods.Site, browser, "plain");
        await page.TypeAsync("printf 'größe-\\033[31m-%s' 中''文\r");
        await page.SeesAsync("中文");
        await page.TellAsync(new { columns = 132, rows = 43 });
        await page.TypeAsync("stty size\r");
        await page.SeesAsync("43 132");
        await page.TypeAsync("exit\r");
        await page.EndAsync();

        var id = await AuditAsync(browser);
        var lines = (await browser.GetStringAsync($"/api/v1/audits/{id}/recording", Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var header = JsonDocument.Parse(lines[0]).RootElement;
        (header.GetProperty("version").GetInt32(), header.GetProperty("width").GetInt32(), header.GetProperty("height").GetInt32()).ShouldBe((2, 80, 24));
        var events = lines.Skip(1).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events.ShouldAllBe(one => one.GetArrayLength() == 3 && (one[1].GetString() == "o" || one[1].GetString() == "r"));
        events.Select(one => one[0].GetDouble()).ShouldBeInOrder();
        string.Concat(events.Where(one => one[1].GetString() == "o").Select(one => one[2].GetString())).ShouldContain("größe-\u001b[31m-中文");
        events.ShouldContain(one => one[1].GetString() == "r" && one[2].GetString() == "132x43");
    }

    [Fact]
    public async Task RecordingOfNothing_IsToldSo_AndNobodyElseIsAsked()
    {
        using var browser = await TerminalPage.BrowserAsync(pods.Site);

        (await browser.GetAsync($"/api/v1/audits/{Guid.CreateVersion7()}/recording", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pods.Site.NewClient().GetAsync($"/api/v1/audits/{Guid.CreateVersion7()}/recording", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<string> AuditAsync(HttpClient browser)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            var page = await browser.GetFromJsonAsync<JsonElement>($"/apis/ghippo.io/v1alpha3/audits?searchType=exact&sourceType=pods&sourceName=plain&verb=create", deadline.Token);
            foreach (var record in page.GetProperty("items").EnumerateArray())
                if (record.GetProperty("statusCode").GetInt32() == 101) return record.GetProperty("id").GetString()!;
            await Task.Delay(50, deadline.Token);
        }
    }

    /// <summary>The same pods, on a server that records.</summary>
    public sealed class WithRecordings : TerminalTests.WithPods
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("terminals.record", "true")];
    }
}
