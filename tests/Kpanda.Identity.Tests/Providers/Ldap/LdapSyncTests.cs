using System.Net;
using System.Text;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>People and groups follow a real directory, and a directory that cannot be read changes nothing.</summary>
public sealed class LdapSyncTests(PostgresServer postgres)
{
    private const string Password = DirectorySite.Password;

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task Sync_BringsPeopleAndGroupsOver_AndFollowsChanges(DatabaseKind kind)
    {
        await using var site = await DirectorySite.StartAsync(
            DirectoryServer.Person("anna", Password) + DirectoryServer.Person("bo", Password)
            + DirectoryServer.Group("dev", DirectoryServer.Dn("anna"), "UID=Bo , OU=people,DC=example,DC=org") + DirectoryServer.Group("empty", DirectoryServer.BindDn)
            + DirectoryServer.Group("system:masters", DirectoryServer.Dn("anna")),
            database: await DatabaseAsync(kind));
        await site.AddGroupsAsync();

        (await site.CountsAsync()).ShouldBe("2: +2 ~0 -0 !0");
        (await site.CountsAsync()).ShouldBe("2: +0 ~0 -0 !0");
        (await site.Admin.NamesAsync("/users")).ShouldBe("admin,anna,bo of 3");
        (await site.Admin.NamesAsync("/groups")).ShouldBe("dev,empty of 2");
        (await site.GroupsOfAsync("bo")).ShouldBe("dev of 1");

        await site.Server.ChangeAsync($"dn: {DirectoryServer.Dn("bo")}\nchangetype: modify\nreplace: mail\nmail: new@example.org\n\ndn: cn=dev,{DirectoryServer.Groups}\nchangetype: modify\ndelete: member\nmember: {DirectoryServer.Dn("anna")}\n");
        (await site.CountsAsync()).ShouldBe("2: +0 ~2 -0 !0");
        (await site.UserAsync("bo")).GetProperty("email").GetString().ShouldBe("new@example.org");
        (await site.GroupsOfAsync("anna")).ShouldBe("of 0");

        // Whoever is renamed there is the same person here.
        await site.Server.ChangeAsync($"dn: {DirectoryServer.Dn("bo")}\nchangetype: modrdn\nnewrdn: uid=boris\ndeleteoldrdn: 1\n");
        (await site.SyncAsync()).GetProperty("added").GetInt32().ShouldBe(0);
        (await site.SignInAsync("boris")).ShouldBe("bo");

        var groups = await site.Admin.DoneAsync("GET", $"{DirectorySite.Api}/ldaps/{site.Id}/group");
        var answer = await site.Admin.DoneAsync("POST", $"{DirectorySite.Api}/ldaps/{site.Id}/group/{groups.Id()}/sync");
        (answer.GetProperty("groups").GetInt32(), answer.GetProperty("failed").GetInt32()).ShouldBe((3, 1));
    }

