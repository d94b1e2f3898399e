using System.Net;
using System.Text;
using Dapper;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>Sign-in by a real directory.</summary>
public sealed class LdapSignInTests(PostgresServer postgres)
{
    private const string Password = DirectorySite.Password;

    private static string Anna => DirectoryServer.Person("anna", Password);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task PersonOfTheDirectory_SignsInAndHasAnAccount(DatabaseKind kind)
    {
        await using var site = await DirectorySite.StartAsync(
            Anna + DirectoryServer.Group("Dev", DirectoryServer.Dn("anna")) + DirectoryServer.Group("system:masters", DirectoryServer.Dn("anna")), database: await DatabaseAsync(kind));
        await site.AddGroupsAsync();

        (await site.SignInAsync("anna", "wrong")).ShouldBe("signin.refused");
        (await site.Admin.NamesAsync("/users")).ShouldBe("admin of 1");
        (await site.SignInAsync("anna")).ShouldBe("anna");
        (await site.SignInAsync("ANNA")).ShouldBe("anna");

        var user = await site.UserAsync("anna");
        user.GetProperty("source").GetString().ShouldBe("corp");
        user.GetProperty("email").GetString().ShouldBe("anna@example.org");
        $"{user.GetProperty("firstname")} {user.GetProperty("lastname")}".ShouldBe("First anna Last anna");
        (await site.GroupsOfAsync("anna")).ShouldBe("dev of 1");
        (await site.Admin.NamesAsync("/groups")).ShouldBe("dev of 1");
        (await site.Admin.DoneAsync("GET", "/current-user")).GetProperty("source").GetString().ShouldBe("locale");
        $"{await site.Admin.DoneAsync("GET", "/auth/providers")}".ShouldBe("""{"items":[{"alias":"corp","displayName":"corp","kind":"ldap"}]}""");
    }

    [Theory]
    [InlineData("ldaps")]
    [InlineData("StartTLS")]
    [InlineData("plain")]
    [InlineData("second server")]
    public async Task EachWayToTheDirectory_Works(string way)
    {
        await using var site = await DirectorySite.StartAsync(Anna, name: "");
        (string, object?)[] changes = way switch
        {
            "StartTLS" => [("connectionUrl", site.Server.PlainUrl), ("startTls", "true")],
            "plain" => [("connectionUrl", site.Server.PlainUrl), ("allowPlain", true)],
            "second server" => [("connectionUrl", $"ldaps://127.0.0.1:1 {site.Server.Url}")],
            _ => [],
        };
        await site.AddAsync("corp", changes);

        (await site.SignInAsync("anna")).ShouldBe("anna", site.Site.Log.Text);
    }

    [Fact]
    public async Task DirectoryThatIsAway_SignsNobodyIn()
    {
        await using var site = await DirectorySite.StartAsync(Anna);
        (await site.SignInAsync("anna")).ShouldBe("anna");

        await site.Server.StopAsync();

        (await site.SignInAsync("anna")).ShouldBe("signin.refused.unreachable");
        (await site.SignInAsync("nobody")).ShouldBe("signin.refused.unreachable");
        // A wrong password of an account of this platform is not told apart.
        (await site.SignInAsync("admin", "wrong")).ShouldBe("signin.refused.unreachable");
        (await site.SignInAsync("admin", IdentitySite.AdminPassword)).ShouldBe("admin");
        await site.Server.StartAsync();
        site.Site.Site.Time.Advance(TimeSpan.FromSeconds(6));
        (await site.SignInAsync("anna")).ShouldBe("anna");
    }

    [Fact]
    public async Task AccountOfThisPlatform_IsNotHadByADirectory()
    {
        await using var site = await DirectorySite.StartAsync(DirectoryServer.Person("admin", Password) + DirectoryServer.Person("li", Password));
        await site.Site.Site.AddUserAsync("li", "another password");

        (await site.SignInAsync("admin")).ShouldBe("signin.refused");
        (await site.SignInAsync("li")).ShouldBe("signin.refused");
        // Chosen explicitly, the directory lets them in, but the name is somebody else's.
        (await site.SignInAsync("admin", provider: "corp")).ShouldBe("external.name.taken");
        (await site.SignInAsync("li", "another password", provider: "corp")).ShouldBe("signin.refused");
        (await site.SignInAsync("li", "another password", provider: "unknown")).ShouldBe("signin.refused");
        (await site.SignInAsync("li", "another password")).ShouldBe("li");
    }

    [Fact]
    public async Task LocalAccount_IsLinkedByAddressWhereThatIsAllowed()
    {
        await using var site = await DirectorySite.StartAsync(Anna, name: "");
        var li = await site.Site.Site.AddUserAsync("li", "another password");
        await site.Admin.DoneAsync("PUT", $"/users/{li}", new { email = "Anna@example.org" });
        await site.AddAsync("corp", ("enableAutoLinkFlow", true));

        (await site.SignInAsync("anna")).ShouldBe("li");
        (await site.SignInAsync("li", "another password")).ShouldBe("li");
        (await site.UserAsync("li")).GetProperty("source").GetString().ShouldBe("corp");
    }

    [Fact]
    public async Task TwoDirectories_TheFirstThatHasTheNameDecides()
    {
        await using var site = await DirectorySite.StartAsync(Anna);
        await using var second = await DirectoryServer.StartAsync(DirectoryServer.Person("anna", "second password") + DirectoryServer.Person("bo", "second password"));
        await site.AddAsync("other", ("connectionUrl", second.Url), ("caCertificate", second.Authority));

        (await site.SignInAsync("bo", "second password")).ShouldBe("bo");
        (await site.SignInAsync("anna", "second password")).ShouldBe("signin.refused");
        (await site.SignInAsync("anna")).ShouldBe("anna");
        // Another person, whose name is taken here.
        (await site.SignInAsync("anna", "second password", provider: "other")).ShouldBe("external.name.taken");
    }

