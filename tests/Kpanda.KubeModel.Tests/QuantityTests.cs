namespace Kpanda.KubeModel.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1000Mi", "1000Mi")]
    [InlineData("512", "512")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1000", "1k")]
    [InlineData("1500000", "1500k")]
    [InlineData("2e3", "2e3")]
    [InlineData("1E", "1E")]
    [InlineData("12E", "12E")]
    [InlineData("-1", "-1")]
    [InlineData("+2", "2")]
    [InlineData("0", "0")]
    [InlineData("0Gi", "0")]
    [InlineData(".5", "500m")]
    [InlineData("1n", "1n")]
    [InlineData("0.1n", "1n")]
    [InlineData("100u", "100u")]
    public void Amount_HasTheCanonicalFormOfKubernetes(string text, string canonical)
    {
        Quantity.TryParse(text, out var quantity).ShouldBeTrue();
        quantity.ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1.2.3")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("m")]
    public void Garbage_IsRefused(string text) => Quantity.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Amounts_CompareByValue()
    {
        Quantity.TryParse("1Gi", out var gi);
        Quantity.TryParse("1G", out var g);
        Quantity.TryParse("1024Mi", out var mi);
        (gi > g).ShouldBeTrue();
        (gi == mi).ShouldBeTrue();
        (gi + mi).ToString().ShouldBe("2Gi");
        Quantity.TryParse("250m", out var quarter);
        quarter.Milli.ShouldBe(250);
    }
}
