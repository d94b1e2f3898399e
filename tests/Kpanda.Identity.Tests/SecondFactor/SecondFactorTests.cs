using System.Net;
using System.Text;
using Dapper;
using Kpanda.Identity.SecondFactor;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.SecondFactor;

public sealed class SecondFactorTests
{
    private const string Password = "a long password";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_NeedsACode_AndNoneCountsTwice()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (secret, codes) = await EnrolAsync(site, "li");
        codes.Distinct().Count().ShouldBe(10);
        site.Time.Advance(TimeSpan.FromMinutes(2));

        var (browser, challenge) = await FirstStepAsync(site, "li");
        (await browser.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // The challenge opens nothing.
        (await site.NewScript(challenge).GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var code = CodeOf(site, secret);
        (await browser.RefusedAsync("POST", "/auth/login/code", new { challenge, code = code == "000000" ? "000001" : "000000" })).ShouldBe("signin.code");
        (await browser.DoneAsync("POST", "/auth/login/code", new { challenge, code })).GetProperty("token").GetString()!.Length.ShouldBe(43);
        (await browser.GetStringAsync("/read", Token)).ShouldBe("li");

        // Neither the challenge nor the code is good again.
        (await site.NewBrowser().RefusedAsync("POST", "/auth/login/code", new { challenge, code })).ShouldBe("signin.challenge");
        (_, challenge) = await FirstStepAsync(site, "li");
        (await site.NewBrowser().RefusedAsync("POST", "/auth/login/code", new { challenge, code })).ShouldBe("signin.code");
        site.Time.Advance(TimeSpan.FromSeconds(30));
        await site.NewBrowser().DoneAsync("POST", "/auth/login/code", new { challenge, code = CodeOf(site, secret) });
    }

    [Fact]
    public async Task RecoveryCode_CountsOnce_HoweverItIsWritten()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (_, codes) = await EnrolAsync(site, "li");

        var (browser, challenge) = await FirstStepAsync(site, "li");
        await browser.DoneAsync("POST", "/auth/login/code", new { challenge, code = codes[3].Replace('-', ' ').ToUpperInvariant() });
        (await browser.DoneAsync("GET", "/api/v1/second-factor")).GetProperty("recoveryCodesLeft").GetInt32().ShouldBe(9);
        (browser, challenge) = await FirstStepAsync(site, "li");
        (await browser.RefusedAsync("POST", "/auth/login/code", new { challenge, code = codes[3] })).ShouldBe("signin.code");
        await browser.DoneAsync("POST", "/auth/login/code", new { challenge, code = codes[4] });
    }

    [Fact]
    public async Task GuessingCodes_MakesThePersonWait_WhicheverChallengeItIs()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (secret, _) = await EnrolAsync(site, "li");
        site.Time.Advance(TimeSpan.FromMinutes(2));
        var wrong = CodeOf(site, secret) == "123456" ? "654321" : "123456";

        for (var i = 0; i < 5; i++)
        {
            var (_, one) = await FirstStepAsync(site, "li");
            (await site.NewBrowser().RefusedAsync("POST", "/auth/login/code", new { challenge = one, code = wrong })).ShouldBe("signin.code");
        }

