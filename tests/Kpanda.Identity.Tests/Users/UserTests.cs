using System.Net;
using Dapper;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Users;

public sealed class UserTests
{
    private const string Password = "a long password";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_AreMadeSeenChangedAndDeleted()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();

        var id = (await admin.DoneAsync("POST", "/users", new { name = "li", password = Password, description = "first" })).Id();
        await admin.DoneAsync("PUT", $"/users/{id}", new { email = "li@example.com", firstname = "Li", lastname = "Wang" });

        var user = await admin.DoneAsync("GET", $"/users/{id}");
        user.GetProperty("name").GetString().ShouldBe("li");
        user.GetProperty("description").GetString().ShouldBe("first");
        user.GetProperty("email").GetString().ShouldBe("li@example.com");
        user.GetProperty("lastLoginAt").GetString().ShouldBe("");
        (await admin.DoneAsync("GET", "/users/username/li")).Id().ShouldBe(id);
        (await admin.DoneAsync("GET", "/users/check/li")).GetProperty("existed").GetBoolean().ShouldBeTrue();
        (await admin.DoneAsync("GET", "/users/check-user-email/li")).GetProperty("existed").GetBoolean().ShouldBeTrue();
        (await IdentitySite.SignInAsync(site.NewBrowser(), "li", Password)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await admin.DoneAsync("DELETE", $"/users/{id}");
        (await admin.RefusedAsync("GET", $"/users/{id}")).ShouldBe("user.unknown");
        (await IdentitySite.SignInAsync(site.NewBrowser(), "li", Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // The name is never free again.
        (await admin.DoneAsync("GET", "/users/check/li")).GetProperty("existed").GetBoolean().ShouldBeTrue();
        (await admin.RefusedAsync("POST", "/users", new { name = "li", password = Password })).ShouldBe("user.name.taken");
    }

    [Theory]
    [InlineData("system:admin", "user.name.reserved")]
    [InlineData("SYSTEM:masters", "user.name.reserved")]
    [InlineData("kpanda:platform-admins", "user.name.reserved")]
    [InlineData("Li", "user.name.invalid")]
    [InlineData("li\n", "user.name.invalid")]
    [InlineData("-li", "user.name.invalid")]
    [InlineData("a/b", "user.name.invalid")]
    [InlineData("", "signin.field.missing")]
    public async Task NamesThatMembersOrThePlatformKeep_AreRefusedForPeopleAndGroups(string name, string reason)
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();

        (await admin.RefusedAsync("POST", "/users", new { name, password = Password })).ShouldBe(reason);
        (await admin.RefusedAsync("POST", "/users/without-password", new { name })).ShouldBe(reason);
        (await admin.RefusedAsync("POST", "/groups", new { name })).ShouldBe(reason);
    }

    [Fact]
    public async Task GeneratedPassword_IsToldOnce_AndWithoutOneNobodySignsIn()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();

        var made = await admin.DoneAsync("POST", "/users", new { name = "li" });
        await admin.DoneAsync("POST", "/users/without-password", new { name = "zhao" });

        (await IdentitySite.SignInAsync(site.NewBrowser(), "li", made.GetProperty("password").GetString()!)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var password in (string[])["x", "nobody's password"])
            (await IdentitySite.SignInAsync(site.NewBrowser(), "zhao", password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.RefusedAsync("POST", "/users", new { name = "wu", password = "short" })).ShouldBe("password.length");
    }

    [Fact]
    public async Task List_IsSearchedSortedAndPaged()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        foreach (var name in (string[])["zhao", "li", "li_1", "lix1"])
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await site.AddUserAsync(name, Password, enabled: name != "zhao");
        }

