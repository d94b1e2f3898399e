namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>What must not sign anybody in, against a real directory.</summary>
public sealed class LdapAttackTests
{
    private const string Password = DirectorySite.Password;

    private static string People => DirectoryServer.Person("anna", Password) + DirectoryServer.Person("bo", Password);

    [Theory]
    [InlineData("*")]
    [InlineData("ann*")]
    [InlineData("*)(uid=*")]
    [InlineData("anna)(|(uid=*")]
    [InlineData("anna)(objectClass=*)")]
    [InlineData("nobody)(|(uid=anna))")]
    [InlineData("*))(|(uid=*")]
    [InlineData("\\61nna")]
    [InlineData("anna\\00")]
    [InlineData("anna\0")]
    [InlineData("anna,ou=people,dc=example,dc=org")]
    [InlineData("uid=anna")]
    [InlineData("anna#")]
    [InlineData("anna+sn=x")]
    [InlineData("\"anna\"")]
    public async Task NameThatIsSyntax_IsAValue(string name)
    {
        await using var site = await DirectorySite.StartAsync(People);

        (await site.SignInAsync(name)).ShouldBe("signin.refused");
        (await site.SignInAsync(name, provider: "corp")).ShouldBe("signin.refused");
        (await site.Admin.RefusedAsync("POST", $"/api/v1/ldaps/{site.Id}/test-sign-in", new { username = name, password = Password })).ShouldBe("ldap.person.none");
        (await site.Admin.NamesAsync("/users")).ShouldBe("admin of 1");
        (await site.SignInAsync("anna")).ShouldBe("anna");
    }

