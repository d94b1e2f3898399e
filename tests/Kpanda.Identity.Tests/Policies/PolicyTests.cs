using System.Net;

namespace Kpanda.Identity.Tests.Policies;

public sealed class PolicyTests
{
    private const string Password = "a long password";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PasswordPolicy_HoldsForWhatIsSetFromNowOn()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        await site.AddUserAsync("li", Password);
        object[] items = [new { type = "MinimumLengthLabel", value = "12" }, new { type = "DigitsLabel", value = "1" }, new { type = "UppercaseCharactersLabel", value = "1" }, new { type = "NotRecentlyUsedLabel", value = "2" }];

        await admin.DoneAsync("PUT", "/securitypolicy/password", new { items });

        var read = (await admin.DoneAsync("GET", "/securitypolicy/password")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("type").GetString()!, item => item.GetProperty("value").GetString());
        (read["MinimumLengthLabel"], read["NotRecentlyUsedLabel"], read["NotUsernameLabel"]).ShouldBe(("12", "2", "true"));
        foreach (var (password, reason) in new[] { ("Short1", "password.length"), ("No digit in here", "password.digits"), ("no capital in 1", "password.uppercase") })
            (await admin.RefusedAsync("POST", "/users", new { name = "wu", password })).ShouldBe(reason);

        var (browser, cookies, _) = await site.SignedInAsync("li", Password);
        var passwords = new[] { Password, "Password number 1", "Password number 2", "Password number 3" };
        for (var i = 0; i + 1 < passwords.Length; i++)
        {
            await browser.DoneAsync("PUT", "/current-user/set-password", new { oldPassword = passwords[i], newPassword = passwords[i + 1] });
            browser.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");
            browser.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.GetAllCookies()["kpanda-csrf"]!.Value);
            site.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await browser.RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = passwords[3], newPassword = passwords[1] })).ShouldBe("password.used");
    }

    [Fact]
    public async Task ExpiredPassword_MustBeChangedFirst()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        await site.AddUserAsync("li", Password);
        await admin.DoneAsync("PUT", "/securitypolicy/password", new { items = new[] { new { type = "ExpirePasswordLabel", value = "30" } } });

        (await (await site.SignedInAsync("li", Password)).Browser.GetStringAsync("/read", Token)).ShouldBe("li");
        site.Time.Advance(TimeSpan.FromDays(31));
        var (browser, _, _) = await site.SignedInAsync("li", Password);
        (await browser.RefusedAsync("GET", "/users")).ShouldBe("session.password.first");
        await browser.DoneAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = "an even longer one" });
        (await browser.GetStringAsync("/read", Token)).ShouldBe("li");
    }

    [Fact]
    public async Task Lockout_IsAsChosen()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        await admin.DoneAsync("PUT", "/securitypolicy/accountlockout", new { enabled = true, maxLoginFailures = 2, maxFailuresWaitSeconds = 60, failureResetSeconds = 3600 });

        for (var i = 0; i < 2; i++) (await site.NewBrowser().RefusedAsync("POST", "/auth/login", new { username = "li", password = "wrong" })).ShouldBe("signin.refused");
        (await site.NewBrowser().RefusedAsync("POST", "/auth/login", new { username = "li", password = "wrong" })).ShouldBe("signin.locked");
        var longest = TimeSpan.Zero;
        for (var i = 0; i < 10; i++)
        {
            var response = await IdentitySite.SignInAsync(site.NewBrowser(), "li", "wrong");
            if (response.Headers.RetryAfter?.Delta is not { } wait) continue;
            longest = wait > longest ? wait : longest;
            site.Time.Advance(wait);
        }

        longest.ShouldBeInRange(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(60));
        await admin.DoneAsync("PUT", "/securitypolicy/accountlockout", new { enabled = false });
        for (var i = 0; i < 20; i++) (await site.NewBrowser().RefusedAsync("POST", "/auth/login", new { username = "wu", password = "wrong" })).ShouldBe("signin.refused");
    }

    [Fact]
    public async Task Sessions_EndAsChosen_AndNobodyHasMoreThanAllowed()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        await site.AddUserAsync("li", Password);
        await admin.DoneAsync("PUT", "/securitypolicy/sessiontimeout", new { timeoutSeconds = 600 });
        await admin.DoneAsync("PUT", "/securitypolicy/sessionlimit/user", new { enabled = true, number = 2 });

        var (first, _, _) = await site.SignedInAsync("li", Password);
        site.Time.Advance(TimeSpan.FromMinutes(2));
        var (second, _, _) = await site.SignedInAsync("li", Password);
        var (third, _, _) = await site.SignedInAsync("li", Password);

        (await first.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await second.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await third.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Time.Advance(TimeSpan.FromMinutes(11));
        (await third.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("password", """{"items":[{"type":"MinimumLengthLabel","value":"4"}]}""")]
    [InlineData("password", """{"items":[{"type":"DigitsLabel","value":"-1"}]}""")]
    [InlineData("password", """{"items":[{"type":"DigitsLabel"}]}""")]
    [InlineData("accountlockout", """{"enabled":true,"maxLoginFailures":0}""")]
    [InlineData("accountlockout", """{"enabled":true,"maxFailuresWaitSeconds":5}""")]
    [InlineData("sessiontimeout", """{"timeoutSeconds":1}""")]
    [InlineData("sessiontimeout", """{"lifetimeSeconds":999999999}""")]
    [InlineData("sessionlimit/user", """{"enabled":true,"number":0}""")]
    [InlineData("mfa", """{"enabled":true,"requiredFor":"nobody"}""")]
    public async Task WhatMakesNoSense_IsRefused_AndSoIsWhoMayNot(string name, string body)
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var (admin, _, _) = await site.SignedInAsync();
        var (iam, _, _) = await site.SignedInAsync("iam", Password);
        HttpContent Content() => new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        var path = $"{ApiCalls.Ghippo}/securitypolicy/{name}";
        var before = await admin.GetStringAsync(path, Token);

        (await admin.PutAsync(path, Content(), Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await iam.PutAsync(path, Content(), Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await iam.GetAsync(path, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.GetStringAsync(path, Token)).ShouldBe(before);
    }
}
