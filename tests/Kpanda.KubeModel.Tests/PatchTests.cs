using System.Text.Json.Nodes;
using Kpanda.KubeModel.Patches;

namespace Kpanda.KubeModel.Tests;

public sealed class PatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":[1]},{"op":"add","path":"/b/-","value":2},{"op":"add","path":"/b/0","value":0}]""", """{"a":1,"b":[0,1,2]}""")]
    [InlineData("""{"a":{"x/y":1,"~":2}}""", """[{"op":"remove","path":"/a/x~1y"},{"op":"replace","path":"/a/~0","value":3}]""", """{"a":{"~":3}}""")]
    [InlineData("""{"a":[1,2],"b":0}""", """[{"op":"move","from":"/a/0","path":"/b"},{"op":"copy","from":"/a","path":"/c"}]""", """{"a":[2],"b":1,"c":[2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1},{"op":"test","path":"/b","value":null},{"op":"replace","path":"","value":{}}]""", "{}")]
    public void JsonPatch_Applies(string document, string patch, string expected)
    {
        JsonPatch.TryApply(JsonNode.Parse(document), JsonNode.Parse(patch)!.AsArray(), out var result, out var error).ShouldBeTrue(error);
        ShouldEqual(result, expected);
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""")]
    [InlineData("""[{"op":"remove","path":"/b"}]""")]
    [InlineData("""[{"op":"replace","path":"/b","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/b/c","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/l/2","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/l/01","value":1}]""")]
    [InlineData("""[{"op":"move","from":"/o","path":"/o/x"}]""")]
    [InlineData("""[{"op":"nope","path":"/a"}]""")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""")]
    [InlineData("""[1]""")]
    public void JsonPatch_ThatDoesNotFit_ChangesNothing(string patch)
    {
        var document = JsonNode.Parse("""{"a":1,"l":[1],"o":{}}""");
        JsonPatch.TryApply(document, JsonNode.Parse(patch)!.AsArray(), out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull();
        ShouldEqual(document, """{"a":1,"l":[1],"o":{}}""");
    }

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""["a","b"]""", """["c"]""", """["c"]""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void MergePatch_FollowsTheExamplesOfTheRfc(string document, string patch, string expected) =>
        ShouldEqual(MergePatch.Apply(JsonNode.Parse(document), JsonNode.Parse(patch)), expected);

    [Theory]
    [InlineData("""{"items":[{"name":"a","v":1}]}""", """{"items":[{"name":"b","v":2}]}""", """{"items":[{"name":"b","v":2},{"name":"a","v":1}]}""")]
    [InlineData("""{"items":[{"name":"a","v":1},{"name":"b","v":1}]}""", """{"items":[{"name":"b","v":2}]}""", """{"items":[{"name":"a","v":1},{"name":"b","v":2}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"items":[{"$patch":"delete","name":"a"}]}""", """{"items":[{"name":"b"}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"items":[{"$patch":"replace"},{"name":"c"}]}""", """{"items":[{"name":"c"}]}""")]
    [InlineData(
        """{"items":[{"name":"a"},{"name":"b"},{"name":"c"}]}""",
        """{"$setElementOrder/items":[{"name":"c"},{"name":"a"},{"name":"d"}],"items":[{"name":"d"},{"$patch":"delete","name":"b"}]}""",
        """{"items":[{"name":"c"},{"name":"a"},{"name":"d"}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"$setElementOrder/items":[{"name":"b"},{"name":"a"}]}""", """{"items":[{"name":"b"},{"name":"a"}]}""")]
    [InlineData("""{"set":["x","y"]}""", """{"$deleteFromPrimitiveList/set":["x"],"set":["z"]}""", """{"set":["z","y"]}""")]
    [InlineData("""{"plain":[1,2]}""", """{"plain":[3]}""", """{"plain":[3]}""")]
    [InlineData("""{"strategy":{"type":"RollingUpdate","rollingUpdate":{}}}""", """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""", """{"strategy":{"type":"Recreate"}}""")]
    [InlineData("""{"m":{"a":1,"b":2}}""", """{"m":{"$patch":"replace","c":3}}""", """{"m":{"c":3}}""")]
    [InlineData("""{"m":{"a":1}}""", """{"m":{"$patch":"delete"}}""", """{"m":{}}""")]
    [InlineData("""{"a":1}""", """{"a":null,"n":{"x":null,"y":1}}""", """{"n":{"y":1}}""")]
    [InlineData("{}", """{"items":[{"name":"a","$patch":"delete"},{"name":"b","x":null}]}""", """{"items":[{"name":"b"}]}""")]
    public void StrategicPatch_MergesByKey(string document, string patch, string expected)
    {
        StrategicMergePatch.TryApply(JsonNode.Parse(document)!.AsObject(), JsonNode.Parse(patch)!.AsObject(), new FakeSchema(""), out var result, out var error).ShouldBeTrue(error);
        ShouldEqual(result, expected);
    }

    [Fact]
    public void StrategicPatch_WithoutTheMergeKey_IsRefused() =>
        StrategicMergePatch.TryApply(
            JsonNode.Parse("""{"items":[{"name":"a"}]}""")!.AsObject(), JsonNode.Parse("""{"items":[{"v":1}]}""")!.AsObject(), new FakeSchema(""), out _, out _).ShouldBeFalse();

    private static void ShouldEqual(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{actual?.ToJsonString()} instead of {expected}");

    private sealed class FakeSchema(string at) : IPatchSchema
    {
        public IPatchSchema? Items => new FakeSchema("");

        public bool MergesList => at is "items" or "set";

        public bool ReplacesMap => false;

        public string? MergeKey => at == "items" ? "name" : null;

        public IPatchSchema? Field(string name) => new FakeSchema(name);
    }
}
