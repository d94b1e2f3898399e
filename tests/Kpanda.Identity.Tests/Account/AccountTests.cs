using System.Net;
using Kpanda.Identity.Passwords;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Account;

public sealed class AccountTests
{
    private const string Password = "a long password";
    private const string Next = "an even longer one";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangingThePassword_AsksTheOldOne_EndsOtherSessions_AndRenewsThisOne()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (other, _, _) = await site.SignedInAsync("li", Password);
        var (browser, cookies, token) = await site.SignedInAsync("li", Password);
        var access = (await browser.DoneAsync("POST", "/current-user/accesstoken", new { name = "script" })).GetProperty("token").GetString()!;
        var before = cookies.GetAllCookies()["kpanda-session"]!.Value;

        (await browser.RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = "wrong", newPassword = Next })).ShouldBe("password.wrong");
        (await browser.RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = Password })).ShouldBe("password.used");
        (await browser.RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = "short" })).ShouldBe("password.length");
        (await site.NewScript(access).RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = Next })).ShouldBe("session.only");
        await browser.DoneAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = Next });

        cookies.GetAllCookies()["kpanda-session"]!.Value.ShouldNotBe(before);
        (await browser.GetStringAsync("/read", Token)).ShouldBe("li");
        (await other.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await site.NewScript(token).GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await site.NewScript(access).GetStringAsync("/read", Token)).ShouldBe("li");
        (await IdentitySite.SignInAsync(site.NewBrowser(), "li", Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await site.SignedInAsync("li", Next);
    }

    [Fact]
    public async Task GuessingTheOldPassword_IsSlow()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (browser, _, _) = await site.SignedInAsync("li", Password);

        for (var i = 0; i < 5; i++) (await browser.RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = $"guess {i}", newPassword = Next })).ShouldBe("password.wrong");
        (await browser.RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = Next })).ShouldBe("signin.locked");
    }

    [Fact]
    public async Task TemporaryPassword_OpensNothingButItsChange()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password, role: "Admin", isTemporary: true);
        var (browser, cookies, token) = await site.SignedInAsync("li", Password);

        foreach (var path in (string[])["/read", "/apis/ghippo.io/v1alpha1/users", "/api/v1/sessions", "/no/such/route", "/clusters/prod/pods"])
            (await browser.GetAsync(path, Token)).StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        (await browser.RefusedAsync("GET", "/users")).ShouldBe("session.password.first");
        (await site.NewScript(token).RefusedAsync("GET", "/users")).ShouldBe("session.password.first");
        (await browser.RefusedAsync("POST", "/current-user/accesstoken", new { name = "way round" })).ShouldBe("session.password.first");
        (await browser.PostAsync("/write", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        site.Writes.ShouldBe(0);
        await browser.DoneAsync("GET", "/current-user");

        await browser.DoneAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = Next });
        (await browser.GetStringAsync("/read", Token)).ShouldBe("li");
        browser.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");
        browser.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.GetAllCookies()["kpanda-csrf"]!.Value);
        (await browser.PostAsync("/write", null, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SessionThatWasThereBefore_IsNotTheOneAfterSignIn()
    {
        await using var site = await IdentitySite.StartAsync();
        var planted = new string('A', 43);
        var browser = site.NewBrowser(out var cookies);
        cookies.Add(browser.BaseAddress!, new Cookie("kpanda-session", planted));

        (await IdentitySite.SignInAsync(browser)).StatusCode.ShouldBe(HttpStatusCode.OK);

        cookies.GetAllCookies()["kpanda-session"]!.Value.ShouldNotBe(planted);
        var victim = site.NewBrowser(out var jar);
        jar.Add(victim.BaseAddress!, new Cookie("kpanda-session", planted));
        (await victim.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task UnknownName_CostsAsManyHashesAsAKnownOne()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("gone", Password, enabled: false);
        var checks = site.Services.GetRequiredService<PasswordChecks>();
        var counted = new List<long>();

        foreach (var name in (string[])["admin", "nobody", "gone", "nobody-else"])
        {
            var before = checks.Verified;
            await IdentitySite.SignInAsync(site.NewBrowser(), name, "wrong password");
            counted.Add(checks.Verified - before);
        }

        counted.ShouldBe([1, 1, 1, 1]);
    }

    [Fact]
    public async Task Sessions_AreListedAndEnded_OneOrAll()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password);
        var (first, _, _) = await site.SignedInAsync("li", Password);
        site.Time.Advance(TimeSpan.FromMinutes(5));
        var (second, _, _) = await site.SignedInAsync("li", Password);
        var (third, _, _) = await site.SignedInAsync("li", Password);
        var (admin, _, _) = await site.SignedInAsync();

        var list = (await second.DoneAsync("GET", "/api/v1/sessions")).GetProperty("items").EnumerateArray().ToList();
        list.Count.ShouldBe(3);
        list.Count(one => one.GetProperty("current").GetBoolean()).ShouldBe(1);
        list.ShouldAllBe(one => one.GetProperty("address").GetString() == "127.0.0.1");
        var oldest = list.MinBy(one => one.GetProperty("createdAt").GetString())!.Id();
        (await admin.RefusedAsync("DELETE", $"/api/v1/sessions/{oldest}")).ShouldBe("session.none");
        await second.DoneAsync("DELETE", $"/api/v1/sessions/{oldest}");
        (await first.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await second.DoneAsync("POST", "/api/v1/sessions/end", new { others = true });
        (await third.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await second.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await second.DoneAsync("POST", "/api/v1/sessions/end", new { others = false });
        (await second.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OwnNameAndEmail_AreChanged_AndNothingElse()
    {
        await using var site = await IdentitySite.StartAsync();
        var id = await site.AddUserAsync("li", Password);
        var (browser, _, _) = await site.SignedInAsync("li", Password);

        await browser.DoneAsync("PUT", "/current-user/name", new { firstname = "Li", lastname = "Wang", id = Guid.Empty, administrator = true, enabled = false, username = "admin" });
        await browser.DoneAsync("PUT", "/current-user/email", new { email = "li@example.com", administrator = true });

        var own = await browser.DoneAsync("GET", "/current-user");
        (own.GetProperty("uid").GetString(), own.GetProperty("username").GetString(), own.GetProperty("firstname").GetString(), own.GetProperty("email").GetString()).ShouldBe(($"{id}", "li", "Li", "li@example.com"));
        (await browser.DoneAsync("GET", "/current-user/global-permissions")).GetProperty("permissions").GetArrayLength().ShouldBe(0);
        (await browser.RefusedAsync("PUT", "/current-user/email", new { email = "no address" })).ShouldBe("user.email.invalid");
        var (admin, _, _) = await site.SignedInAsync();
        (await admin.DoneAsync("GET", "/current-user/global-permissions")).GetProperty("permissions").EnumerateArray().Select(one => one.GetString()).ShouldContain("AuthorizeUser");
    }

    [Fact]
    public async Task OwnGroupsAndRoles_AreTold_WithWhatGivesThem()
    {
        await using var site = await IdentitySite.StartAsync();
        var id = await site.AddUserAsync("li", Password);
        var (admin, _, _) = await site.SignedInAsync();
        var (browser, _, _) = await site.SignedInAsync("li", Password);
        (await OwnAsync(browser)).ShouldBe("groups: ; roles: ");

        var group = (await admin.DoneAsync("POST", "/groups", new { name = "ops" })).Id();
        await admin.DoneAsync("POST", $"/groups/{group}/members/{id}");
        await admin.DoneAsync("PUT", $"/groups/{group}/roles", new { addRoles = new[] { "IAM Owner", "Kpanda Owner" } });
        await admin.DoneAsync("PUT", $"/users/{id}/roles", new { addRoles = new[] { "Audit Owner", "IAM Owner" } });

        // The group that members know those who manage every cluster by is no group of the platform.
        (await OwnAsync(browser)).ShouldBe("groups: ops; roles: Audit Owner (), IAM Owner (ops), Kpanda Owner (ops)");
    }

    [Fact]
    public async Task WhatANewPasswordMustBe_IsTold_AlsoToWhoMustChangeIt()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", Password, isTemporary: true);
        var (admin, _, _) = await site.SignedInAsync();
        var (browser, _, _) = await site.SignedInAsync("li", Password);
        (await DemandsAsync(browser)).ShouldBe("8 to 128, 0 digits, not li, none of 0");

        await admin.DoneAsync("PUT", "/securitypolicy/password", new { items = new[] { new { type = "MinimumLengthLabel", value = "12" }, new { type = "DigitsLabel", value = "2" }, new { type = "NotRecentlyUsedLabel", value = "3" } } });
        (await DemandsAsync(browser)).ShouldBe("12 to 128, 2 digits, not li, none of 3");
    }

    private static async Task<string> OwnAsync(HttpClient browser)
    {
        var own = await browser.DoneAsync("GET", "/current-user");
        var roles = own.GetProperty("roles").EnumerateArray().Select(role => $"{role.GetProperty("name")} ({string.Join(',', role.GetProperty("groups").EnumerateArray())})");
        return $"groups: {string.Join(',', own.GetProperty("groups").EnumerateArray())}; roles: {string.Join(", ", roles)}";
    }

    private static async Task<string> DemandsAsync(HttpClient browser)
    {
        var demands = (await browser.DoneAsync("GET", "/current-user/password-description")).GetProperty("demands");
        return $"{demands.GetProperty("minimumLength")} to {demands.GetProperty("maximumLength")}, {demands.GetProperty("digits")} digits, not {demands.GetProperty("name")}, none of {demands.GetProperty("notRecentlyUsed")}";
    }
}