        var (_, challenge) = await FirstStepAsync(site, "li");
        (await site.NewBrowser().RefusedAsync("POST", "/auth/login/code", new { challenge, code = CodeOf(site, secret) })).ShouldBe("signin.locked");
    }

    [Fact]
    public async Task Challenge_EndsAfterFiveMinutes()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (secret, _) = await EnrolAsync(site, "li");
        var (browser, challenge) = await FirstStepAsync(site, "li");
        site.Time.Advance(TimeSpan.FromMinutes(6));

        (await browser.RefusedAsync("POST", "/auth/login/code", new { challenge, code = CodeOf(site, secret) })).ShouldBe("signin.challenge");
    }

    [Fact]
    public async Task WhatChangesIt_AsksForThePassword_AndNoTokenDoes()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (browser, _, _) = await site.SignedInAsync("li", Password);
        var access = (await browser.DoneAsync("POST", "/current-user/accesstoken", new { name = "script" })).GetProperty("token").GetString()!;

        (await browser.RefusedAsync("POST", "/api/v1/second-factor/enrol", new { password = "wrong" })).ShouldBe("password.wrong");
        foreach (var action in (string[])["enrol", "disable", "recovery-codes"])
            (await site.NewScript(access).RefusedAsync("POST", $"/api/v1/second-factor/{action}", new { password = Password })).ShouldBe("session.only");
        (await browser.RefusedAsync("POST", "/api/v1/second-factor/recovery-codes", new { password = Password })).ShouldBe("factor.none");

        // Begun and not confirmed, it is asked of nobody.
        await browser.DoneAsync("POST", "/api/v1/second-factor/enrol", new { password = Password });
        (await browser.RefusedAsync("POST", "/api/v1/second-factor/confirm", new { code = "12" })).ShouldBe("factor.code");
        await site.SignedInAsync("li", Password);
    }

    [Fact]
    public async Task DisablingAndResetting_TakeItAway_ButNotFromSomebodyStronger()
    {
        await using var site = await IdentitySite.StartAsync();
        var li = await site.AddUserAsync("li", Password);
        await site.AddUserAsync("iam", Password, role: "IAM Owner");
        await EnrolAsync(site, "li");
        var (admin, _, _) = await site.SignedInAsync();
        var own = (await admin.DoneAsync("GET", "/users/username/admin")).Id();
        await EnrolAsync(site, "admin", IdentitySite.AdminPassword, admin);
        var (iam, _, _) = await site.SignedInAsync("iam", Password);

        (await iam.RefusedAsync("DELETE", $"/users/{own}/mfa")).ShouldBe("access.stronger");
        (await admin.RefusedAsync("DELETE", $"/users/{own}/mfa")).ShouldBe("user.self");
        await iam.DoneAsync("DELETE", $"/users/{li}/mfa");
        await site.SignedInAsync("li", Password);
        (await admin.RefusedAsync("POST", "/api/v1/second-factor/disable", new { password = "wrong" })).ShouldBe("password.wrong");
        await admin.DoneAsync("POST", "/api/v1/second-factor/disable", new { password = IdentitySite.AdminPassword });
        await site.SignedInAsync();
    }

    [Fact]
    public async Task Policy_ForcesSettingItUp_BeforeAnythingElse()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        await site.AddUserAsync("auditor", Password, role: "Audit Owner");
        var (admin, _, _) = await site.SignedInAsync();
        await admin.DoneAsync("PUT", "/securitypolicy/mfa", new { enabled = true, requiredFor = "administrators" });

        await (await site.SignedInAsync("li", Password)).Browser.GetStringAsync("/read", Token);
        var (browser, cookies, token) = await site.SignedInAsync("auditor", Password);
        (await browser.RefusedAsync("GET", "/users")).ShouldBe("session.factor.first");
        (await browser.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.NewScript(token).GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.RefusedAsync("POST", "/current-user/accesstoken", new { name = "way round" })).ShouldBe("session.factor.first");
        var before = cookies.GetAllCookies()["kpanda-session"]!.Value;
        await EnrolAsync(site, "auditor", Password, browser);

        // A new session, and the old one is over.
        cookies.GetAllCookies()["kpanda-session"]!.Value.ShouldNotBe(before);
        (await browser.GetStringAsync("/read", Token)).ShouldBe("auditor");
        browser.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");
        browser.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.GetAllCookies()["kpanda-csrf"]!.Value);
        (await browser.RefusedAsync("POST", "/api/v1/second-factor/disable", new { password = Password })).ShouldBe("factor.required");
    }

    [Fact]
    public async Task Secrets_AreNotReadableInTheDatabase()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (secret, codes) = await EnrolAsync(site, "li");

        await using var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        var stored = await connection.ExecuteScalarAsync<byte[]>("SELECT secret FROM second_factors");
        Encoding.Latin1.GetString(stored!).ShouldNotContain(Encoding.Latin1.GetString(secret));
        (await connection.QueryAsync<string>("SELECT hash FROM recovery_codes")).ShouldAllBe(hash => hash.Length == 64 && !codes.Any(code => hash.Contains(code, StringComparison.Ordinal)));
    }

    internal static string CodeOf(IdentitySite site, byte[] secret) => Totp.CodeAt(secret, Totp.StepAt(site.Time.GetUtcNow()));

    private static async Task<(HttpClient Browser, string Challenge)> FirstStepAsync(IdentitySite site, string name)
    {
        var browser = site.NewBrowser(out var cookies);
        var answer = await browser.DoneAsync("POST", "/auth/login", new { username = name, password = Password });
        (answer.GetProperty("next").GetString(), answer.GetProperty("token").GetString(), cookies.Count).ShouldBe(("code", "", 0));
        return (browser, answer.GetProperty("challenge").GetString()!);
    }

    private static async Task<(byte[] Secret, List<string> Codes)> EnrolAsync(IdentitySite site, string name, string password = Password, HttpClient? browser = null)
    {
        browser ??= (await site.SignedInAsync(name, password)).Browser;
        var begun = await browser.DoneAsync("POST", "/api/v1/second-factor/enrol", new { password });
        var secret = FromBase32(begun.GetProperty("secret").GetString()!);
        begun.GetProperty("uri").GetString()!.ShouldContain($"secret={begun.GetProperty("secret").GetString()}");
        var confirmed = await browser.DoneAsync("POST", "/api/v1/second-factor/confirm", new { code = CodeOf(site, secret) });
        return (secret, [.. confirmed.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    internal static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];
    }
}
