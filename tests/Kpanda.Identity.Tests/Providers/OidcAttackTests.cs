using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Kpanda.Identity.Tests.Providers;

/// <summary>Tokens and returns that must not sign anybody in. Each differs in one thing from one that does.</summary>
public sealed class OidcAttackTests
{
    private static readonly Dictionary<string, (Action<HostileProvider.Forged, HostileProvider> Forge, string Why)> Attacks = new()
    {
        ["no signature"] = ((token, _) => token.Header["alg"] = "none", "algorithm that is not taken"),
        ["no signature, in capitals"] = ((token, _) => token.Header["alg"] = "NONE", "algorithm that is not taken"),
        ["the public key as a shared secret"] = ((token, _) => token.Header["alg"] = "HS256", "algorithm that is not taken"),
        ["an RSA key as an EC one"] = ((token, _) => token.Header["alg"] = "ES256", "no such key"),
        ["another key"] = ((token, _) => token.Sign = Other, "signature of the ID token is wrong"),
        ["a signature cut off"] = ((token, _) => token.Sign = _ => [], "signature of the ID token is wrong"),
        ["changed after it was signed"] = ((token, _) => token.Change = text => text.Replace("anna", "root", StringComparison.Ordinal), "signature of the ID token is wrong"),
        ["a key in the header"] = (EmbeddedKey, "signature of the ID token is wrong"),
        ["keys elsewhere"] = ((token, provider) => (token.Header["jku"], token.Header["kid"], token.Sign) = ($"{provider.Issuer}/stolen", "stolen", Other), "no such key"),
        ["a path as the key"] = ((token, _) => token.Header["kid"] = "../../../../etc/passwd", "no such key"),
        ["a statement as the key"] = ((token, _) => token.Header["kid"] = "' OR '1'='1", "no such key"),
        ["an extension"] = ((token, _) => token.Header["crit"] = new JsonArray("exp"), "demands an extension"),
        ["another issuer"] = ((token, _) => token.Claims["iss"] = "https://elsewhere.example", "another issuer"),
        ["no issuer"] = ((token, _) => token.Claims.Remove("iss"), "another issuer"),
        ["another audience"] = ((token, _) => token.Claims["aud"] = "another", "another audience"),
        ["an audience that begins alike"] = ((token, _) => token.Claims["aud"] = "kpanda2", "another audience"),
        ["two audiences and no party"] = ((token, _) => token.Claims["aud"] = new JsonArray("kpanda", "another"), "another party"),
        ["another party"] = ((token, _) => token.Claims["azp"] = "another", "another party"),
        ["expired"] = ((token, _) => token.Claims["exp"] = Seconds(token, -61), "expired"),
        ["never expires"] = ((token, _) => token.Claims.Remove("exp"), "expired"),
        ["expires in words"] = ((token, _) => token.Claims["exp"] = "never", "expired"),
        ["from the future"] = ((token, _) => token.Claims["iat"] = Seconds(token, 61), "from the future"),
        ["not valid yet"] = ((token, _) => token.Claims["nbf"] = Seconds(token, 61), "not valid yet"),
        ["another nonce"] = ((token, _) => token.Claims["nonce"] = "another", "another sign-in"),
        ["no nonce"] = ((token, _) => token.Claims.Remove("nonce"), "another sign-in"),
        ["another access token"] = ((token, _) => token.Claims["at_hash"] = "AAAAAAAAAAAAAAAAAAAAAA", "another access token"),
        ["nobody"] = ((token, _) => token.Claims.Remove("sub"), "names nobody"),
        ["two subjects"] = ((token, _) => token.Write = text => $"{{\"sub\":\"2\",{text[1..]}", "no JSON"),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    public static TheoryData<string> Algorithms => ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task RightToken_SignsIn(string algorithm)
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        provider.Curve = ECDsa.Create(algorithm switch { "ES384" => ECCurve.NamedCurves.nistP384, "ES512" => ECCurve.NamedCurves.nistP521, _ => ECCurve.NamedCurves.nistP256 });
        await site.AddAsync("corp", provider.Issuer);
        var browser = site.NewBrowser();

        var back = await ReturnAsync(site, provider, browser, token => (token.Header["alg"], token.Header["kid"]) = (algorithm, algorithm[0] == 'E' ? "curve" : provider.KeyId));

        back.ShouldBe("/", site.Log.Text);
        (await browser.NameAsync()).ShouldBe("anna");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ForgedToken_SignsNobodyIn(string name)
    {
        var (forge, why) = Attacks[name];
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var browser = site.NewBrowser();

        (await ReturnAsync(site, provider, browser, token => forge(token, provider))).ShouldBe("/sign-in?failed=oidc.answer");

        site.Log.Text.ShouldContain(why);
        (await browser.NameAsync()).ShouldBe("");
        (await site.Admin.NamesAsync("/users")).ShouldBe("admin of 1");
        provider.Asked.Distinct().ShouldBeSubsetOf(["/.well-known/openid-configuration", "/token", "/keys"]);
        // Nothing of the token is in the log.
        site.Log.Text.ShouldNotContain("eyJ");
        (await ReturnAsync(site, provider, browser, _ => { })).ShouldBe("/");
    }

    [Theory]
    [InlineData("no cookie")]
    [InlineData("another state")]
    [InlineData("no state")]
    [InlineData("too late")]
    [InlineData("the state of another browser")]
    public async Task ForeignReturn_SignsNobodyIn(string name)
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var (browser, other) = (site.NewBrowser(), site.NewBrowser());
        var (_, state, nonce) = await browser.BeginAsync("corp");
        provider.IdToken = $"{provider.NewToken(nonce, site.Site.Time.GetUtcNow())}";
        if (name == "too late") site.Site.Time.Advance(TimeSpan.FromMinutes(10));
        if (name == "the state of another browser") await other.BeginAsync("corp");

        var back = name switch
        {
            "no state" => await browser.OpenAsync("/auth/oidc/corp/callback?code=1"),
            "another state" => await browser.OpenAsync("/auth/oidc/corp/callback?code=1&state=another"),
            "too late" => await browser.OpenAsync($"/auth/oidc/corp/callback?code=1&state={state}"),
            _ => await other.OpenAsync($"/auth/oidc/corp/callback?code=1&state={state}"),
        };

        back.ShouldBe("/sign-in?failed=oidc.state");
        provider.Asked.ShouldNotContain("/token");
        (await browser.NameAsync() + await other.NameAsync()).ShouldBe("");
    }

