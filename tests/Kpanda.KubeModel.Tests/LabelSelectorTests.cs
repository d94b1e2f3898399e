using System.Text.Json.Nodes;

namespace Kpanda.KubeModel.Tests;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "cart", ["tier"] = "web", ["example.com/weight"] = "10", ["empty"] = "" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=cart", true)]
    [InlineData("app==cart", true)]
    [InlineData("app=shop", false)]
    [InlineData("app!=shop", true)]
    [InlineData("absent!=x", true)]
    [InlineData("absent=x", false)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!absent", true)]
    [InlineData("tier in (web, api)", true)]
    [InlineData("tier notin (web,api)", false)]
    [InlineData("absent notin (web)", true)]
    [InlineData("in in (in)", false)]
    [InlineData("empty=", true)]
    [InlineData("empty in (,x)", true)]
    [InlineData("example.com/weight>9", true)]
    [InlineData("example.com/weight<10", false)]
    [InlineData("app=cart,tier in (web,api),!canary", true)]
    [InlineData(" app = cart , tier ", true)]
    public void ParsedSelector_MatchesAsKubernetesDoes(string text, bool matches)
    {
        LabelSelector.TryParse(text, out var selector, out var error).ShouldBeTrue(error);
        selector!.Matches(Labels).ShouldBe(matches);
    }

    [Theory]
    [InlineData("a===b", "unable to parse requirement: found '=', expected: identifier")]
    [InlineData("x in", "unable to parse requirement: found '' expected: '('")]
    [InlineData("x in (a", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("a=b,", "found '', expected: identifier after ','")]
    [InlineData(",a=b", "found ',', expected: !, identifier, or 'end of string'")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    public void MalformedSelector_IsRefusedInKubernetesWords(string text, string message)
    {
        LabelSelector.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldBe(message);
    }

    [Theory]
    [InlineData("app=cart,tier in (api,web),!canary")]
    [InlineData("a!=b,c notin (d,e),f,g>1,h<2")]
    public void ToString_GivesTheQueryFormBack(string text)
    {
        LabelSelector.TryParse(text, out var selector, out _).ShouldBeTrue();
        selector!.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"matchLabels":{"app":"cart"}}""", true)]
    [InlineData("""{"matchLabels":{"app":"cart"},"matchExpressions":[{"key":"tier","operator":"NotIn","values":["web"]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"tier","operator":"Exists"}]}""", true)]
    public void ObjectForm_Matches(string json, bool matches)
    {
        LabelSelector.TryRead(JsonNode.Parse(json)!.AsObject(), out var selector, out var error).ShouldBeTrue(error);
        selector!.Matches(Labels).ShouldBe(matches);
    }

    [Fact]
    public void AbsentObjectForm_MatchesNothing()
    {
        LabelSelector.TryRead(null, out var selector, out _).ShouldBeTrue();
        selector!.Matches(Labels).ShouldBeFalse();
        selector.IsEverything.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In"}]}""")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Exists","values":["x"]}]}""")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Like","values":["x"]}]}""")]
    public void MalformedObjectForm_IsRefused(string json) =>
        LabelSelector.TryRead(JsonNode.Parse(json)!.AsObject(), out _, out _).ShouldBeFalse();
}
