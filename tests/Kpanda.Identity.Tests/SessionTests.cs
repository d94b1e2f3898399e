using System.Net;
using System.Text.Json;
using Dapper;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Sessions;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests;

public sealed class SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_IsRefusedAndNothingHappens()
    {
        await using var site = await IdentitySite.StartAsync();
        var browser = site.NewBrowser();

        await ShouldBeRefusedAsync(await browser.GetAsync("/read", Token), "session.missing");
        await ShouldBeRefusedAsync(await browser.PostAsync("/write", null, Token), "session.missing");
        await ShouldBeRefusedAsync(await browser.GetAsync("/apis/ghippo.io/v1alpha1/current-user", Token), "session.missing");
        await ShouldBeRefusedAsync(await browser.GetAsync("/no/such/route", Token), "session.missing");
        site.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task SignedInBrowser_ReadsAndWrites()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();

        (await browser.GetStringAsync("/read", Token)).ShouldBe("admin");
        (await browser.PostAsync("/write", null, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task SessionCookie_CannotBeReadByScriptsNorSentFromOtherSites()
    {
        await using var site = await IdentitySite.StartAsync();

        var response = await IdentitySite.SignInAsync(site.NewBrowser());

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        cookies.Single(cookie => cookie.StartsWith("kpanda-session=", StringComparison.Ordinal)).ShouldContain("httponly");
        cookies.Single(cookie => cookie.StartsWith("kpanda-csrf=", StringComparison.Ordinal)).ShouldNotContain("httponly");
        cookies.ShouldAllBe(cookie => cookie.Contains("samesite=strict") && cookie.Contains("path=/"));
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task CookieWithoutTheRightCsrfHeader_WritesNothing(string? header)
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();
        browser.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");
        if (header is not null) browser.DefaultRequestHeaders.TryAddWithoutValidation("X-Kpanda-CSRF", header);

        await ShouldBeRefusedAsync(await browser.PostAsync("/write", null, Token), "session.csrf");

        site.Writes.ShouldBe(0);
        (await browser.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task CsrfValueOfAnotherSession_IsRefused()
    {
        await using var site = await IdentitySite.StartAsync();
        var (other, _, _) = await site.SignedInAsync();
        var (browser, _, _) = await site.SignedInAsync();
        browser.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");
        browser.DefaultRequestHeaders.Add("X-Kpanda-CSRF", other.DefaultRequestHeaders.GetValues("X-Kpanda-CSRF"));

        await ShouldBeRefusedAsync(await browser.PostAsync("/write", null, Token), "session.csrf");
    }

    [Fact]
    public async Task BearerToken_WritesWithoutCsrfHeader()
    {
        await using var site = await IdentitySite.StartAsync();
        var (_, _, token) = await site.SignedInAsync();

        (await site.NewScript(token).PostAsync("/write", null, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task WrongAuthorization_IsNotRescuedByACookie(string header)
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        await ShouldBeRefusedAsync(await browser.GetAsync("/read", Token), "token.unknown");
    }

    [Fact]
    public async Task SecretsOfOneKind_AreNotGoodAsTheOther()
    {
        await using var site = await IdentitySite.StartAsync();
        var (_, cookies, token) = await site.SignedInAsync();
        var browser = site.NewBrowser(out var jar);
        jar.Add(browser.BaseAddress!, new Cookie("kpanda-session", token));

        await ShouldBeRefusedAsync(await site.NewScript(cookies.GetAllCookies()["kpanda-session"]!.Value).GetAsync("/read", Token), "token.unknown");
        await ShouldBeRefusedAsync(await browser.GetAsync("/read", Token), "session.ended");
    }

    [Fact]
    public async Task TokenInTheQuery_IsIgnored()
    {
        await using var site = await IdentitySite.StartAsync();
        var (_, _, token) = await site.SignedInAsync();

        await ShouldBeRefusedAsync(await site.NewBrowser().GetAsync($"/read?token={token}&access_token={token}", Token), "session.missing");
    }

    [Fact]
    public async Task SignOut_EndsSessionAndTokenAndTellsWhoHoldsThemOpen()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, cookies, token) = await site.SignedInAsync();
        var script = site.NewScript(token);
        await script.GetAsync("/read", Token);
        var ended = site.Seen!.Ended;
        var stolen = site.NewBrowser(out var jar);
        jar.Add(stolen.BaseAddress!, new Cookie("kpanda-session", cookies.GetAllCookies()["kpanda-session"]!.Value));

        (await browser.PostAsync("/auth/logout", null, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        ended.IsCancellationRequested.ShouldBeTrue();
        await ShouldBeRefusedAsync(await stolen.GetAsync("/read", Token), "session.ended");
        await ShouldBeRefusedAsync(await script.GetAsync("/read", Token), "token.unknown");
        await ShouldBeRefusedAsync(await browser.GetAsync("/read", Token), "session.missing");
    }

    [Fact]
    public async Task SignOut_LeavesOtherSessionsAlone()
    {
        await using var site = await IdentitySite.StartAsync();
        var (one, _, _) = await site.SignedInAsync();
        var (other, _, _) = await site.SignedInAsync();

        await one.PostAsync("/auth/logout", null, Token);

        (await other.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task IdleSession_EndsAndItsTokenOnlyAtTheAbsoluteLimit()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, token) = await site.SignedInAsync();
        var script = site.NewScript(token);

        site.Time.Advance(TimeSpan.FromMinutes(119));
        (await browser.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Time.Advance(TimeSpan.FromMinutes(119));
        (await browser.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Time.Advance(TimeSpan.FromMinutes(121));
        await ShouldBeRefusedAsync(await browser.GetAsync("/read", Token), "session.ended");
        (await script.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Time.Advance(TimeSpan.FromHours(8));
        await ShouldBeRefusedAsync(await script.GetAsync("/read", Token), "token.unknown");
    }

    [Fact]
    public async Task BusySession_EndsAtTheAbsoluteLimit()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();

        for (var hour = 1; hour < 12; hour++)
        {
            site.Time.Advance(TimeSpan.FromHours(1));
            (await browser.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK, $"hour {hour}");
        }

        site.Time.Advance(TimeSpan.FromHours(1));
        await ShouldBeRefusedAsync(await browser.GetAsync("/read", Token), "session.ended");
    }

    [Fact]
    public async Task SessionThatEndsByTime_TellsWhoHoldsItOpen()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();
        await browser.GetAsync("/read", Token);
        var ended = site.Seen!.Ended;
        var registry = site.Services.GetRequiredService<SessionRegistry>();

        await registry.NoticeEndsAsync(Token);
        ended.IsCancellationRequested.ShouldBeFalse();
        site.Time.Advance(TimeSpan.FromHours(3));
        await registry.NoticeEndsAsync(Token);

        ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task DisabledPerson_IsRefusedWithinThreeSeconds()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("ann", "another password");
        var (browser, _, _) = await site.SignedInAsync("ann", "another password");
        (await browser.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        await connection.ExecuteAsync("UPDATE users SET enabled = FALSE WHERE name = 'ann'");
        site.Time.Advance(TimeSpan.FromSeconds(3));

        await ShouldBeRefusedAsync(await browser.GetAsync("/read", Token), "session.ended");
    }

    [Fact]
    public async Task PageThatIsLookedAt_KeepsItsSessionUpToTheAbsoluteLimit()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();
        await browser.GetAsync("/read", Token);
        var lifetime = site.Seen!;
        var ended = lifetime.Ended;
        var registry = site.Services.GetRequiredService<SessionRegistry>();

        for (var hour = 1; hour < 12; hour++)
        {
            site.Time.Advance(TimeSpan.FromHours(1));
            await lifetime.UseAsync(Token);
            await registry.NoticeEndsAsync(Token);
            ended.IsCancellationRequested.ShouldBeFalse($"hour {hour}");
        }

        site.Time.Advance(TimeSpan.FromHours(1));
        await lifetime.UseAsync(Token);
        await registry.NoticeEndsAsync(Token);
        ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task PersonWhoLosesTheirRole_IsSomebodyElseAtOnceWhereverSomethingIsOpen()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();
        await browser.GetAsync("/read", Token);
        var (lifetime, source) = (site.Seen!, (IPersonSource)site.Seen!);
        source.Current.IsPlatformAdministrator.ShouldBeTrue();
        var told = 0;
        using var changes = site.Services.GetRequiredService<RightsChanges>().Subscribe(lifetime.Owner, () => told++);
        var registry = site.Services.GetRequiredService<SessionRegistry>();
        await registry.NoticeEndsAsync(Token);
        told.ShouldBe(0);

        await using var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        await connection.ExecuteAsync("DELETE FROM platform_role_holders");
        await registry.NoticeEndsAsync(Token);

        told.ShouldBe(1);
        (source.Current.IsPlatformAdministrator, source.Current.Groups.Count, lifetime.Ended.IsCancellationRequested).ShouldBe((false, 0, false));
        await browser.GetAsync("/read", Token);
        ((IPersonSource)site.Seen!).Current.IsPlatformAdministrator.ShouldBeFalse();
        await registry.NoticeEndsAsync(Token);
        told.ShouldBe(1);
    }

    [Fact]
    public async Task Database_HoldsNoSecret()
    {
        await using var site = await IdentitySite.StartAsync();
        var (_, cookies, token) = await site.SignedInAsync();

        await site.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

        var bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(site.Folder, "kpanda.db"), Token));
        bytes.ShouldNotContain(token);
        bytes.ShouldNotContain(cookies.GetAllCookies()["kpanda-session"]!.Value);
        bytes.ShouldNotContain(IdentitySite.AdminPassword);
    }

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage response, string reason)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldNotBeEmpty();
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        body.RootElement.GetProperty("code").GetInt32().ShouldBe(16);
        body.RootElement.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe(reason);
    }
}
