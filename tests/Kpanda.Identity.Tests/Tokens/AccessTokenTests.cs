using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Tokens;

/// <summary>Tokens with which scripts act as their owner.</summary>
public sealed class AccessTokenTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Path = "/apis/ghippo.io/v1alpha1/current-user";

    private IdentitySite _site = null!;
    private HttpClient _browser = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await IdentitySite.StartAsync();
        (_browser, _, _) = await _site.SignedInAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Token_OpensWhatItsOwnerMay_TellsItsUse_AndEndsWhenRevoked(DatabaseKind kind)
    {
        await using var site = await IdentitySite.StartAsync(database: kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : "");
        var (browser, _, _) = await site.SignedInAsync();
        var (id, secret) = await CreateAsync(browser, new { name = "nightly", expiredAt = "" });
        var listed = (await ListAsync(browser)).ShouldHaveSingleItem();
        (listed.GetProperty("id").GetString(), listed.GetProperty("name").GetString(), listed.GetProperty("expiredAt").GetString(), listed.GetProperty("lastUsedAt").GetString()).ShouldBe((id, "nightly", "", ""));
        listed.ToString().ShouldNotContain(secret);

        site.Time.Advance(TimeSpan.FromDays(400));
        var script = site.NewScript(secret);
        (await script.GetStringAsync("/read", Token)).ShouldBe("admin");
        var ended = site.Seen!.Ended;
        (await script.PostAsync("/write", null, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync(script)).ShouldHaveSingleItem().GetProperty("lastUsedAt").GetString().ShouldBe("2027-02-05T00:00:00Z");

        (await script.DeleteAsync($"{Path}/accesstokens/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        ended.IsCancellationRequested.ShouldBeTrue();
        (await script.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task OnlyTheHash_IsStored()
    {
        var (_, secret) = await CreateAsync(_browser, new { name = "nightly" });
        await using var connection = await _site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);

        var rows = await connection.QueryAsync("SELECT * FROM credentials");

        foreach (IDictionary<string, object> row in rows) string.Join("|", row.Values).ShouldNotContain(secret);
        secret.Length.ShouldBe(43);
    }

    [Theory]
    [InlineData("2026-01-08", "2026-01-09T00:00:00Z")]
    [InlineData("2026-01-08T12:00:00+08:00", "2026-01-08T04:00:00Z")]
    public async Task Token_EndsAtItsTime(string expiredAt, string end)
    {
        var (_, secret) = await CreateAsync(_browser, new { name = "week", expiredAt });
        (await ListAsync(_browser)).ShouldHaveSingleItem().GetProperty("expiredAt").GetString().ShouldBe(end);
        var script = _site.NewScript(secret);

        _site.Time.Advance(DateTimeOffset.Parse(end, null) - _site.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        (await script.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        (await script.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("", "2027-01-01", "signin.field.missing")]
    [InlineData("x", "tomorrow", "token.expiry.unreadable")]
    [InlineData("x", "2025-12-31", "token.expiry.past")]
    public async Task WhatMakesNoSense_IsRefused(string name, string expiredAt, string reason) =>
        await ShouldBeRefusedAsync(await _browser.PostAsJsonAsync($"{Path}/accesstoken", new { name, expiredAt }, Token), HttpStatusCode.BadRequest, reason);

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("authorization")]
    public async Task TokenInAUrl_IsNobody(string parameter)
    {
        var (_, secret) = await CreateAsync(_browser, new { name = "nightly" });

        (await _site.NewBrowser().GetAsync($"/read?{parameter}={secret}", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task TokenOfACluster_OpensThatClusterAlone()
    {
        var (_, secret) = await CreateAsync(_browser, new { name = "prod only", cluster = "prod" });
        var script = _site.NewScript(secret);

        (await script.GetStringAsync("/clusters/prod/pods", Token)).ShouldBe("prod");
        foreach (var closed in (string[])["/clusters/staging/pods", "/clusters/PROD/pods", "/clusters/prod%2f..%2fstaging/pods", "/read", $"{Path}/accesstokens", "/api/v1/preferences"])
            await ShouldBeRefusedAsync(await script.GetAsync(closed, Token), HttpStatusCode.Forbidden, "token.other.cluster");
        await ShouldBeRefusedAsync(await script.PostAsJsonAsync($"{Path}/accesstoken", new { name = "wider" }, Token), HttpStatusCode.Forbidden, "token.other.cluster");
        await ShouldBeRefusedAsync(await script.PostAsync("/write?cluster=prod", null, Token), HttpStatusCode.Forbidden, "token.other.cluster");
        _site.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task TokenThatMakesAToken_MakesNoneThatLastsLonger_AndTakesItAlong()
    {
        var (id, secret) = await CreateAsync(_browser, new { name = "week", expiredAt = "2026-01-08" });
        var script = _site.NewScript(secret);

        await ShouldBeRefusedAsync(await script.PostAsJsonAsync($"{Path}/accesstoken", new { name = "for ever" }, Token), HttpStatusCode.Forbidden, "token.more.than.itself");
        await ShouldBeRefusedAsync(await script.PostAsJsonAsync($"{Path}/accesstoken", new { name = "longer", expiredAt = "2026-01-09" }, Token), HttpStatusCode.Forbidden, "token.more.than.itself");
        var (_, child) = await CreateAsync(script, new { name = "day", expiredAt = "2026-01-02" });
        var childScript = _site.NewScript(child);
        (await childScript.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _browser.DeleteAsync($"{Path}/accesstokens/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await childScript.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ListAsync(_browser)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_NeitherSeeNorRevokeIt_AndSignOutLeavesIt()
    {
        var (id, secret) = await CreateAsync(_browser, new { name = "nightly" });
        await _site.AddUserAsync("wang", "another horse");
        var (other, _, _) = await _site.SignedInAsync("wang", "another horse");

        (await ListAsync(other)).ShouldBeEmpty();
        await ShouldBeRefusedAsync(await other.DeleteAsync($"{Path}/accesstokens/{id}", Token), HttpStatusCode.NotFound, "token.none");
        await ShouldBeRefusedAsync(await other.DeleteAsync($"{Path}/accesstokens/not-an-id", Token), HttpStatusCode.NotFound, "token.none");
        (await _browser.PostAsync("/auth/logout", null, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _site.NewScript(secret).GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AHundredTokens_AreEnough()
    {
        for (var i = 0; i < 100; i++) await CreateAsync(_browser, new { name = $"token {i}", expiredAt = "2026-01-05" });
        await ShouldBeRefusedAsync(await _browser.PostAsJsonAsync($"{Path}/accesstoken", new { name = "one more" }, Token), HttpStatusCode.TooManyRequests, "token.many");

        _site.Time.Advance(TimeSpan.FromDays(10));
        var (again, _, _) = await _site.SignedInAsync();
        await CreateAsync(again, new { name = "one more" });
    }

    private static async Task<(string Id, string Secret)> CreateAsync(HttpClient client, object request)
    {
        var response = await client.PostAsJsonAsync($"{Path}/accesstoken", request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var body = JsonDocument.Parse(text).RootElement;
        return (body.GetProperty("id").GetString()!, body.GetProperty("token").GetString()!);
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"{Path}/accesstokens", Token)).GetProperty("items").EnumerateArray()];

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string reason)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        response.StatusCode.ShouldBe(status, text);
        JsonDocument.Parse(text).RootElement.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe(reason);
    }
}
