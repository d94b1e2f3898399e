using Kpanda.Identity.Access;
using Kpanda.Identity.Tests.Groups;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Roles;

/// <summary>Whoever looks after people gets no further than that: not by a role, a group, a password, a token or a name.</summary>
public sealed class ClimbingTests
{
    private const string Password = "a long password";

    private static readonly string[] Admin = ["Admin"];

    [Fact]
    public async Task IamOwner_CannotGiveWhatTheyDoNotHold()
    {
        await using var site = await IdentitySite.StartAsync();
        var own = await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var li = await site.AddUserAsync("li", Password);
        var (iam, _, _) = await site.SignedInAsync("iam", Password);

        foreach (var role in (string[])["Admin", "Kpanda Owner", "Audit Owner", "Workspace and Folder Owner"])
        {
            (await iam.RefusedAsync("PUT", $"/users/{own}/roles", new { addRoles = new[] { role } })).ShouldBe("access.not.held");
            (await iam.RefusedAsync("PUT", $"/users/{li}/roles", new { addRoles = new[] { "IAM Owner", role } })).ShouldBe("access.not.held");
        }

        // All or none.
        (await iam.DoneAsync("GET", $"/users/{li}/roles")).GetProperty("authorizedCount").GetString().ShouldBe("0");
        await iam.DoneAsync("PUT", $"/users/{li}/roles", new { addRoles = new[] { "IAM Owner" } });
        foreach (var role in (string[])["admin", "IAM OWNER", "nothing", "' OR 1=1 --"])
            (await iam.RefusedAsync("PUT", $"/users/{li}/roles", new { addRoles = new[] { role } })).ShouldBe("role.unknown");
    }

    [Fact]
    public async Task IamOwner_GetsNoHandOnAnAdmin()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var (admin, _, _) = await site.SignedInAsync();
        var target = (await admin.DoneAsync("GET", "/users/username/admin")).Id();
        var audit = await site.AddUserAsync("auditor", Password, role: "Audit Owner");
        var (iam, _, _) = await site.SignedInAsync("iam", Password);

        foreach (var id in (string[])[target, $"{audit}"])
        {
            (await iam.RefusedAsync("PUT", $"/users/{id}/password", new { password = "taken over now" })).ShouldBe("access.stronger");
            (await iam.RefusedAsync("POST", $"/users/{id}/accesstoken", new { name = "mine" })).ShouldBe("access.stronger");
            (await iam.RefusedAsync("PUT", $"/users/{id}", new { enabled = false })).ShouldBe("access.stronger");
            (await iam.RefusedAsync("PUT", $"/users/{id}", new { email = "mine@example.com" })).ShouldBe("access.stronger");
            (await iam.RefusedAsync("DELETE", $"/users/{id}")).ShouldBe("access.stronger");
        }

