using Kpanda.Identity.Passwords;

namespace Kpanda.Identity.Tests.Passwords;

public sealed class PasswordHashTests
{
    [Fact]
    public void DefaultStrength_IsWhatOwaspAsksFor() => new IdentityOptions { AdminPasswordFile = "" }.PasswordIterations.ShouldBeGreaterThanOrEqualTo(600_000);

    [Fact]
    public void Hash_VerifiesItsPasswordOnly()
    {
        var hash = PasswordHash.Make("pässword", 1000);

        PasswordHash.Verify("pässword", hash).ShouldBeTrue();
        PasswordHash.Verify("password", hash).ShouldBeFalse();
        PasswordHash.Make("pässword", 1000).ShouldNotBe(hash);
    }

    [Theory]
    [InlineData("short", "password.length")]
    [InlineData("alexander", "password.name")]
    [InlineData("Alexander1", "password.name")]
    [InlineData("alexander and a long sentence", null)]
    [InlineData("a good password", null)]
    public void Rules_RefuseWhatIsGuessed(string password, string? reason) => (PasswordRules.Check(password, "alexander")?.Reason).ShouldBe(reason);
}
