using System.Net;

namespace Kpanda.Identity.Tests.Users;

public sealed class UserImportTests
{
    private const string Import = "/api/v1/users/import";

    [Fact]
    public async Task EachRow_IsJudgedByItself()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        const string csv = "\ufeffname,Email,firstname,password\r\nli,li@example.com,\"Li, the \"\"first\"\"\",a long password\r\nadmin,,,\r\nsystem:masters,,,\r\n\r\nzhao,no address,,\r\nwu,,,short\r\nli,,,\r\nsun\r\n";

        var tried = await admin.DoneAsync("POST", Import, new { csv, dryRun = true });
        (tried.GetProperty("added").GetInt32(), tried.GetProperty("failed").GetInt32()).ShouldBe((2, 5));
        (await admin.NamesAsync("/users")).ShouldBe("admin of 1");
        var done = await admin.DoneAsync("POST", Import, new { csv });

        (done.GetProperty("added").GetInt32(), done.GetProperty("failed").GetInt32()).ShouldBe((2, 5));
        done.GetProperty("rows").EnumerateArray().Where(row => row.TryGetProperty("error", out _)).Select(row => row.GetProperty("row").GetInt32()).ShouldBe([3, 4, 5, 6, 7]);
        var li = await admin.DoneAsync("GET", "/users/username/li");
        li.GetProperty("firstname").GetString().ShouldBe("Li, the \"first\"");
        // The password is for the first sign-in; who has none does not sign in.
        var (browser, _, _) = await site.SignedInAsync("li", "a long password");
        (await browser.RefusedAsync("GET", "/users")).ShouldBe("session.password.first");
        (await IdentitySite.SignInAsync(site.NewBrowser(), "sun", "x")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task WhatIsNoTable_OrTooLong_IsRefused_AndSoIsWhoMayNot()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", "a long password");
        var (admin, _, _) = await site.SignedInAsync();
        var (li, _, _) = await site.SignedInAsync("li", "a long password");

        (await admin.RefusedAsync("POST", Import, new { csv = "" })).ShouldBe("import.unreadable");
        (await admin.RefusedAsync("POST", Import, new { csv = "name\n\"wu" })).ShouldBe("import.unreadable");
        (await admin.RefusedAsync("POST", Import, new { csv = Table(10_001) })).ShouldBe("import.unreadable");
        (await admin.RefusedAsync("POST", Import, new { csv = "name,administrator\nwu,true" })).ShouldBe("import.columns");
        (await li.RefusedAsync("POST", Import, new { csv = "name\nwu" })).ShouldBe("access.denied.platform");
        (await li.RefusedAsync("GET", "/api/v1/users/export")).ShouldBe("access.denied.platform");
    }

    [Fact]
    public async Task TenThousandPeople_AreOneTable_ButTheirPasswordsCostMoreThanOneRequest()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("user-9999", "a long password");
        var (admin, _, _) = await site.SignedInAsync();

        (await admin.RefusedAsync("POST", Import, new { csv = Table(501), generatePasswords = true })).ShouldBe("import.passwords");
        (await admin.NamesAsync("/users")).ShouldBe("admin,user-9999 of 2");
        var tried = await admin.DoneAsync("POST", Import, new { csv = Table(10_000), generatePasswords = true, dryRun = true });
        (tried.GetProperty("added").GetInt32(), tried.GetProperty("failed").GetInt32()).ShouldBe((9_999, 1));
        tried.GetProperty("rows")[9_999].GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        var done = await admin.DoneAsync("POST", Import, new { csv = Table(10_000) });

        (done.GetProperty("added").GetInt32(), done.GetProperty("failed").GetInt32()).ShouldBe((9_999, 1));
        done.GetProperty("rows").GetArrayLength().ShouldBe(10_000);
        $"{(await admin.DoneAsync("GET", "/users?pageSize=1")).GetProperty("pagination").GetProperty("total")}".ShouldBe("10001");
    }

    private static string Table(int rows) => "name\n" + string.Join('\n', Enumerable.Range(0, rows).Select(i => $"user-{i}"));

    [Fact]
    public async Task Export_HasNoFormula_AndComesBackAsItWas()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var id = await site.AddUserAsync("li", "a long password");
        await admin.DoneAsync("PUT", $"/users/{id}", new { firstname = "=1+1", lastname = "+2", description = "@SUM(1,2)" });

        var csv = await admin.GetStringAsync("/api/v1/users/export?search=li", TestContext.Current.CancellationToken);

        csv.ShouldBe("name,firstname,lastname,email,description\r\nli,'=1+1,'+2,,\"'@SUM(1,2)\"\r\n");
        await admin.DoneAsync("POST", Import, new { csv = csv.Replace("\nli,", "\nwu,", StringComparison.Ordinal) });
        (await admin.DoneAsync("GET", "/users/username/wu")).GetProperty("description").GetString().ShouldBe("@SUM(1,2)");
    }

    [Fact]
    public async Task GeneratedPasswords_AreToldOnce_AndAreForTheFirstSignIn()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        const string csv = "name,password\nli,\nwu,a long password\nBad Name,\n";

        var tried = await admin.DoneAsync("POST", Import, new { csv, generatePasswords = true, dryRun = true });
        tried.GetRawText().ShouldNotContain("\"password\"");
        var rows = (await admin.DoneAsync("POST", Import, new { csv, generatePasswords = true })).GetProperty("rows");

        rows[1].TryGetProperty("password", out _).ShouldBeFalse();
        rows[2].TryGetProperty("password", out _).ShouldBeFalse();
        var (li, _, _) = await site.SignedInAsync("li", rows[0].GetProperty("password").GetString()!);
        (await li.RefusedAsync("GET", "/users")).ShouldBe("session.password.first");
    }
}
