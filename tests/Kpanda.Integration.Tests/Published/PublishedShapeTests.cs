using System.Text.Json;

namespace Kpanda.Integration.Tests.Published;

/// <summary>That the check by which answers are judged finds what is wrong with them.</summary>
public sealed class PublishedShapeTests
{
    private static readonly PublishedShape Shape = new(JsonDocument.Parse("""
        {"Thing": {"name": "string", "size": "int32", "parts": "[Part]", "tags": "map<string>", "mode": "Mode", "order": "asc|desc", "is": "boolean"}, "Part": {"at": "int64"}, "Mode": ["On", "Off"]}
        """).RootElement);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":"a","size":1,"parts":[{"at":"1700000000000"},{}],"tags":{"a":"b"},"mode":"On","order":"asc","is":true,"more":[1]}""")]
    public void PublishedForm_IsRight(string answer) => Problems(answer).ShouldBeEmpty();

    [Theory]
    [InlineData("""[]""", "x")]
    [InlineData("""{"name":1}""", "x.name")]
    [InlineData("""{"name":null}""", "x.name")]
    [InlineData("""{"size":"1"}""", "x.size")]
    [InlineData("""{"size":5000000000}""", "x.size")]
    [InlineData("""{"parts":{}}""", "x.parts")]
    [InlineData("""{"parts":[{"at":1700000000000}]}""", "x.parts[].at")]
    [InlineData("""{"tags":{"a":1}}""", "x.tags{}")]
    [InlineData("""{"mode":"Sideways"}""", "x.mode")]
    [InlineData("""{"order":"up"}""", "x.order")]
    [InlineData("""{"is":"true"}""", "x.is")]
    public void AnotherForm_IsNamedByItsPlace(string answer, string place) => Problems(answer).ShouldHaveSingleItem().ShouldStartWith($"{place}: ");

    private static IEnumerable<string> Problems(string answer) => Shape.Problems("x", JsonDocument.Parse(answer).RootElement, "Thing");
}