    [Theory]
    [InlineData("removed", DatabaseKind.Sqlite)]
    [InlineData("removed", DatabaseKind.Postgres)]
    [InlineData("locked", DatabaseKind.Sqlite)]
    [InlineData("filtered", DatabaseKind.Sqlite)]
    public async Task WhoTheDirectoryHasNoMore_IsDisabledAndSignedOut(string how, DatabaseKind kind)
    {
        await using var site = await DirectorySite.StartAsync(DirectoryServer.Person("anna", Password) + DirectoryServer.Person("bo", Password), database: await DatabaseAsync(kind));
        var browser = site.Site.Site.NewBrowser();
        (await site.SignInAsync("anna", browser: browser)).ShouldBe("anna");
        var id = (await site.UserAsync("anna")).Id();
        var token = (await site.Admin.DoneAsync("POST", $"/users/{id}/accesstoken", new { name = "script", expiredAt = "2099-12-31" })).GetProperty("token").GetString()!;
        var script = site.Site.Site.NewScript(token);
        (await DirectorySite.WhoAsync(script)).ShouldBe("anna");

        if (how == "removed") await site.Server.RemoveAsync(DirectoryServer.Dn("anna"));
        else if (how == "locked") await site.Server.ChangeAsync($"dn: {DirectoryServer.Dn("anna")}\nchangetype: modify\nadd: objectClass\nobjectClass: extensibleObject\n-\nadd: userAccountControl\nuserAccountControl: 514\n");
        else await site.SetAsync(new { userLdapFilter = "(!(uid=anna))" });
        (await site.CountsAsync()).ShouldBe(how == "locked" ? "2: +1 ~0 -1 !0" : "1: +1 ~0 -1 !0");

        (await DirectorySite.WhoAsync(browser) + await DirectorySite.WhoAsync(script)).ShouldBe("");
        (await site.UserAsync("anna")).GetProperty("enabled").GetBoolean().ShouldBeFalse();
        (await site.SignInAsync("anna")).ShouldBe("signin.refused");
        (await site.CountsAsync()).ShouldEndWith("+0 ~0 -0 !0");
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task WhoComesBack_HasTheSameAccount_UnlessAnAdministratorSaidNo(DatabaseKind kind)
    {
        await using var site = await DirectorySite.StartAsync(
            DirectoryServer.Person("anna", Password) + DirectoryServer.Person("bo", Password) + DirectoryServer.Person("chris", Password), database: await DatabaseAsync(kind));
        await site.SyncAsync();
        var (anna, bo) = ((await site.UserAsync("anna")).Id(), (await site.UserAsync("bo")).Id());
        await site.SetAsync(new { userLdapFilter = "(uid=chris)" });
        (await site.CountsAsync()).ShouldBe("1: +0 ~0 -2 !0");
        await site.Admin.DoneAsync("PUT", $"/users/{bo}", new { enabled = false });

        await site.SetAsync(new { userLdapFilter = "" });

        (await site.CountsAsync()).ShouldBe("3: +0 ~1 -0 !0");
        (await site.UserAsync("anna")).Id().ShouldBe(anna);
        (await site.SignInAsync("anna")).ShouldBe("anna");
        (await site.SignInAsync("bo")).ShouldBe("signin.refused");
        (await site.UserAsync("bo")).GetProperty("enabled").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("away", "ldap.unreachable")]
    [InlineData("another authority", "ldap.tls")]
    [InlineData("another password", "ldap.bind.refused")]
    [InlineData("no such base", "ldap.base.none")]
    [InlineData("nobody", "ldap.sync.nobody")]
    [InlineData("no unique id", "ldap.person.subject")]
    [InlineData("too many", "ldap.answer")]
    public async Task DirectoryThatCannotBeRead_DisablesNobody(string how, string reason)
    {
        await using var site = await DirectorySite.StartAsync(DirectoryServer.Person("anna", Password) + DirectoryServer.Person("bo", Password));
        (await site.CountsAsync()).ShouldBe("2: +2 ~0 -0 !0");

        object? changes = how switch
        {
            "another authority" => new { caCertificate = await OtherAuthorityAsync() },
            "another password" => new { bindCredential = "wrong" },
            "no such base" => new { usersDn = "ou=elsewhere," + DirectoryServer.Suffix },
            "nobody" => new { userLdapFilter = "(uid=nobody)" },
            "no unique id" => new { uuidLdapAttribute = "employeeNumber" },
            _ => null,
        };
        if (changes is not null) await site.SetAsync(changes);
        if (how == "away") await site.Server.StopAsync();
        if (how == "too many")
        {
            // The directory gives this account 500 entries and no more: what is missing is not gone.
            await site.Server.ChangeAsync(string.Concat(Enumerable.Range(0, 520).Select(i => DirectoryServer.Person($"p{i:000}").Replace("\nobjectClass", "\nchangetype: add\nobjectClass", StringComparison.Ordinal))));
            await site.Server.RemoveAsync(DirectoryServer.Dn("anna"));
            await site.SetAsync(new { bindDn = DirectoryServer.LimitedDn, bindCredential = DirectoryServer.BindPassword });
        }

        var answer = await site.SyncAsync();

        answer.GetProperty("error").GetProperty("reason").GetString().ShouldBe(reason, $"{answer}");
        answer.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNull().ShouldMatch(@"[^.]\.\z");
        answer.GetProperty("removed").GetInt32().ShouldBe(0);
        foreach (var name in (string[])["anna", "bo"]) (await site.UserAsync(name)).GetProperty("enabled").GetBoolean().ShouldBeTrue();
        (await site.Admin.DoneAsync("GET", $"{DirectorySite.Api}/ldaps/{site.Id}")).GetProperty("lastSync").GetProperty("error").GetProperty("reason").GetString().ShouldBe(reason);
    }

    [Fact]
    public async Task ManyPeople_AreReadPageByPage()
    {
        var entries = new StringBuilder();
        for (var i = 0; i < 1_200; i++) entries.Append(DirectoryServer.Person($"p{i:0000}"));
        await using var site = await DirectorySite.StartAsync(entries.ToString());
        await site.SetAsync(new { pageSize = 100 });

        (await site.CountsAsync()).ShouldBe("1200: +1200 ~0 -0 !0");
        (await site.Admin.DoneAsync("GET", "/users?pageSize=1")).GetProperty("pagination").GetProperty("total").ToString().ShouldBe("1201");
        await site.Server.RemoveAsync(DirectoryServer.Dn("p0777"));
        (await site.CountsAsync()).ShouldBe("1199: +0 ~0 -1 !0");
    }

    [Fact]
    public async Task NestedGroups_CountAtSignInAndSyncAlike()
    {
        string GroupDn(string cn) => $"cn={cn},{DirectoryServer.Groups}";
        await using var site = await DirectorySite.StartAsync(
            DirectoryServer.Person("anna", Password) + DirectoryServer.Group("inner", DirectoryServer.Dn("anna"), GroupDn("outer")) + DirectoryServer.Group("middle", GroupDn("inner")) + DirectoryServer.Group("outer", GroupDn("middle")));
        await site.AddGroupsAsync(new { groupDn = DirectoryServer.Groups, nested = true });

        (await site.SignInAsync("anna")).ShouldBe("anna");
        (await site.GroupsOfAsync("anna")).ShouldBe("inner,middle,outer of 3");
        (await site.CountsAsync()).ShouldBe("1: +0 ~0 -0 !0");
        var group = (await site.Admin.DoneAsync("GET", $"{DirectorySite.Api}/ldaps/{site.Id}/group")).Id();
        await site.Admin.DoneAsync("PUT", $"{DirectorySite.Api}/ldaps/{site.Id}/group/{group}", new { nested = false });
        (await site.CountsAsync()).ShouldBe("1: +0 ~1 -0 !0");
        (await site.GroupsOfAsync("anna")).ShouldBe("inner of 1");
    }

    [Fact]
    public async Task GroupsThatNameWhatPeopleType_Count()
    {
        await using var site = await DirectorySite.StartAsync(DirectoryServer.Person("anna", Password) + $"dn: cn=unix,{DirectoryServer.Groups}\nobjectClass: posixGroup\ncn: unix\ngidNumber: 5000\nmemberUid: anna\n\n");
        await site.AddGroupsAsync(new { groupDn = DirectoryServer.Groups, membershipType = "UID" });

        (await site.SignInAsync("anna")).ShouldBe("anna");
        (await site.GroupsOfAsync("anna")).ShouldBe("unix of 1");
        (await site.CountsAsync()).ShouldBe("1: +0 ~0 -0 !0");
    }

    [Fact]
    public async Task NamesOutsideTheRules_GetTheNearestName_AndNobodyElses()
    {
        const string jose = "Jos\u00e9 M\u00fcller";
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(jose));
        var entry = DirectoryServer.Person("x1", Password).Replace("uid: x1", $"uid: x1\nemployeeType:: {encoded}", StringComparison.Ordinal);
        var reserved = DirectoryServer.Person("x2", Password).Replace("uid: x2", "uid: x2\nemployeeType: System:admin", StringComparison.Ordinal);
        var dotted = DirectoryServer.Person("x3", Password).Replace("uid: x3", "uid: x3\nemployeeType: Anna.Lee@Example.org", StringComparison.Ordinal);
        await using var site = await DirectorySite.StartAsync(entry + reserved + dotted + DirectoryServer.Group("Domain Admins", DirectoryServer.Dn("x1")), name: "");
        await site.Site.Site.AddUserAsync("jos-m-ller", "another password");
        await site.AddAsync("corp", ("username", "employeeType"));
        await site.AddGroupsAsync();

        (await site.CountsAsync()).ShouldBe("3: +2 ~0 -0 !1");

        var name = await site.SignInAsync("x1");
        name.ShouldMatch(@"\Ajos-m-ller-[0-9a-f]{8}\z");
        (await site.GroupsOfAsync(name)).ShouldMatch(@"\Adomain-admins-[0-9a-f]{8} of 1\z");
        (await site.SignInAsync("x2")).ShouldBe("external.name.unusable");
        (await site.SignInAsync("x3")).ShouldBe("anna.lee@example.org");
    }

