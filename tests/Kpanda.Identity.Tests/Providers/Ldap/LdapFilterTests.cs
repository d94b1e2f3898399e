using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>Filters become what RFC 4511 says, and what somebody types stays a value.</summary>
public sealed class LdapFilterTests
{
    [Theory]
    // The examples of RFC 4515, section 4.
    [InlineData("(cn=Babs Jensen)", "A311 0402 636E 040B 42616273204A656E73656E")]
    [InlineData("(!(cn=Tim Howes))", "A211 A30F 0402 636E 0409 54696D20486F776573")]
    [InlineData("(o=univ*of*mich*)", "A415 0401 6F 3010 8004 756E6976 8102 6F66 8104 6D696368")]
    [InlineData("(seeAlso=)", "A30B 0407 736565416C736F 0400")]
    [InlineData("(cn:caseExactMatch:=Fred Flintstone)", "A925 810E 636173654578616374 4D61746368 8202 636E 830F 4672656420466C696E7473746F6E65")]
    [InlineData("(o=Parens R Us \\28for all your parenthetical needs\\29)", null)]
    [InlineData("(cn=*\\2A*)", "A409 0402 636E 3003 8101 2A")]
    [InlineData("(filename=C:\\5cMyFile)", "A315 0408 66696C656E616D65 0409 433A5C4D7946696C65")]
    [InlineData("(bin=\\00\\00\\00\\04)", "A30B 0403 62696E 0404 00000004")]
    [InlineData("(sn=Lu\\c4\\8di\\c4\\87)", "A30D 0402 736E 0407 4C75C48D69C487")]
    [InlineData("(1.3.6.1.4.1.1466.0=\\04\\02\\48\\69)", null)]
    [InlineData("(objectClass=*)", "870B 6F626A656374436C617373")]
    [InlineData("(a>=1)", "A506 0401 61 0401 31")]
    [InlineData("(a<=1)", "A606 0401 61 0401 31")]
    [InlineData("(a~=1)", "A806 0401 61 0401 31")]
    [InlineData("(&(a=1)(|(b=2)(c=3)))", "A01A A306 0401 61 0401 31 A110 A306 0401 62 0401 32 A306 0401 63 0401 33")]
    [InlineData("(userAccountControl:1.2.840.113556.1.4.803:=2)", null)]
    [InlineData("(ou:dn:=People)", "A90F 8202 6F75 8306 50656F706C65 8401 FF")]
    public void Text_IsRead(string text, string? bytes)
    {
        var filter = LdapFilterText.Parse(text).ShouldNotBeNull();

        if (bytes is not null) Convert.ToHexString(filter.Encode()).ShouldBe(bytes.Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("uid=anna")]
    [InlineData("(uid=anna")]
    [InlineData("(uid=anna))")]
    [InlineData("(uid=a)(uid=b)")]
    [InlineData("(uid=a(b)")]
    [InlineData("(uid=\\2)")]
    [InlineData("(uid=\\zz)")]
    [InlineData("(=anna)")]
    [InlineData("(&)")]
    [InlineData("(!)")]
    [InlineData("(a b=c)")]
    [InlineData("(uid=a\0)")]
    [InlineData("(uid>=a*)")]
    [InlineData("(uid=a**b)")]
    [InlineData("(:=a)")]
    [InlineData(" (uid=a)")]
    public void TextThatIsNone_IsRefused(string text) => LdapFilterText.Parse(text).ShouldBeNull();

    [Fact]
    public void DepthAndLength_AreBounded()
    {
        LdapFilterText.Parse(string.Concat(Enumerable.Repeat("(!", 100)) + "(a=b)" + new string(')', 100)).ShouldBeNull();
        LdapFilterText.Parse($"(a={new string('b', 5_000)})").ShouldBeNull();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("anna)(uid=*")]
    [InlineData("a\\2ab")]
    [InlineData("a\0b")]
    [InlineData("\u674e")]
    public void Value_IsWhatWasTyped(string typed)
    {
        var value = System.Text.Encoding.UTF8.GetBytes(typed);

        // The value of an assertion stands at its end, byte by byte, behind its length.
        var bytes = LdapFilter.Equal("uid", typed).Encode();

        bytes[..2].ShouldBe([0xA3, (byte)(bytes.Length - 2)]);
        bytes[^(value.Length + 2)..].ShouldBe([0x04, (byte)value.Length, .. value]);
        // Escaped as RFC 4515 has it, it is the same filter.
        var escaped = string.Concat(value.Select(octet => $"\\{octet:x2}"));
        LdapFilterText.Parse($"(uid={escaped})").ShouldNotBeNull().Encode().ShouldBe(bytes);
    }
}