    [Fact]
    public async Task NameWithSpecialCharacters_SignsInItsOwnPerson()
    {
        var odd = DirectoryServer.Person("x", Password).Replace("uid: x\n", "uid: x\nemployeeNumber: a*(b)\\c, d=e+f\n", StringComparison.Ordinal);
        await using var site = await DirectorySite.StartAsync(People + odd, name: "");
        await site.AddAsync("corp", ("usernameLdapAttribute", "employeeNumber"), ("username", "uid"));

        (await site.SignInAsync("a*(b)\\c, d=e+f")).ShouldBe("x");
        (await site.SignInAsync("a*")).ShouldBe("signin.refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task EmptyPassword_IsNoVisitByNobody(string? password)
    {
        // This slapd lets binds without a password pass, as many do.
        await using var site = await DirectorySite.StartAsync(People);

        foreach (var provider in (string?[])[null, "corp"])
            (await site.Site.Site.NewBrowser().RefusedAsync("POST", "/auth/login", new { username = "anna", password, provider })).ShouldBe("signin.field.missing");
        (await site.Admin.RefusedAsync("POST", $"/api/v1/ldaps/{site.Id}/test-sign-in", new { username = "anna", password })).ShouldBe("signin.field.missing");
    }

    [Fact]
    public async Task PersonWithoutAPasswordThere_IsNotLetIn()
    {
        await using var site = await DirectorySite.StartAsync(DirectoryServer.Person("anna"));

        (await site.SignInAsync("anna", "any")).ShouldBe("signin.refused");
        (await site.SignInAsync("anna", " ")).ShouldBe("signin.refused");
        (await site.SignInAsync("anna", "\0")).ShouldBe("signin.refused");
    }

    [Fact]
    public async Task GuessingWaits_WhateverTheSpelling()
    {
        await using var site = await DirectorySite.StartAsync(People, name: "");
        await site.AddAsync("corp", ("usernameLdapAttribute", "cn"));
        string[] spellings = ["anna", "ANNA", "Anna ", " anna", "\uff41nna"];

        for (var i = 0; i < 5; i++) (await site.SignInAsync(spellings[i % spellings.Length], "wrong")).ShouldBe("signin.refused");

        foreach (var spelling in spellings) (await site.SignInAsync(spelling)).ShouldBe("signin.locked");
        (await site.SignInAsync("bo")).ShouldBe("bo");
        site.Site.Site.Time.Advance(TimeSpan.FromSeconds(2));
        (await site.SignInAsync("anna")).ShouldBe("anna");
    }

    [Fact]
    public async Task GuessingAtOneEntryByItsOtherNames_WaitsToo()
    {
        var two = DirectoryServer.Person("anna", Password).Replace("cn: anna\n", "cn: anna\ncn: first\ncn: second\ncn: third\n", StringComparison.Ordinal);
        await using var site = await DirectorySite.StartAsync(two, name: "");
        await site.AddAsync("corp", ("usernameLdapAttribute", "cn"), ("username", "uid"));

        for (var i = 0; i < 5; i++) (await site.SignInAsync(((string[])["anna", "first", "second"])[i % 3], "wrong")).ShouldBe("signin.refused");

        (await site.SignInAsync("third")).ShouldBe("signin.locked");
    }

    [Fact]
    public async Task NameThatSeveralHave_IsNobodys()
    {
        var twin = DirectoryServer.Person("twin", Password).Replace("cn: twin", "cn: anna", StringComparison.Ordinal);
        await using var site = await DirectorySite.StartAsync(People + twin, name: "");
        await site.AddAsync("corp", ("usernameLdapAttribute", "cn"));

        (await site.SignInAsync("anna")).ShouldBe("signin.refused");
        (await site.Admin.RefusedAsync("POST", $"/api/v1/ldaps/{site.Id}/test-sign-in", new { username = "anna", password = Password })).ShouldBe("ldap.person.many");
    }

    [Fact]
    public async Task GroupsOfKubernetesAndThePlatform_AreRefused()
    {
        string[] names = ["system:masters", "System:Masters", "SYSTEM:nodes", "kpanda:platform-admins"];
        await using var site = await DirectorySite.StartAsync(
            People + string.Concat(names.Select((name, i) => $"dn: ou=g{i},{DirectoryServer.Groups}\nobjectClass: groupOfNames\nou: g{i}\ncn: {name}\nmember: {DirectoryServer.Dn("anna")}\n\n"))
            + DirectoryServer.Group("dev", DirectoryServer.Dn("anna")));
        await site.AddGroupsAsync();

        (await site.SignInAsync("anna")).ShouldBe("anna");
        await site.SyncAsync();

        (await site.GroupsOfAsync("anna")).ShouldBe("dev of 1");
        (await site.Admin.NamesAsync("/groups")).ShouldBe("dev of 1");
        site.Site.Log.Text.ShouldContain("groups of somebody from provider corp");
    }

    [Fact]
    public async Task GroupOfThisPlatform_IsNotJoinedByAName()
    {
        await using var site = await DirectorySite.StartAsync(People + DirectoryServer.Group("owners", DirectoryServer.Dn("anna")));
        await site.AddGroupsAsync();
        await site.Admin.DoneAsync("POST", "/groups", new { name = "owners" });

        (await site.SignInAsync("anna")).ShouldBe("anna");
        (await site.CountsAsync()).ShouldBe("2: +1 ~0 -0 !0");

        (await site.GroupsOfAsync("anna")).ShouldBe("of 0");
    }

    [Theory]
    [InlineData("connectionUrl", "ldap://ldap.example.com", "ldap.plain")]
    [InlineData("connectionUrl", "http://ldap.example.com", "ldap.url.invalid")]
    [InlineData("connectionUrl", "ldapi:///", "ldap.url.invalid")]
    [InlineData("connectionUrl", "ldaps://user:word@ldap.example.com", "ldap.url.invalid")]
    [InlineData("connectionUrl", "ldaps://ldap.example.com/dc=example", "ldap.url.invalid")]
    [InlineData("caCertificate", "no certificate", "ldap.ca.invalid")]
    [InlineData("usersDn", "people", "ldap.dn.invalid")]
    [InlineData("userLdapFilter", "(uid=*", "ldap.filter.invalid")]
    [InlineData("userLdapFilter", "(uid=a)(uid=b)", "ldap.filter.invalid")]
    [InlineData("usernameLdapAttribute", "uid)(cn", "ldap.attribute.invalid")]
    [InlineData("userObjectClasses", "person)(cn=*", "ldap.attribute.invalid")]
    [InlineData("editMode", "WRITABLE", "ldap.edit.mode")]
    [InlineData("groupPrefix", "system:", "user.name.reserved")]
    [InlineData("fullSyncPeriod", "1", "policy.range")]
    [InlineData("readTimeout", "0", "policy.range")]
    [InlineData("name", "Not A Name", "provider.alias.invalid")]
    public async Task SettingsThatCannotBeRight_AreRefused(string field, string value, string reason)
    {
        await using var site = await ProviderSite.StartAsync();
        var settings = new Dictionary<string, object?>
        {
            ["name"] = "corp",
            ["connectionUrl"] = "ldaps://ldap.example.com",
            ["usersDn"] = "ou=people,dc=example,dc=com",
            ["bindDn"] = "cn=a,dc=example,dc=com",
            ["bindCredential"] = "secret",
            [field] = value,
        };

        (await site.Admin.RefusedAsync("POST", $"{DirectorySite.Api}/ldap", settings)).ShouldBe(reason);
        (await site.Admin.DoneAsync("GET", $"{DirectorySite.Api}/ldaps")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("ldaps://169.254.169.254", "link-local")]
    [InlineData("ldaps://100.100.100.200", "metadata")]
    [InlineData("ldaps://127.0.0.1:1", "loopback")]
    public async Task AddressesThatMustNotBeReached_AreNot(string url, string why)
    {
        await using var site = await ProviderSite.StartAsync(mayReachThisMachine: false);

        var (_, answer) = await site.Admin.CallAsync("POST", $"{DirectorySite.Api}/testLdapConnection", new { connectionUrl = url });

        $"{answer}".ShouldContain("ldap.unreachable");
        $"{answer}".ShouldContain(why);
    }

    [Fact]
    public async Task Tests_SayWhatIsWrong()
    {
        await using var site = await DirectorySite.StartAsync(People);
        var (url, ca, bindDn, bindCredential) = (site.Server.Url, site.Server.Authority, DirectoryServer.BindDn, DirectoryServer.BindPassword);
        Task<string> ConnectAsync(object settings) => site.Admin.RefusedAsync("POST", $"{DirectorySite.Api}/testLdapConnection", settings);
        Task<string> BindAsync(object settings) => site.Admin.RefusedAsync("POST", $"{DirectorySite.Api}/testLdapAuthentication", settings);

        await site.Admin.DoneAsync("POST", $"{DirectorySite.Api}/testLdapConnection", new { connectionUrl = url, caCertificate = ca });
        await site.Admin.DoneAsync("POST", $"{DirectorySite.Api}/testLdapAuthentication", new { connectionUrl = url, caCertificate = ca, bindDn, bindCredential, usersDn = DirectoryServer.People });
        await site.Admin.DoneAsync("POST", $"{DirectorySite.Api}/testLdapAuthentication", new { connectionUrl = url, caCertificate = ca, bindDn, bindCredential = "**********", componentId = site.Id });
        (await ConnectAsync(new { connectionUrl = url })).ShouldBe("ldap.tls");
        // The certificate is for an address, not for this name of it.
        (await ConnectAsync(new { connectionUrl = $"ldaps://localhost:{site.Server.TlsPort}", caCertificate = ca })).ShouldBe("ldap.tls");
        (await ConnectAsync(new { connectionUrl = "ldaps://127.0.0.1:1" })).ShouldBe("ldap.unreachable");
        (await ConnectAsync(new { connectionUrl = site.Server.PlainUrl })).ShouldBe("ldap.plain");
        (await BindAsync(new { connectionUrl = url, caCertificate = ca, bindDn, bindCredential = "wrong" })).ShouldBe("ldap.bind.refused");
        (await BindAsync(new { connectionUrl = url, caCertificate = ca, bindDn, bindCredential, usersDn = "ou=elsewhere," + DirectoryServer.Suffix })).ShouldBe("ldap.base.none");

        var path = $"/api/v1/ldaps/{site.Id}/test-sign-in";
        (await site.Admin.RefusedAsync("POST", path, new { username = "anna", password = "wrong" })).ShouldBe("ldap.person.refused");
        (await site.Admin.DoneAsync("POST", path, new { username = "anna", password = Password })).GetProperty("name").GetString().ShouldBe("anna");
        (await site.Admin.NamesAsync("/users")).ShouldBe("admin of 1");
    }
}