    [Fact]
    public async Task Provider_IsSyncedAsOftenAsItSays()
    {
        await using var site = await DirectorySite.StartAsync(DirectoryServer.Person("anna"), name: "");
        await site.AddAsync("corp", ("fullSyncPeriod", "60"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));

        async Task PassAsync(Func<Task<bool>> isThere)
        {
            while (!await isThere())
            {
                site.Site.Site.Time.Advance(TimeSpan.FromSeconds(15));
                await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            }
        }

        await PassAsync(async () => await site.Admin.NamesAsync("/users") == "admin,anna of 2");
        await site.Server.RemoveAsync(DirectoryServer.Dn("anna"));
        await site.Server.ChangeAsync(DirectoryServer.Person("bo").Replace("\nobjectClass", "\nchangetype: add\nobjectClass", StringComparison.Ordinal));
        await PassAsync(async () => await site.Admin.NamesAsync("/users?enabled=true") == "admin,bo of 2");
    }

    [Fact]
    public async Task PublishedSync_NeedsTheHeaderThatOtherPagesCannotSend()
    {
        await using var site = await DirectorySite.StartAsync(DirectoryServer.Person("anna"));
        var path = $"{DirectorySite.Api}/ldaps/{site.Id}/sync";
        var (browser, _, token) = await site.Site.Site.SignedInAsync();
        browser.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");

        (await browser.RefusedAsync("GET", path)).ShouldBe("session.csrf");
        (await browser.CallAsync("GET", $"{DirectorySite.Api}/ldaps")).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Admin.NamesAsync("/users")).ShouldBe("admin of 1");
        (await site.Site.Site.NewScript(token).DoneAsync("GET", path)).GetProperty("added").GetInt32().ShouldBe(1);
    }

    private async Task<string> DatabaseAsync(DatabaseKind kind) => kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(TestContext.Current.CancellationToken) : "";

    private static async Task<string> OtherAuthorityAsync()
    {
        await using var other = await DirectoryServer.StartAsync("");
        return other.Authority;
    }
}