        (await admin.NamesAsync("/users?pageSize=2&page=2")).ShouldBe("li_1,lix1 of 5");
        (await admin.NamesAsync("/users?search=I_")).ShouldBe("li_1 of 1");
        (await admin.NamesAsync("/users?sortBy=createdAt&sortDir=desc&pageSize=2")).ShouldBe("lix1,li_1 of 5");
        (await admin.NamesAsync("/users?enabled=false")).ShouldBe("zhao of 1");
        (await admin.NamesAsync("/users?sortBy=lastLoginAt&sortDir=desc&pageSize=1")).ShouldBe("admin of 5");
        (await admin.RefusedAsync("GET", "/users?sortBy=password")).ShouldBe("user.filter");
        var (li, _, _) = await site.SignedInAsync("li", Password);
        (await li.NamesAsync("/users")).ShouldBe("of 0");
    }

    [Fact]
    public async Task Disabling_EndsSessionsTokensAndWhatIsOpen_AndTheyDoNotComeBack()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var id = await site.AddUserAsync("li", Password);
        var (li, _, token) = await site.SignedInAsync("li", Password);
        var access = (await li.DoneAsync("POST", "/current-user/accesstoken", new { name = "script" })).GetProperty("token").GetString()!;
        var scripts = new[] { site.NewScript(token), site.NewScript(access) };
        var open = new List<CancellationToken>();
        foreach (var client in (HttpClient[])[li, .. scripts])
        {
            await client.GetStringAsync("/read", Token);
            open.Add(site.Seen!.Ended);
        }

        await admin.DoneAsync("PUT", $"/users/{id}", new { enabled = false });

        open.ShouldAllBe(ended => ended.IsCancellationRequested);
        foreach (var client in (HttpClient[])[li, .. scripts]) (await client.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await admin.DoneAsync("PUT", $"/users/{id}", new { enabled = true });
        foreach (var client in (HttpClient[])[li, .. scripts]) (await client.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await IdentitySite.SignInAsync(site.NewBrowser(), "li", Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PasswordThatAnAdministratorSets_EndsWhatWasOpen()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var id = await site.AddUserAsync("li", Password);
        var (li, _, _) = await site.SignedInAsync("li", Password);

        await admin.DoneAsync("PUT", $"/users/{id}/password", new { password = "another long password" });

        (await li.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await IdentitySite.SignInAsync(site.NewBrowser(), "li", Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await IdentitySite.SignInAsync(site.NewBrowser(), "li", "another long password")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task NobodyDisablesOrDeletesThemselves_NorTheLastAdmin()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var own = (await admin.DoneAsync("GET", "/users/username/admin")).Id();
        var second = await site.AddUserAsync("second", Password, role: "Admin");
        var (other, _, _) = await site.SignedInAsync("second", Password);

        (await admin.RefusedAsync("PUT", $"/users/{own}", new { enabled = false })).ShouldBe("user.self");
        (await admin.RefusedAsync("DELETE", $"/users/{own}")).ShouldBe("user.self");
        await other.DoneAsync("PUT", $"/users/{own}", new { enabled = false });
        (await other.RefusedAsync("PUT", $"/users/{second}/roles", new { removeRoles = new[] { "Admin" } })).ShouldBe("admin.last");
        await other.DoneAsync("PUT", $"/users/{own}", new { enabled = true });
        await other.DoneAsync("PUT", $"/users/{second}/roles", new { removeRoles = new[] { "Admin" } });
    }

    [Fact]
    public async Task FieldsThatAreNotOffered_ChangeNothing()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();

        var id = (await admin.DoneAsync("POST", "/users", new { name = "li", password = Password, id = Guid.Empty, administrator = true, enabled = false, roles = new[] { "Admin" }, isPlatformAdministrator = true })).Id();
        await admin.DoneAsync("PUT", $"/users/{id}", new { name = "other", id = Guid.Empty, administrator = true, password = "something else", deleted = 1 });

        var (li, _, _) = await site.SignedInAsync("li", Password);
        (await li.NamesAsync("/users")).ShouldBe("of 0");
        (await admin.DoneAsync("GET", $"/users/{id}/roles?authorized=true")).GetProperty("authorizedCount").GetString().ShouldBe("0");

        var group = (await admin.DoneAsync("POST", "/groups", new { name = "team", id = Guid.Empty, issuer = "https://id.example.com", roles = new[] { "Admin" }, members = new[] { id } })).Id();
        (await admin.NamesAsync($"/groups/{group}/members")).ShouldBe("of 0");
        (await admin.DoneAsync("GET", $"/groups/{group}/roles?authorized=true")).GetProperty("authorizedCount").GetString().ShouldBe("0");
        var administrator = (await admin.DoneAsync("GET", "/users/username/admin")).Id();
        var token = (await li.DoneAsync("POST", "/current-user/accesstoken", new { name = "somebody's", userId = administrator, user = "admin", kind = "session" })).GetProperty("token").GetString()!;
        (await site.NewScript(token).GetStringAsync("/read", Token)).ShouldBe("li");
    }

    [Fact]
    public async Task List_TellsWhoVouchesAndOfSecondFactorsAndPasswords()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        await site.AddUserAsync("li", Password, isTemporary: true);
        var wu = (await admin.DoneAsync("POST", "/users/without-password", new { name = "wu" })).Id();
        await using (var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token))
        {
            await connection.ExecuteAsync("INSERT INTO external_identities (issuer, subject, user_id, created) VALUES ('https://id.example.com', 's1', @wu, 0)", new { wu });
            await connection.ExecuteAsync("INSERT INTO second_factors (user_id, secret, confirmed, last_step, created) VALUES (@wu, x'00', TRUE, 0, 0)", new { wu });
        }

        (await admin.NamesAsync("/users?source=local")).ShouldBe("admin,li of 2");
        (await admin.NamesAsync("/users?source=external")).ShouldBe("wu of 1");
        (await admin.RefusedAsync("GET", "/users?source=elsewhere")).ShouldBe("user.filter");
        var told = (await admin.DoneAsync("GET", "/users")).GetProperty("items").EnumerateArray()
            .Select(user => $"{user.GetProperty("name")} {user.GetProperty("source")} {user.GetProperty("passwordState")} {user.GetProperty("secondFactor")}");
        told.ShouldBe(["admin locale set False", "li locale temporary False", "wu https://id.example.com none True"]);
    }

    [Fact]
    public async Task OnePerson_IsToldWithWhyTheyAreOutOfReach()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("iam", Password, role: "IAM Owner");
        await site.AddUserAsync("li", Password);
        var (iam, _, _) = await site.SignedInAsync("iam", Password);

        (await iam.DoneAsync("GET", "/users/username/li")).GetProperty("refusal").GetString().ShouldBe("");
        (await iam.DoneAsync("GET", "/users/username/admin")).GetProperty("refusal").GetString()!.ShouldContain("holds more than you do");
        (await iam.DoneAsync("GET", "/users")).GetProperty("items")[0].TryGetProperty("refusal", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task SessionsOfOthers_AreSeenAndEnded_ButNotOfWhoHoldsMore()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var li = await site.AddUserAsync("li", Password);
        var (iam, _, _) = await site.SignedInAsync("iam", Password);
        var (admin, _, _) = await site.SignedInAsync();
        var (first, _, _) = await site.SignedInAsync("li", Password);
        var access = (await first.DoneAsync("POST", "/current-user/accesstoken", new { name = "script" })).GetProperty("token").GetString()!;
        site.Time.Advance(TimeSpan.FromMinutes(5));
        var (second, _, token) = await site.SignedInAsync("li", Password);
        await second.GetStringAsync("/read", Token);
        var open = site.Seen!.Ended;

        var sessions = (await iam.DoneAsync("GET", $"/api/v1/users/{li}/sessions")).GetProperty("items");
        sessions.GetArrayLength().ShouldBe(2);
        await iam.DoneAsync("DELETE", $"/api/v1/users/{li}/sessions/{sessions[1].Id()}");
        (await first.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await second.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await iam.DoneAsync("POST", $"/api/v1/users/{li}/sessions/end");

        open.IsCancellationRequested.ShouldBeTrue();
        (await site.NewScript(token).GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // An access token is revoked by itself.
        (await site.NewScript(access).GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var target = (await admin.DoneAsync("GET", "/users/username/admin")).Id();
        var own = (await admin.DoneAsync("GET", "/api/v1/sessions")).GetProperty("items")[0].Id();
        (await iam.RefusedAsync("GET", $"/api/v1/users/{target}/sessions")).ShouldBe("access.stronger");
        (await iam.RefusedAsync("POST", $"/api/v1/users/{target}/sessions/end")).ShouldBe("access.stronger");
        (await iam.RefusedAsync("DELETE", $"/api/v1/users/{li}/sessions/{own}")).ShouldBe("session.unknown");
        (await site.NewScript(access).RefusedAsync("GET", $"/api/v1/users/{li}/sessions")).ShouldBe("access.denied.platform");
        (await admin.GetAsync("/read", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