    [Fact]
    public async Task SecondFactor_IsAskedForAsOfEverybody()
    {
        await using var site = await DirectorySite.StartAsync(Anna);
        await site.Admin.DoneAsync("PUT", "/securitypolicy/mfa", new { enabled = true });
        var browser = site.Site.Site.NewBrowser(out var cookies);
        (await site.SignInAsync("anna", browser: browser)).ShouldBe("next: enrol");
        browser.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.GetAllCookies()["kpanda-csrf"]!.Value);

        (await browser.RefusedAsync("POST", "/api/v1/second-factor/enrol", new { password = "wrong" })).ShouldBe("password.wrong");
        var secret = (await browser.DoneAsync("POST", "/api/v1/second-factor/enrol", new { password = Password })).GetProperty("secret").GetString();
        secret.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task PasswordOfADirectory_IsNotSetHere()
    {
        await using var site = await DirectorySite.StartAsync(Anna);
        var browser = site.Site.Site.NewBrowser(out var cookies);
        await site.SignInAsync("anna", browser: browser);
        browser.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.GetAllCookies()["kpanda-csrf"]!.Value);

        (await site.Admin.RefusedAsync("PUT", $"/users/{(await site.UserAsync("anna")).Id()}/password", new { password = "some other password" })).ShouldBe("user.password.elsewhere");
        (await browser.RefusedAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = "some other password" })).ShouldBe("user.password.elsewhere");
    }

    [Theory]
    [InlineData("PUT", DatabaseKind.Sqlite)]
    [InlineData("DELETE", DatabaseKind.Sqlite)]
    [InlineData("DELETE", DatabaseKind.Postgres)]
    public async Task ProviderThatIsNoMore_LeavesNobodySignedIn(string method, DatabaseKind kind)
    {
        await using var site = await DirectorySite.StartAsync(Anna, database: await DatabaseAsync(kind));
        var browser = site.Site.Site.NewBrowser();
        (await site.SignInAsync("anna", browser: browser)).ShouldBe("anna");

        await site.Admin.DoneAsync(method, $"{DirectorySite.Api}/ldaps/{site.Id}", method == "PUT" ? new { enabled = false } : null);

        (await DirectorySite.WhoAsync(browser)).ShouldBe("");
        (await site.SignInAsync("anna")).ShouldBe("signin.refused");
        (await site.Admin.DoneAsync("GET", "/auth/providers")).GetProperty("items").GetArrayLength().ShouldBe(0);
        if (method == "PUT")
        {
            await site.SetAsync(new { enabled = true });
        }
        else
        {
            // A directory of the same name knows its people again.
            await site.AddAsync("corp");
        }

        (await site.SignInAsync("anna")).ShouldBe("anna");
    }

    [Fact]
    public async Task Secret_IsSealedAndNeverTold()
    {
        await using var site = await DirectorySite.StartAsync("");

        $"{await site.Admin.DoneAsync("GET", $"{DirectorySite.Api}/ldaps/{site.Id}")}{await site.Admin.DoneAsync("GET", $"{DirectorySite.Api}/ldaps")}".ShouldNotContain(DirectoryServer.BindPassword);
        await using var connection = await site.Site.Site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        var stored = await connection.QuerySingleAsync<byte[]>("SELECT bind_secret FROM ldap_providers");
        Encoding.UTF8.GetString(stored).ShouldNotContain(DirectoryServer.BindPassword);
        stored.Length.ShouldBeGreaterThan(DirectoryServer.BindPassword.Length);
        (await connection.QuerySingleAsync<string>("SELECT settings FROM ldap_providers")).ShouldNotContain(DirectoryServer.BindPassword);
        // It goes to no other server than the one that it was given for.
        (await site.Admin.RefusedAsync("PUT", $"{DirectorySite.Api}/ldaps/{site.Id}", new { connectionUrl = "ldaps://elsewhere.example" })).ShouldBe("signin.field.missing");
        (await site.Admin.RefusedAsync("POST", $"{DirectorySite.Api}/testLdapAuthentication", new { connectionUrl = "ldaps://elsewhere.example", bindDn = DirectoryServer.BindDn, bindCredential = "**********", componentId = site.Id }))
            .ShouldBe("signin.field.missing");
    }

    [Fact]
    public async Task OnlyAdmin_LooksAfterDirectories()
    {
        await using var site = await DirectorySite.StartAsync(Anna);
        await site.Site.Site.AddUserAsync("owner", Password, role: "IAM Owner");
        var (owner, _, _) = await site.Site.Site.SignedInAsync("owner", Password);
        var one = $"{DirectorySite.Api}/ldaps/{site.Id}";

        foreach (var (method, path) in ((string, string)[])[
            ("POST", $"{DirectorySite.Api}/ldap"), ("GET", one), ("PUT", one), ("DELETE", one), ("GET", $"{one}/group"), ("POST", $"{one}/group"), ("POST", $"{one}/sync"), ("GET", $"{one}/sync"),
            ("POST", $"{DirectorySite.Api}/testLdapConnection"), ("POST", $"{DirectorySite.Api}/testLdapAuthentication"), ("POST", $"/api/v1/ldaps/{site.Id}/test-sign-in")])
            (await owner.RefusedAsync(method, path, method is "GET" or "DELETE" ? null : new { })).ShouldBe("provider.denied", $"{method} {path}");
        (await owner.DoneAsync("GET", $"{DirectorySite.Api}/ldaps")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await site.Admin.DoneAsync("GET", $"{DirectorySite.Api}/ldaps")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private async Task<string> DatabaseAsync(DatabaseKind kind) => kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : "";
}
