using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Providers;

/// <summary>Whose account somebody from elsewhere has, and the administration of providers.</summary>
public sealed class ExternalPeopleTests
{
    private const string Password = "a long password";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("admin", "external.name.taken")]
    [InlineData("ADMIN", "external.name.taken")]
    [InlineData("gone", "external.name.taken")]
    [InlineData("system:admin", "external.name.unusable")]
    [InlineData("kpanda:root", "external.name.unusable")]
    [InlineData("a b", "external.name.unusable")]
    [InlineData("", "external.name.unusable")]
    public async Task NameOfSomebodyElse_IsNotHad(string name, string reason)
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var gone = await site.Site.AddUserAsync("gone", Password);
        await site.Admin.DoneAsync("DELETE", $"/users/{gone}");
        var browser = site.NewBrowser();

        (await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { }, name: name)).ShouldBe($"/sign-in?failed={reason}");
        (await browser.NameAsync()).ShouldBe("");
        (await site.Admin.NamesAsync("/users")).ShouldBe("admin of 1");
    }

    [Fact]
    public async Task SubjectIsWhoSomebodyIs_NotTheName()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var browser = site.NewBrowser();

        (await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { }, subject: "1", name: "anna")).ShouldBe("/");
        (await OidcAttackTests.ReturnAsync(site, provider, site.NewBrowser(), _ => { }, subject: "2", name: "anna")).ShouldBe("/sign-in?failed=external.name.taken");
        (await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { }, subject: "1", name: "married")).ShouldBe("/");
        (await browser.NameAsync()).ShouldBe("anna");
    }

    [Fact]
    public async Task Groups_AreThoseOfTheLastSignIn_AndNeverOnesOfThisPlatform()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await using var other = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        await site.AddAsync("other", other.Issuer, groupPrefix: "other.");
        await site.Admin.DoneAsync("POST", "/groups", new { name = "owners" });
        var browser = site.NewBrowser();

        Task<string> InAsync(params string[] groups) =>
            OidcAttackTests.ReturnAsync(site, provider, browser, token => token.Claims["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]));

        await InAsync("dev", "ops", "owners", "system:masters", "system:nodes", "kpanda:platform-admins", "KPANDA:platform-admins");
        (await GroupsAsync(site, "anna")).ShouldBe("dev,ops of 2");
        site.Log.Text.ShouldContain("The group owners of a provider is left out");
        await InAsync("ops");
        (await GroupsAsync(site, "anna")).ShouldBe("ops of 1");

        // Another issuer's group of the same name is another group.
        await OidcAttackTests.ReturnAsync(site, other, site.NewBrowser(), token => token.Claims["groups"] = "ops", alias: "other", name: "eve");
        (await GroupsAsync(site, "eve")).ShouldBe("other.ops of 1");
        await site.Admin.DoneAsync("PUT", "/idp/other", new { groupPrefix = "" });
        await OidcAttackTests.ReturnAsync(site, other, site.NewBrowser(), token => token.Claims["groups"] = "ops", alias: "other", name: "eve");
        (await GroupsAsync(site, "eve")).ShouldBe("of 0");

        await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { });
        (await GroupsAsync(site, "anna")).ShouldBe("of 0");
    }

    [Theory]
    [InlineData(true, true, "li")]
    [InlineData(true, false, "anna")]
    [InlineData(false, true, "anna")]
    public async Task LocalAccount_IsLinkedByVerifiedAddressAlone(bool link, bool verified, string expected)
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer, link);
        var li = await site.Site.AddUserAsync("li", Password);
        await site.Admin.DoneAsync("PUT", $"/users/{li}", new { email = "Li@example.com" });
        var browser = site.NewBrowser();

        void WithAddress(HostileProvider.Forged token) => (token.Claims["email"], token.Claims["email_verified"]) = ("li@example.com", verified);

        (await OidcAttackTests.ReturnAsync(site, provider, browser, WithAddress)).ShouldBe("/");
        (await browser.NameAsync()).ShouldBe(expected);

        // An account that has an identity elsewhere is not had a second time.
        var second = site.NewBrowser();
        await OidcAttackTests.ReturnAsync(site, provider, second, WithAddress, subject: "2", name: "second");
        (await second.NameAsync()).ShouldBe("second");
    }

    [Fact]
    public async Task AddressThatWordsSayIsVerified_IsNot()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer, link: true);
        var li = await site.Site.AddUserAsync("li", Password);
        await site.Admin.DoneAsync("PUT", $"/users/{li}", new { email = "li@example.com" });
        var browser = site.NewBrowser();

        await OidcAttackTests.ReturnAsync(site, provider, browser, token => (token.Claims["email"], token.Claims["email_verified"]) = ("li@example.com", "true"));
        (await browser.NameAsync()).ShouldBe("anna");
    }

    [Fact]
    public async Task PersonWithoutAPassword_SetsUpTheSecondFactorThatIsDemanded()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        await site.Admin.DoneAsync("PUT", "/securitypolicy/mfa", new { enabled = true });
        var browser = site.NewBrowser();
        (await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { })).ShouldBe("/");
        (await browser.NameAsync()).ShouldBe("");

        using var enrol = new HttpRequestMessage(HttpMethod.Post, "/api/v1/second-factor/enrol") { Content = System.Net.Http.Json.JsonContent.Create(new { password = "" }) };
        enrol.Headers.Add("X-Kpanda-CSRF", browser.Cookies.GetAllCookies()["kpanda-csrf"]!.Value);
        using var answer = await browser.SendAsync(enrol);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("secret");
    }

    [Fact]
    public async Task WhoIsDisabledOrDeleted_StaysOut()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var browser = site.NewBrowser();
        await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { });
        var id = (await site.Admin.DoneAsync("GET", "/users?search=anna")).GetProperty("items")[0].Id();

        await site.Admin.DoneAsync("PUT", $"/users/{id}", new { enabled = false });
        (await browser.NameAsync()).ShouldBe("");
        (await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { })).ShouldBe("/sign-in?failed=external.disabled");
        await site.Admin.DoneAsync("DELETE", $"/users/{id}");
        (await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { }, name: "new")).ShouldBe("/sign-in?failed=external.disabled");
        (await browser.NameAsync()).ShouldBe("");
    }

    [Fact]
    public async Task WhomAProviderWouldLockOut_IsTold()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await using var another = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer, link: true);
        var li = await site.Site.AddUserAsync("li", Password);
        await site.Admin.DoneAsync("PUT", $"/users/{li}", new { email = "li@example.com" });
        await OidcAttackTests.ReturnAsync(site, provider, site.NewBrowser(), _ => { });
        await OidcAttackTests.ReturnAsync(site, provider, site.NewBrowser(), _ => { }, subject: "2", name: "bo");
        await OidcAttackTests.ReturnAsync(site, provider, site.NewBrowser(), token => (token.Claims["email"], token.Claims["email_verified"]) = ("li@example.com", true), subject: "3", name: "li-elsewhere");

        // Li has a password; whoever is disabled is out anyway.
        (await PeopleAsync(site)).ShouldBe("3 people, 2 of them by it alone");
        await site.Admin.DoneAsync("PUT", $"/users/{(await site.Admin.DoneAsync("GET", "/users?search=bo")).GetProperty("items")[0].Id()}", new { enabled = false });
        (await PeopleAsync(site)).ShouldBe("2 people, 1 of them by it alone");

        // Another provider of the same issuer stands in for it, one of another issuer does not.
        await site.AddAsync("other", another.Issuer);
        (await PeopleAsync(site)).ShouldBe("2 people, 1 of them by it alone");
        await site.AddAsync("twin", provider.Issuer);
        (await PeopleAsync(site)).ShouldBe("2 people, 0 of them by it alone");
        await site.Admin.DoneAsync("PUT", "/idp/twin", new { enabled = false });
        (await PeopleAsync(site)).ShouldBe("2 people, 1 of them by it alone");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task ProviderThatIsNoMore_LeavesNobodySignedIn(string method)
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var browser = site.NewBrowser();
        await OidcAttackTests.ReturnAsync(site, provider, browser, _ => { });
        (await browser.NameAsync()).ShouldBe("anna");

        await site.Admin.DoneAsync(method, "/idp/corp", method == "PUT" ? new { enabled = false } : null);

        (await browser.NameAsync()).ShouldBe("");
        (await browser.OpenAsync("/auth/oidc/corp/start")).ShouldBe("/sign-in?failed=oidc.unavailable");
        (await site.Admin.DoneAsync("GET", "/auth/providers")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Secret_IsSealedAndNeverTold()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);

        $"{await site.Admin.DoneAsync("GET", "/idp/corp")}{await site.Admin.DoneAsync("GET", "/idp")}".ShouldNotContain(HostileProvider.Secret);
        await using var connection = await site.Site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        var stored = await connection.QuerySingleAsync<byte[]>("SELECT client_secret FROM identity_providers");
        System.Text.Encoding.UTF8.GetString(stored).ShouldNotContain(HostileProvider.Secret);
        stored.Length.ShouldBeGreaterThan(HostileProvider.Secret.Length);
    }

    [Fact]
    public async Task OnlyAdmin_LooksAfterProviders()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        await site.Site.AddUserAsync("owner", Password, role: "IAM Owner");
        var (owner, _, _) = await site.Site.SignedInAsync("owner", Password);

        (await owner.RefusedAsync("POST", "/idp", new { alias = "own", issuer = provider.Issuer, clientId = "x" })).ShouldBe("provider.denied");
        (await owner.RefusedAsync("PUT", "/idp/corp", new { enableAutoLinkFlow = true })).ShouldBe("provider.denied");
        (await owner.RefusedAsync("DELETE", "/idp/corp")).ShouldBe("provider.denied");
        (await owner.RefusedAsync("GET", "/idp/corp")).ShouldBe("provider.denied");
        (await owner.RefusedAsync("GET", $"/idp/import-openid-configuration?url={provider.Issuer}")).ShouldBe("provider.denied");
        (await owner.DoneAsync("GET", "/idp")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await site.Admin.RefusedAsync("PUT", "/idp/corp", new { issuer = "https://elsewhere.example" })).ShouldBe("provider.issuer.fixed");
        (await site.Admin.DoneAsync("GET", $"/idp/import-openid-configuration?url={provider.Issuer}")).GetProperty("tokenEndpoint").GetString().ShouldBe($"{provider.Issuer}/token");
        (await site.Admin.DoneAsync("GET", "/idp/corp/redirect-url")).GetProperty("url").GetString().ShouldBe($"{site.Address}auth/oidc/corp/callback");
    }

    [Theory]
    [InlineData("giant")]
    [InlineData("another issuer")]
    [InlineData("no keys")]
    [InlineData("plain http")]
    [InlineData("no JSON")]
    public async Task ConfigurationThatLies_IsRefused(string lie)
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        provider.Discovery = document =>
        {
            if (lie == "no JSON") return "<html>";
            if (lie == "giant") document["padding"] = new string('x', 1024 * 1024);
            if (lie == "another issuer") document["issuer"] = "https://elsewhere.example";
            if (lie == "no keys") document.Remove("jwks_uri");
            if (lie == "plain http") document["token_endpoint"] = "http://elsewhere.example/token";
            return document.ToJsonString();
        };

        (await site.Admin.RefusedAsync("POST", "/idp", new { alias = "corp", issuer = provider.Issuer, clientId = "x" })).ShouldBe("provider.unreachable");
        (await site.Admin.DoneAsync("GET", "/idp")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest", "link-local")]
    [InlineData("https://100.100.100.200", "metadata")]
    [InlineData("https://127.0.0.1:1", "loopback")]
    [InlineData("http://10.0.0.1", "")]
    [InlineData("http://127.0.0.1:1", "")]
    [InlineData("file:///etc/passwd", "")]
    public async Task AddressesThatMustNotBeReached_AreNot(string issuer, string why)
    {
        await using var site = await ProviderSite.StartAsync(mayReachThisMachine: false);

        var (status, answer) = await site.Admin.CallAsync("POST", "/idp", new { alias = "corp", issuer, clientId = "x" });

        status.ShouldBe(HttpStatusCode.BadRequest);
        $"{answer}".ShouldContain(why.Length > 0 ? why : "provider.issuer.invalid");
    }

    private static async Task<string> PeopleAsync(ProviderSite site)
    {
        var info = (await site.Admin.DoneAsync("GET", "/idp/corp")).GetProperty("idpInfo");
        return $"{info.GetProperty("people")} people, {info.GetProperty("dependents")} of them by it alone";
    }

    private static async Task<string> GroupsAsync(ProviderSite site, string name)
    {
        var id = (await site.Admin.DoneAsync("GET", $"/users?search={name}")).GetProperty("items")[0].Id();
        return await site.Admin.NamesAsync($"/users/{id}/groups");
    }
}
