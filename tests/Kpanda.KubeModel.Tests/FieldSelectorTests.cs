namespace Kpanda.KubeModel.Tests;

public sealed class FieldSelectorTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("status.phase=Running", true)]
    [InlineData("status.phase==Running", true)]
    [InlineData("status.phase!=Running", false)]
    [InlineData("spec.nodeName=,status.phase=Running", true)]
    [InlineData("status.phase=Run\\,ning", false)]
    public void ParsedSelector_Matches(string text, bool matches)
    {
        FieldSelector.TryParse(text, out var selector, out var error).ShouldBeTrue(error);
        selector!.Matches(field => field == "status.phase" ? "Running" : "").ShouldBe(matches);
    }

    [Fact]
    public void TermWithoutOperator_IsRefused()
    {
        FieldSelector.TryParse("a", out _, out var error).ShouldBeFalse();
        error.ShouldBe("invalid selector: 'a'; can't understand 'a'");
    }

    [Fact]
    public void EscapedValue_IsUnescaped()
    {
        FieldSelector.TryParse("a=b\\,c\\=d", out var selector, out _).ShouldBeTrue();
        selector!.Exact("a").ShouldBe("b,c=d");
    }
}