        (await iam.RefusedAsync("PUT", $"/users/{target}/roles", new { removeRoles = Admin })).ShouldBe("access.not.held");
    }

    [Fact]
    public async Task IamOwner_CannotJoinOrFillAGroupThatHoldsMore()
    {
        await using var site = await IdentitySite.StartAsync();
        var own = await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var (admin, _, _) = await site.SignedInAsync();
        var strong = (await admin.DoneAsync("POST", "/groups", new { name = "admins" })).Id();
        await admin.DoneAsync("PUT", $"/groups/{strong}/roles", new { addRoles = Admin });
        var weak = (await admin.DoneAsync("POST", "/groups", new { name = "team" })).Id();
        var (iam, _, _) = await site.SignedInAsync("iam", Password);

        (await iam.RefusedAsync("POST", $"/groups/{strong}/members/{own}")).ShouldBe("access.stronger");
        (await iam.RefusedAsync("DELETE", $"/groups/{strong}")).ShouldBe("access.stronger");
        (await iam.RefusedAsync("PUT", $"/groups/{weak}/roles", new { addRoles = Admin })).ShouldBe("access.not.held");
        await iam.DoneAsync("POST", $"/groups/{weak}/members/{own}");
        (await iam.DoneAsync("GET", $"/groups/{strong}/members")).GetProperty("pagination").GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task WhatIsHeldInOtherModules_CountsToo()
    {
        var elsewhere = new GroupTests.FakeHoldings();
        await using var site = await IdentitySite.StartAsync(services: services => services.AddSingleton<ISubjectHoldings>(elsewhere));
        var own = await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var li = await site.AddUserAsync("li", Password);
        var (admin, _, _) = await site.SignedInAsync();
        var team = (await admin.DoneAsync("POST", "/groups", new { name = "prod-admins" })).Id();
        elsewhere.Strong.UnionWith([Guid.Parse(team), li]);
        var (iam, _, _) = await site.SignedInAsync("iam", Password);

        (await iam.RefusedAsync("POST", $"/groups/{team}/members/{own}")).ShouldBe("access.stronger");
        (await iam.RefusedAsync("PUT", $"/users/{li}/password", new { password = "taken over now" })).ShouldBe("access.stronger");
        await admin.DoneAsync("PUT", $"/users/{li}/password", new { password = "a password from above" });
    }

    [Fact]
    public async Task LastAdmin_CannotBeTakenAwayThroughAGroup()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var own = (await admin.DoneAsync("GET", "/users/username/admin")).Id();
        var group = (await admin.DoneAsync("POST", "/groups", new { name = "admins" })).Id();
        await admin.DoneAsync("PUT", $"/groups/{group}/roles", new { addRoles = Admin });
        await admin.DoneAsync("POST", $"/groups/{group}/members/{own}");
        await admin.DoneAsync("PUT", $"/users/{own}/roles", new { removeRoles = Admin });

        (await admin.RefusedAsync("DELETE", $"/groups/{group}/members/{own}")).ShouldBe("admin.last");
        (await admin.RefusedAsync("DELETE", $"/groups/{group}")).ShouldBe("admin.last");
        (await admin.RefusedAsync("PUT", $"/groups/{group}/roles", new { removeRoles = Admin })).ShouldBe("admin.last");
        (await admin.NamesAsync("/users")).ShouldBe("admin of 1");
    }

    [Fact]
    public async Task CustomRole_GivesItsPermissionsAndNoMore()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var li = await site.AddUserAsync("li", Password);
        object[] see = [new { action = "list", resourceType = "users", gproduct = "ghippo" }, new { action = "list", resourceType = "roles", gproduct = "ghippo" }, new { action = "create", resourceType = "roles", gproduct = "ghippo" }];
        await admin.DoneAsync("POST", "/roles", new { name = "People Viewer", description = "sees people", scope = "platform", perms = see });
        await admin.DoneAsync("PUT", $"/users/{li}/roles", new { addRoles = new[] { "People Viewer" } });
        var (browser, _, _) = await site.SignedInAsync("li", Password);

        (await browser.NamesAsync("/users")).ShouldBe("admin,li of 2");
        (await browser.RefusedAsync("POST", "/users", new { name = "wu", password = Password })).ShouldBe("access.denied.platform");
        // Nor a role that allows more than its maker holds.
        (await browser.RefusedAsync("POST", "/roles", new { name = "More", perms = new[] { new { action = "create", resourceType = "users", gproduct = "ghippo" } } })).ShouldBe("access.not.held");
        (await browser.RefusedAsync("POST", "/roles", new { name = "More", perms = new[] { new { action = "*", resourceType = "users", gproduct = "ghippo" } } })).ShouldBe("role.permission.unknown");
        await browser.DoneAsync("POST", "/roles", new { name = "Same", perms = see });

        (await admin.DoneAsync("GET", "/roles/role-member-count/People%20Viewer")).GetProperty("userCount").GetInt32().ShouldBe(1);
        (await admin.NamesAsync("/platformroles/People%20Viewer/members")).ShouldBe("li of 1");
        (await admin.NamesAsync("/roles?roleType=query_custom")).ShouldBe("People Viewer,Same of 2");
        (await admin.DoneAsync("GET", "/roles/check-role-name/people%20viewer")).GetProperty("exist").GetBoolean().ShouldBeTrue();
        (await admin.RefusedAsync("POST", "/roles", new { name = "IAM owner", perms = see })).ShouldBe("role.name.taken");
        (await admin.RefusedAsync("DELETE", "/roles/Admin")).ShouldBe("role.builtin");
        var detail = await admin.DoneAsync("GET", "/roles/People%20Viewer");
        detail.GetProperty("gproductPerms")[0].GetProperty("categoryPerms")[0].GetProperty("resourcePerms")[0].GetProperty("actions")[0].GetProperty("name").GetString().ShouldBe("list");

        await admin.DoneAsync("PUT", "/roles/People%20Viewer", new { perms = new[] { new { action = "list", resourceType = "audits", gproduct = "ghippo" } } });
        (await browser.NamesAsync("/users")).ShouldBe("of 0");
        await admin.DoneAsync("DELETE", "/roles/People%20Viewer");
        (await admin.DoneAsync("GET", $"/users/{li}/roles")).GetProperty("authorizedCount").GetString().ShouldBe("0");
    }

    [Fact]
    public async Task RolesAndPermissions_SayWhetherTheyMayBeGiven_AndWhoGivesThem()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var li = await site.AddUserAsync("li", Password);
        var (admin, _, _) = await site.SignedInAsync();
        await admin.DoneAsync("POST", "/roles", new { name = "Auditor", perms = new[] { new { action = "list", resourceType = "audits", gproduct = "ghippo" } } });
        var team = (await admin.DoneAsync("POST", "/groups", new { name = "team" })).Id();
        await admin.DoneAsync("PUT", $"/groups/{team}/roles", new { addRoles = new[] { "Auditor" } });
        await admin.DoneAsync("POST", $"/groups/{team}/members/{li}");
        await admin.DoneAsync("PUT", $"/users/{li}/roles", new { addRoles = new[] { "Auditor" } });
        var (iam, _, _) = await site.SignedInAsync("iam", Password);

        (await iam.DoneAsync("GET", "/roles")).GetProperty("items").EnumerateArray().Where(role => role.GetProperty("held").GetBoolean()).Select(role => role.GetProperty("name").GetString()).ShouldBe(["IAM Owner"]);
        var auditor = (await iam.DoneAsync("GET", "/roles?search=auditor")).GetProperty("items")[0];
        (auditor.GetProperty("userCount").GetInt32(), auditor.GetProperty("groupCount").GetInt32()).ShouldBe((1, 1));
        (await iam.DoneAsync("GET", "/roles/Auditor")).GetProperty("held").GetBoolean().ShouldBeFalse();
        (await admin.DoneAsync("GET", "/roles/Auditor")).GetProperty("held").GetBoolean().ShouldBeTrue();
        (await iam.DoneAsync("GET", "/roles/Kpanda%20Owner")).GetProperty("managesEveryCluster").GetBoolean().ShouldBeTrue();
        var held = (await iam.DoneAsync("GET", $"/users/{li}/roles?search=auditor")).GetProperty("items")[0];
        held.GetProperty("mayGive").GetBoolean().ShouldBeFalse();
        held.GetProperty("throughGroups").EnumerateArray().Select(name => name.GetString()).ShouldBe(["team"]);
        var points = (await iam.DoneAsync("GET", "/permissions")).GetProperty("gproductPerms").EnumerateArray()
            .SelectMany(product => product.GetProperty("authscopePerms")[0].GetProperty("categoryPerms").EnumerateArray())
            .SelectMany(category => category.GetProperty("resourcePerms").EnumerateArray())
            .Where(resource => resource.GetProperty("actions").EnumerateArray().All(action => action.GetProperty("held").GetBoolean()))
            .Select(resource => resource.GetProperty("resourceType").GetProperty("name").GetString());
        points.ShouldBe(["users", "groups", "roles"]);
    }

    [Fact]
    public async Task Permissions_AreListedInBothLanguages()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();

        (await admin.DoneAsync("GET", "/permissions")).GetProperty("gproductPerms")[0].GetProperty("gproduct").GetProperty("localizedName").GetString().ShouldBe("Global Management");
        admin.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        (await admin.DoneAsync("GET", "/permissions")).GetProperty("gproductPerms")[1].GetProperty("gproduct").GetProperty("localizedName").GetString().ShouldBe("容器管理");
    }
}
