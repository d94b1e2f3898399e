using System.Net;
using System.Text.Json;

namespace Kpanda.Identity.Tests.SignIn;

public sealed class SignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RightPassword_GivesATokenAndItsEnd()
    {
        await using var site = await IdentitySite.StartAsync();

        using var body = await BodyAsync(await IdentitySite.SignInAsync(site.NewBrowser()));

        body.RootElement.GetProperty("token").GetString()!.Length.ShouldBe(43);
        body.RootElement.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(site.Time.GetUtcNow() + TimeSpan.FromHours(12));
    }

    [Fact]
    public async Task WrongPasswordAndUnknownName_AreToldApartByNothing()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("gone", "another password", enabled: false);

        var answers = new List<string>();
        foreach (var (name, password) in new[] { ("admin", "wrong password"), ("nobody", "wrong password"), ("gone", "another password"), ("ADMIN' OR 1=1 --", "x") })
        {
            var response = await IdentitySite.SignInAsync(site.NewBrowser(), name, password);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            response.Headers.Contains("Set-Cookie").ShouldBeFalse();
            using var body = await BodyAsync(response);
            answers.Add($"{body.RootElement.GetProperty("message")} {body.RootElement.GetProperty("details")[0].GetProperty("reason")}");
        }

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("signin.refused");
    }

    [Theory]
    [InlineData("""{"password":"x"}""", "username")]
    [InlineData("""{"username":"admin"}""", "password")]
    [InlineData("""{"username":"admin","password":""}""", "password")]
    public async Task MissingField_IsNamed(string text, string field)
    {
        await using var site = await IdentitySite.StartAsync();

        var response = await site.NewBrowser().PostAsync("/auth/login", new StringContent(text, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Token);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var body = await BodyAsync(response);
        body.RootElement.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("nobody")]
    public async Task ManyFailures_LockTheNameForLongerAndLonger(string name)
    {
        await using var site = await IdentitySite.StartAsync();
        var browser = site.NewBrowser();
        for (var i = 0; i < 5; i++) (await IdentitySite.SignInAsync(browser, name, "wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var waits = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            var locked = await IdentitySite.SignInAsync(browser, name, "wrong password");
            locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            waits.Add(int.Parse(locked.Headers.GetValues("Retry-After").Single()));
            site.Time.Advance(TimeSpan.FromSeconds(waits[^1]));
            (await IdentitySite.SignInAsync(browser, name, "wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        waits.ShouldBe([1, 2, 4, 8]);
    }

    [Fact]
    public async Task LockedName_RefusesTheRightPasswordToo_AndOthersMaySignIn()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("ann", "another password");
        for (var i = 0; i < 5; i++) await IdentitySite.SignInAsync(site.NewBrowser(), "admin", "wrong password");

        (await IdentitySite.SignInAsync(site.NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await IdentitySite.SignInAsync(site.NewBrowser(), "ann", "another password")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Time.Advance(TimeSpan.FromSeconds(2));
        (await IdentitySite.SignInAsync(site.NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AnyNumberOfRightPasswords_MayComeFromOneAddress_ButGuessesThereAreCounted()
    {
        await using var site = await IdentitySite.StartAsync();
        for (var i = 0; i < 70; i++) (await IdentitySite.SignInAsync(site.NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var i = 0; i < 50; i++) (await IdentitySite.SignInAsync(site.NewBrowser(), $"guess-{i}", "wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await IdentitySite.SignInAsync(site.NewBrowser(), "guess-50", "wrong password")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task AttemptsAtTheSameTime_AreAllCounted()
    {
        await using var site = await IdentitySite.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => IdentitySite.SignInAsync(site.NewBrowser(), "admin", "wrong password")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task CurrentUser_HasThePublishedShape()
    {
        await using var site = await IdentitySite.StartAsync();
        var (browser, _, _) = await site.SignedInAsync();

        using var body = JsonDocument.Parse(await browser.GetStringAsync("/apis/ghippo.io/v1alpha1/current-user", Token));

        body.RootElement.GetProperty("username").GetString().ShouldBe("admin");
        Guid.TryParse(body.RootElement.GetProperty("uid").GetString(), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task OldHash_IsMadeAnewAtSignIn()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-identity-").FullName;
        await (await IdentitySite.StartAsync(folder)).StopAsync();
        await using var site = await IdentitySite.StartAsync(folder, options => options with { PasswordIterations = 2000 });

        (await IdentitySite.SignInAsync(site.NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.OK);

        var users = (People.UserStore)site.Services.GetService(typeof(People.UserStore))!;
        (await users.FindByNameAsync("admin", Token))!.Password.ShouldStartWith("pbkdf2-sha256$2000$");
        (await IdentitySite.SignInAsync(site.NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<JsonDocument> BodyAsync(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
}
