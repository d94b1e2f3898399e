using System.Net;
using Dapper;
using Kpanda.Identity.Tests.SecondFactor;
using Kpanda.Identity.SignIn;
using Kpanda.Storage;
using Kpanda.Storage.Secrets;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.SignIn;

/// <summary>Guessing waits as long at two replicas on one database as at one, and after a restart as before it.</summary>
public sealed class SharedThrottleTests(PostgresServer postgres)
{
    private const string Password = "a long password";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("li")]
    [InlineData("nobody")]
    public async Task WrongPasswordsAtTwoReplicas_CountTogether(string name)
    {
        await using var two = await TwoAsync();
        for (var i = 0; i < 5; i++) (await IdentitySite.SignInAsync(two[i].NewBrowser(), name, "wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        for (var i = 0; i < 2; i++)
        {
            var locked = await IdentitySite.SignInAsync(two[i].NewBrowser(), name, Password);
            locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            locked.Headers.GetValues("Retry-After").Single().ShouldBe("1");
        }

        (await IdentitySite.SignInAsync(two[0].NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task RightPassword_ClearsTheNameEverywhere()
    {
        await using var two = await TwoAsync();
        for (var i = 0; i < 4; i++) await IdentitySite.SignInAsync(two[i].NewBrowser(), "li", "wrong password");
        (await IdentitySite.SignInAsync(two[0].NewBrowser(), "li", Password)).StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var i = 0; i < 4; i++) (await IdentitySite.SignInAsync(two[i].NewBrowser(), "li", "wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await IdentitySite.SignInAsync(two[1].NewBrowser(), "li", Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GuessesFromOneAddress_CountTogether()
    {
        await using var two = await TwoAsync();

        for (var i = 0; i < 50; i++) (await IdentitySite.SignInAsync(two[i].NewBrowser(), $"guess-{i}", "wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        for (var i = 0; i < 2; i++) (await IdentitySite.SignInAsync(two[i].NewBrowser(), $"other-{i}", "wrong password")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task AttemptsAtTheSameTimeAtTwoReplicas_AreAllCounted()
    {
        await using var two = await TwoAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => IdentitySite.SignInAsync(two[i].NewBrowser(), "li", "wrong password")));

        // The clock stands still: the fifth makes all that come behind it wait.
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized).ShouldBe(5);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(35);
    }

    [Fact]
    public async Task WrongCodesAtTwoReplicas_CountTogether()
    {
        await using var two = await TwoAsync();
        var (browser, _, _) = await two[0].SignedInAsync("li", Password);
        var key = (await browser.DoneAsync("POST", "/api/v1/second-factor/enrol", new { password = Password })).GetProperty("secret").GetString()!;
        await browser.DoneAsync("POST", "/api/v1/second-factor/confirm", new { code = CodeOf(two[0], key) });
        foreach (var site in two.Sites) site.Time.Advance(TimeSpan.FromMinutes(2));
        var right = CodeOf(two[0], key);
        var wrong = right == "123456" ? "654321" : "123456";

        for (var i = 0; i < 5; i++) (await CodeAsync(two[i], wrong)).ShouldBe("signin.code");

        for (var i = 0; i < 2; i++) (await CodeAsync(two[i], right)).ShouldBe("signin.locked");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task NamesThatAreMadeUp_AreForgottenBeforeThoseThatWait_AndAllInTheEnd(DatabaseKind kind)
    {
        await using var site = await IdentitySite.StartAsync(database: kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : "");
        var throttle = site.Services.GetRequiredService<SignInThrottle>();
        for (var i = 0; i < 5; i++) (await throttle.AttemptAsync("li", null, new(), Token)).ShouldBeNull();
        for (var i = 0; i < 30; i++) await throttle.AttemptAsync($"made-up-{i}", null, new(), Token);

        await throttle.ClearAsync(site.Time.GetUtcNow(), Token, kept: 10);

        (await RowsAsync(site)).Length.ShouldBe(10);
        (await throttle.AttemptAsync("li", null, new(), Token))!.Reason.ShouldBe("signin.locked");
        site.Time.Advance(TimeSpan.FromMinutes(16));
        await throttle.ClearAsync(site.Time.GetUtcNow(), Token);
        (await RowsAsync(site)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task WaitsAreTheSame_AndEndAtTheLongest(DatabaseKind kind)
    {
        await using var site = await IdentitySite.StartAsync(database: kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : "");
        var throttle = site.Services.GetRequiredService<SignInThrottle>();
        var waits = new List<string>();
        for (var i = 0; waits.Count < 30; i++)
        {
            if (await throttle.AttemptAsync("li", null, new(MaxFailures: 2, LongestWaitSeconds: 100, ResetSeconds: 900), Token) is not { } locked) continue;
            waits.Add(locked.Parameters["seconds"]);
            site.Time.Advance(TimeSpan.FromSeconds(int.Parse(waits[^1])));
        }

        waits.Take(8).ShouldBe(["1", "2", "4", "8", "16", "32", "64", "100"]);
        waits.Skip(8).ShouldAllBe(wait => wait == "100");
    }

    [Fact]
    public async Task WhatWasTypedAsAName_IsNotKept()
    {
        await using var site = await IdentitySite.StartAsync();

        await IdentitySite.SignInAsync(site.NewBrowser(), "hunter2hunter2", "x");

        (await RowsAsync(site)).Length.ShouldBe(2);
        (await RowsAsync(site)).ShouldAllBe(key => key.Length == 64 && !key.Contains("hunter"));
    }

    private static async Task<string[]> RowsAsync(IdentitySite site)
    {
        await using var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        return [.. await connection.QueryAsync<string>("SELECT key FROM sign_in_failures")];
    }

    private static string CodeOf(IdentitySite site, string key) => SecondFactorTests.CodeOf(site, SecondFactorTests.FromBase32(key));

    private static async Task<string> CodeAsync(IdentitySite site, string code)
    {
        var browser = site.NewBrowser();
        var challenge = (await browser.DoneAsync("POST", "/auth/login", new { username = "li", password = Password })).GetProperty("challenge").GetString();
        return await browser.RefusedAsync("POST", "/auth/login/code", new { challenge, code });
    }

    private async Task<Two> TwoAsync()
    {
        var database = await postgres.NewDatabaseAsync(Token);
        var first = await IdentitySite.StartAsync(database: database);
        await first.AddUserAsync("li", Password);
        var folder = Directory.CreateTempSubdirectory("kpanda-identity-").FullName;
        // Replicas share the master key, which is made when it is needed first.
        first.Services.GetRequiredService<SecretBox>().Mark([], "");
        File.Copy(Path.Combine(first.Folder, "master.key"), Path.Combine(folder, "master.key"));
        return new([first, await IdentitySite.StartAsync(folder, database: database)]);
    }

    private sealed record Two(IdentitySite[] Sites) : IAsyncDisposable
    {
        public IdentitySite this[int i] => Sites[i % 2];

        public async ValueTask DisposeAsync()
        {
            foreach (var site in Sites) await site.DisposeAsync();
        }
    }
}
