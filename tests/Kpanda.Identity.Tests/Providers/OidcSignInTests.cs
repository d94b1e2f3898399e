using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Identity.Tests.Providers;

/// <summary>Sign-in by a real provider process.</summary>
public sealed class OidcSignInTests(PostgresServer postgres)
{
    private static readonly object Accounts = new
    {
        anna = new { preferred_username = "Anna.S", given_name = "Anna", family_name = "Smith", email = "anna@example.com", email_verified = true, groups = new[] { "shop-team", "system:masters", "Bad Name" } },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("RS256", "client_secret_post", false)]
    [InlineData("PS256", "client_secret_basic", false)]
    [InlineData("ES256", "client_secret_post", true)]
    public async Task SomebodyNew_GetsAnAccountWithTheirGroups(string algorithm, string authentication, bool onPostgres)
    {
        await using var site = await ProviderSite.StartAsync(database: onPostgres ? await postgres.NewDatabaseAsync(Token) : "");
        using var provider = await StartAsync(site, algorithm, authentication);
        var browser = site.NewBrowser();

        var back = await SignInAsync(site, provider, browser, "/clusters?page=2");

        back.ShouldBe("/clusters?page=2", site.Log.Text);
        (await browser.NameAsync()).ShouldBe("anna.s");
        (await site.Admin.NamesAsync("/groups")).ShouldBe("shop-team of 1");
        var anna = (await site.Admin.DoneAsync("GET", "/users?search=anna")).GetProperty("items")[0];
        anna.GetProperty("email").GetString().ShouldBe("anna@example.com");
        (await site.Admin.NamesAsync($"/users/{anna.Id()}/groups")).ShouldBe("shop-team of 1");

        // The same person, not another account.
        (await SignInAsync(site, provider, site.NewBrowser())).ShouldBe("/");
        (await site.Admin.NamesAsync("/users?search=anna")).ShouldBe("anna.s of 1");
    }

    [Fact]
    public async Task Code_IsUsedOnce()
    {
        await using var site = await ProviderSite.StartAsync();
        using var provider = await StartAsync(site);
        var browser = site.NewBrowser();
        var (address, _, _) = await browser.BeginAsync("real");
        var back = await provider.SignInAsync(browser, address, site.Address, "anna");
        (await browser.OpenAsync(back)).ShouldBe("/");

        // The same return, and the code in a sign-in of somebody else who got hold of it.
        (await browser.OpenAsync(back)).ShouldBe("/sign-in?failed=oidc.state");
        var thief = site.NewBrowser();
        var (_, state, _) = await thief.BeginAsync("real");
        (await thief.OpenAsync($"/auth/oidc/real/callback?code={CodeOf(back)}&state={state}&iss={Uri.EscapeDataString(provider.Issuer)}")).ShouldBe("/sign-in?failed=oidc.unavailable");
        (await thief.NameAsync()).ShouldBe("");
        site.Log.Text.ShouldContain("/token answers 400");
    }

    [Fact]
    public async Task CodeOfAnotherBrowser_IsRefusedByTheProvider_BecauseOfItsVerifier()
    {
        await using var site = await ProviderSite.StartAsync();
        using var provider = await StartAsync(site);
        var browser = site.NewBrowser();
        var (address, _, _) = await browser.BeginAsync("real");
        var code = CodeOf(await provider.SignInAsync(browser, address, site.Address, "anna"));

        var thief = site.NewBrowser();
        var (_, state, _) = await thief.BeginAsync("real");

        (await thief.OpenAsync($"/auth/oidc/real/callback?code={code}&state={state}&iss={Uri.EscapeDataString(provider.Issuer)}")).ShouldBe("/sign-in?failed=oidc.unavailable");
        (await thief.NameAsync()).ShouldBe("");
    }

    [Fact]
    public async Task SignOut_LeadsToTheProvider()
    {
        await using var site = await ProviderSite.StartAsync();
        using var provider = await StartAsync(site);
        var browser = site.NewBrowser();
        await SignInAsync(site, provider, browser);

        var answer = await browser.SignOutAsync();

        answer.ShouldContain($"{provider.Issuer}/session/end?client_id=kpanda&post_logout_redirect_uri=");
        answer.ShouldNotContain("id_token");
        (await browser.NameAsync()).ShouldBe("");
    }

    private static async Task<RealProvider> StartAsync(ProviderSite site, string algorithm = "RS256", string authentication = "client_secret_post")
    {
        // The provider's clock is the real one.
        site.Site.Time.Advance(TimeProvider.System.GetUtcNow() - site.Site.Time.GetUtcNow());
        var provider = await RealProvider.StartAsync(site.Address, Accounts, algorithm, authentication);
        var (admin, _, _) = await site.Site.SignedInAsync();
        site.Admin = admin;
        await site.AddAsync("real", provider.Issuer, authentication: authentication);
        return provider;
    }

    private static async Task<string> SignInAsync(ProviderSite site, RealProvider provider, ProviderSite.Browser browser, string back = "/")
    {
        var (address, _, _) = await browser.BeginAsync("real", back);
        return await browser.OpenAsync(await provider.SignInAsync(browser, address, site.Address, "anna"));
    }

    private static string CodeOf(string address) => $"{Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(address).Query)["code"]}";
}
