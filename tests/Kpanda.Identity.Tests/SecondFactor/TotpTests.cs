using System.Text;
using Kpanda.Identity.SecondFactor;

namespace Kpanda.Identity.Tests.SecondFactor;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B: the last six of eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_AreThoseOfTheStandard(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Totp.CodeAt(Secret, Totp.StepAt(now)).ShouldBe(code);
        Totp.StepOf(Secret, code, now).ShouldBe(seconds / 30);
        Totp.StepOf(Secret, code, now.AddSeconds(30)).ShouldBe(seconds / 30);
        Totp.StepOf(Secret, code, now.AddSeconds(-30)).ShouldBe(seconds / 30);
        Totp.StepOf(Secret, code, now.AddSeconds(60)).ShouldBeNull();
        if (seconds > 60) Totp.StepOf(Secret, code, now.AddSeconds(-60)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("28708a")]
    [InlineData("２８７０８２")]
    public void WhatIsNoCode_IsRefused(string code) => Totp.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)).ShouldBeNull();

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_IsThatOfTheStandard(string plain, string text) => Totp.Base32(Encoding.ASCII.GetBytes(plain)).ShouldBe(text);

    [Fact]
    public void Uri_IsWhatAppsRead() =>
        Totp.Uri("li@example.com", "MZXW6").ShouldBe("otpauth://totp/Kpanda:li%40example.com?secret=MZXW6&issuer=Kpanda&algorithm=SHA1&digits=6&period=30");
}
