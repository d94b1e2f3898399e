using Kpanda.Identity.Access;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Users;

/// <summary>Every statement about people, groups, roles, sessions and second factors is understood by both databases.</summary>
public sealed class BothDatabasesTests(PostgresServer postgres)
{
    private const string Password = "a long password";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task ADayOfAnAdministrator_IsTheSame(DatabaseKind kind)
    {
        await using var site = await IdentitySite.StartAsync(database: kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : "");
        var (admin, _, _) = await site.SignedInAsync();
        var li = (await admin.DoneAsync("POST", "/users", new { name = "li", password = Password })).Id();
        var team = (await admin.DoneAsync("POST", "/groups", new { name = "team" })).Id();
        (await admin.NamesAsync("/groups?sortBy=userCount")).ShouldBe("team of 1");
        (await admin.DoneAsync("GET", "/api/v1/groups/team")).GetProperty("refusal").GetString().ShouldBe("");
        await admin.DoneAsync("POST", $"/groups/{team}/members/{li}");
        var point = new { action = "list", resourceType = "users", gproduct = "ghippo" };
        await admin.DoneAsync("POST", "/roles", new { name = "Viewer", perms = new[] { point } });
        await admin.DoneAsync("PUT", $"/groups/{team}/roles", new { addRoles = new[] { "Viewer", "Audit Owner" } });
        (await admin.NamesAsync("/platformroles/Viewer/members")).ShouldBe("team of 1");

        (await admin.DoneAsync("GET", "/roles?roleType=query_custom")).GetProperty("items")[0].GetProperty("groupCount").GetInt32().ShouldBe(1);
        (await admin.DoneAsync("GET", $"/users/{li}/roles?search=Viewer")).GetProperty("items")[0].GetProperty("throughGroups")[0].GetString().ShouldBe("team");
        var (browser, _, _) = await site.SignedInAsync("li", Password);
        await browser.GetStringAsync("/read", Token);
        var source = (IPersonSource)site.Seen!;
        source.Current.Rights.Allows("delete", new("ghippo.io", "audits")).ShouldBeTrue();
        (await browser.NamesAsync("/users?search=L&sortBy=lastLoginAt&enabled=true&source=local")).ShouldBe("li of 1");
        await admin.DoneAsync("DELETE", $"/groups/{team}/members/{li}");
        source.Current.Rights.Allows("delete", new("ghippo.io", "audits")).ShouldBeFalse();

        await admin.DoneAsync("PUT", "/securitypolicy/password", new { items = new[] { new { type = "NotRecentlyUsedLabel", value = "3" } } });
        await admin.DoneAsync("PUT", "/securitypolicy/mfa", new { enabled = true, requiredFor = "administrators" });
        await admin.DoneAsync("PUT", "/securitypolicy/sessionlimit/user", new { enabled = true, number = 2 });
        await browser.DoneAsync("POST", "/api/v1/second-factor/enrol", new { password = Password });
        await browser.DoneAsync("PUT", "/current-user/set-password", new { oldPassword = Password, newPassword = "an even longer one" });
        (await admin.RefusedAsync("DELETE", $"/groups/{team}/members/{li}")).ShouldBe("group.member.none");
        await admin.DoneAsync("DELETE", $"/users/{li}/mfa");
        (await admin.DoneAsync("POST", "/api/v1/users/import", new { csv = "name\nwu\nli", dryRun = true })).GetProperty("failed").GetInt32().ShouldBe(1);
        (await admin.DoneAsync("POST", "/api/v1/users/import", new { csv = "name,firstname\nwu,Wu\nli," })).GetProperty("added").GetInt32().ShouldBe(1);
        (await admin.GetStringAsync("/api/v1/users/export", Token)).ShouldContain("wu,Wu,");
        (await admin.DoneAsync("GET", "/api/v1/sessions")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await admin.RefusedAsync("POST", "/api/v1/second-factor/disable", new { password = IdentitySite.AdminPassword })).ShouldBe("factor.required");

        await admin.DoneAsync("POST", $"/api/v1/users/{li}/sessions/end");
        (await admin.DoneAsync("GET", $"/api/v1/users/{li}/sessions")).GetProperty("items").GetArrayLength().ShouldBe(0);

        var people = site.Services.GetRequiredService<IPeople>();
        (await people.GroupsOfAsync(Guid.Parse(li), Token)).ShouldBeEmpty();
        (await people.FindAsync(SubjectKind.User, [Guid.Parse(li)], Token)).Values.Single().Name.ShouldBe("li");
        await admin.DoneAsync("DELETE", $"/users/{li}");
        await admin.DoneAsync("DELETE", $"/groups/{team}");
        await admin.DoneAsync("DELETE", "/roles/Viewer");
        (await people.FindAsync(SubjectKind.User, [Guid.Parse(li)], Token)).ShouldBeEmpty();
        (await admin.RefusedAsync("PUT", $"/users/{(await admin.DoneAsync("GET", "/users/username/admin")).Id()}/roles", new { removeRoles = new[] { "Admin" } })).ShouldBe("admin.last");
        await admin.DoneAsync("POST", "/api/v1/sessions/end", new { others = false });
    }
}