    [Fact]
    public async Task ReturnOfOneProvider_IsNotTakenForAnothers()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var honest = await HostileProvider.StartAsync();
        await using var evil = await HostileProvider.StartAsync();
        await site.AddAsync("honest", honest.Issuer);
        await site.AddAsync("evil", evil.Issuer);
        var browser = site.NewBrowser();

        var (_, state, nonce) = await browser.BeginAsync("honest");
        evil.IdToken = $"{evil.NewToken(nonce, site.Site.Time.GetUtcNow())}";
        (await browser.OpenAsync($"/auth/oidc/evil/callback?code=1&state={state}")).ShouldBe("/sign-in?failed=oidc.state");
        evil.Asked.ShouldNotContain("/token");

        (_, state, nonce) = await browser.BeginAsync("honest");
        honest.IdToken = $"{honest.NewToken(nonce, site.Site.Time.GetUtcNow())}";
        (await browser.OpenAsync($"/auth/oidc/honest/callback?code=1&state={state}&iss={Uri.EscapeDataString(evil.Issuer)}")).ShouldBe("/sign-in?failed=oidc.answer");
        honest.Asked.ShouldNotContain("/token");

        // A token of the other, with the other's key, in its own return.
        (_, state, nonce) = await browser.BeginAsync("honest");
        honest.IdToken = $"{evil.NewToken(nonce, site.Site.Time.GetUtcNow())}";
        (await browser.OpenAsync($"/auth/oidc/honest/callback?code=1&state={state}")).ShouldBe("/sign-in?failed=oidc.answer");
        (await browser.NameAsync()).ShouldBe("");
    }

    [Fact]
    public async Task ProviderThatNamesItselfInReturns_MustDoSo()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        provider.Discovery = document =>
        {
            document["authorization_response_iss_parameter_supported"] = true;
            return document.ToJsonString();
        };
        await site.AddAsync("corp", provider.Issuer);

        (await ReturnAsync(site, provider, site.NewBrowser(), _ => { })).ShouldBe("/sign-in?failed=oidc.answer");
        site.Log.Text.ShouldContain("the return is of another issuer");
    }

    [Theory]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("\\/evil.example/", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("\\\\evil.example/", "/")]
    [InlineData("https:evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("\t//evil.example/", "/")]
    [InlineData("/.//evil.example/", "/")]
    [InlineData("/%2e//evil.example/", "/")]
    [InlineData("/clusters/..//evil.example/", "/")]
    [InlineData("/%2F%2Fevil.example/", "/%2F%2Fevil.example/")]
    [InlineData("%2F%2Fevil.example/", "/")]
    [InlineData("/clusters/a?search=b//c", "/clusters/a?search=b//c")]
    public async Task WayBack_IsOnThisPlatform(string asked, string led)
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);

        (await ReturnAsync(site, provider, site.NewBrowser(), _ => { }, asked)).ShouldBe(led);
    }

    [Fact]
    public async Task RefusalOfTheProvider_IsToldInOurWords()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var browser = site.NewBrowser();
        var (_, state, _) = await browser.BeginAsync("corp");

        (await browser.OpenAsync($"/auth/oidc/corp/callback?error=%3Cscript%3E&error_description=call+0123&state={state}")).ShouldBe("/sign-in?failed=oidc.denied");
        site.Log.Text.ShouldNotContain("<script>");
    }

    [Fact]
    public async Task PlantedSession_IsNotTheOneThatIsSignedIn()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        var browser = site.NewBrowser();
        browser.Cookies.Add(site.Address, new System.Net.Cookie("kpanda-session", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

        await ReturnAsync(site, provider, browser, _ => { });

        browser.Cookies.GetAllCookies()["kpanda-session"]!.Value.ShouldNotBe("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        (await browser.NameAsync()).ShouldBe("anna");
        browser.Cookies.GetAllCookies()["kpanda-sign-in"].ShouldBeNull();
    }

    [Fact]
    public async Task UserInfoOfSomebodyElse_IsRefused()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        provider.UserInfo = new JsonObject { ["sub"] = "2", ["preferred_username"] = "root" };
        await site.AddAsync("corp", provider.Issuer);

        (await ReturnAsync(site, provider, site.NewBrowser(), _ => { })).ShouldBe("/sign-in?failed=oidc.answer");
        site.Log.Text.ShouldContain("the userinfo is of somebody else");
    }

    [Fact]
    public async Task KeysThatAreReplaced_AreReadAnew_ButNotAtEveryWish()
    {
        await using var site = await ProviderSite.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        await site.AddAsync("corp", provider.Issuer);
        (await ReturnAsync(site, provider, site.NewBrowser(), _ => { })).ShouldBe("/");
        for (var i = 0; i < 5; i++) await ReturnAsync(site, provider, site.NewBrowser(), token => token.Header["kid"] = $"made-up-{i}");
        provider.Asked.Count(path => path == "/keys").ShouldBe(1);

        provider.Rotate();
        site.Site.Time.Advance(TimeSpan.FromSeconds(31));

        (await ReturnAsync(site, provider, site.NewBrowser(), _ => { })).ShouldBe("/");
        (await ReturnAsync(site, provider, site.NewBrowser(), _ => { })).ShouldBe("/");
        provider.Asked.Count(path => path == "/keys").ShouldBe(2);
    }

    /// <summary>Signs in with a token that a test may change.</summary>
    internal static async Task<string> ReturnAsync(
        ProviderSite site, HostileProvider provider, ProviderSite.Browser browser, Action<HostileProvider.Forged> change, string back = "/", string alias = "corp", string subject = "1", string name = "anna")
    {
        var (_, state, nonce) = await browser.BeginAsync(alias, back);
        var token = provider.NewToken(nonce, site.Site.Time.GetUtcNow(), subject, name);
        change(token);
        provider.IdToken = $"{token}";
        return await browser.OpenAsync($"/auth/oidc/{alias}/callback?code=1&state={state}");
    }

    private static void EmbeddedKey(HostileProvider.Forged token, HostileProvider provider)
    {
        using var own = RSA.Create(2048);
        var key = own.ExportParameters(true);
        token.Header["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = System.Buffers.Text.Base64Url.EncodeToString(key.Modulus), ["e"] = System.Buffers.Text.Base64Url.EncodeToString(key.Exponent) };
        token.Sign = data =>
        {
            using var signer = RSA.Create(key);
            return signer.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        };
    }

    private static byte[] Other(byte[] data)
    {
        using var own = RSA.Create(2048);
        return own.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static long Seconds(HostileProvider.Forged token, int from) => (long)token.Claims["iat"]! + from;
}
