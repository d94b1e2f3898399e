using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>Spellings of one name are one (RFC 4514), and of two names are two.</summary>
public sealed class DistinguishedNameTests
{
    [Theory]
    [InlineData("UID=jsmith,DC=example,DC=net", "uid=jsmith,dc=example,dc=net")]
    [InlineData("uid = JSmith , dc=example;dc=net", "uid=jsmith,dc=example,dc=net")]
    [InlineData("OU=Sales+CN=J.  Smith,DC=example", "cn=j. smith+ou=sales,dc=example")]
    [InlineData("CN=James \\\"Jim\\\" Smith\\, III,DC=example", "cn=james \\\"jim\\\" smith\\, iii,dc=example")]
    [InlineData("CN=Before\\0dAfter,DC=example", "cn=before\rafter,dc=example")]
    [InlineData("cn=Lu\\C4\\8Di\\C4\\87", "cn=lu\u010di\u0107")]
    [InlineData("cn=\\20 a \\ ", "cn=a")]
    [InlineData("cn=a\\2cb", "cn=a\\,b")]
    [InlineData("1.3.6.1.4.1.1466.0=#04024869", "1.3.6.1.4.1.1466.0=#04024869")]
    [InlineData("", "")]
    public void Name_HasOneSpelling(string text, string canonical) => DistinguishedName.Canonical(text).ShouldBe(canonical);

    [Theory]
    [InlineData("anna")]
    [InlineData("=anna")]
    [InlineData("cn=a,,dc=b")]
    [InlineData("cn=a,")]
    [InlineData("cn=a\\")]
    [InlineData("cn=a\\zz")]
    [InlineData("cn=\"a\"")]
    [InlineData("c n=a")]
    public void TextThatIsNone_IsRefused(string text) => DistinguishedName.IsValid(text).ShouldBeFalse();

    [Fact]
    public void EscapedComma_IsNoSeparator() =>
        DistinguishedName.Canonical("cn=a\\,dc=b").ShouldNotBe(DistinguishedName.Canonical("cn=a,dc=b"));
}
