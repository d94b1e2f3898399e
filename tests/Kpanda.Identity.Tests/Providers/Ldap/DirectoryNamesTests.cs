using Kpanda.Identity.People;
using Kpanda.Identity.Providers.Ldap;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>What people and groups of a directory are called here.</summary>
public sealed class DirectoryNamesTests
{
    [Theory]
    [InlineData("anna", "anna")]
    [InlineData(" Anna.Lee@Example.ORG ", "anna.lee@example.org")]
    [InlineData("jos\u00e9 m\u00fcller", "jos-m-ller-")]
    [InlineData("\uff53ystem:masters", "ystem-masters-")]
    [InlineData("Domain Admins", "domain-admins-")]
    [InlineData("CORP\\anna", "corp-anna-")]
    [InlineData("\u5f20\u4e09", "user-")]
    [InlineData("--anna--", "anna-")]
    [InlineData("a/b?c", "a-b-c-")]
    public void Name_IsTheNearestThatMayBeHad(string name, string expected)
    {
        var made = DirectoryNames.Of(name, "id", "user").ShouldNotBeNull();

        NameRules.Check(made).ShouldBeNull(made);
        if (expected.EndsWith('-')) made[..^8].ShouldBe(expected);
        else made.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("system:masters")]
    [InlineData(" SYSTEM:nodes")]
    [InlineData("kpanda:platform-admins")]
    public void NameThatIsKept_IsNotHad(string name) => DirectoryNames.Of(name, "id", "user").ShouldBeNull();

    [Fact]
    public void NearestName_IsNeverSomebodyElses()
    {
        DirectoryNames.Of("jos\u00e9", "1", "user").ShouldNotBe(DirectoryNames.Of("jos\u00e8", "2", "user"));
        DirectoryNames.Of("jos\u00e9", "1", "user").ShouldBe(DirectoryNames.Of("JOS\u00c9", "1", "user"));
        var longest = DirectoryNames.Of(new string('a', 200), "1", "user").ShouldNotBeNull();
        NameRules.Check(longest).ShouldBeNull();
        longest.ShouldNotBe(DirectoryNames.Of(new string('a', 200), "2", "user"));
    }
}
