using System.Text.Json.Nodes;
using Kpanda.KubeModel.Yaml;

namespace Kpanda.KubeModel.Tests;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: yes\nb: off\nc: 'no'", """{"a":true,"b":false,"c":"no"}""")]
    [InlineData("a: ~\nb:\nc: null", """{"a":null,"b":null,"c":null}""")]
    [InlineData("a: 0644\nb: 0x1F\nc: 0o17\nd: 1_000", """{"a":420,"b":31,"c":15,"d":1000}""")]
    [InlineData("a: 1.5\nb: 2.0\nc: 1.20.3\nd: 3.", """{"a":1.5,"b":2,"c":"1.20.3","d":"3."}""")]
    [InlineData("a: 2026-01-02\nb: 100m\nc: 1Gi\nd: 08", """{"a":"2026-01-02","b":"100m","c":"1Gi","d":8}""")]
    [InlineData("a: -9223372036854775808\nb: 18446744073709551615", """{"a":-9223372036854775808,"b":18446744073709551615}""")]
    [InlineData("true: x\n1: z\non: w", """{"true":"w","1":"z"}""")]
    [InlineData("a: !!str 1", """{"a":"1"}""")]
    [InlineData("a: |\n  one\n  two\nb: >-\n  three\n  four", """{"a":"one\ntwo\n","b":"three four"}""")]
    [InlineData("""{"a": [1, {"b": "c"}]}""", """{"a":[1,{"b":"c"}]}""")]
    [InlineData("- a\n- - b", """["a",["b"]]""")]
    public void Scalars_AreTypedAsKubernetesTypesThem(string yaml, string json)
    {
        YamlReader.TryReadSingle(yaml, out var root, out var problem).ShouldBeTrue(problem?.ToString());
        JsonNode.DeepEquals(root, JsonNode.Parse(json)).ShouldBeTrue(root?.ToJsonString());
    }

    [Fact]
    public void SeveralDocuments_AreReadAndEmptyOnesLeftOut()
    {
        YamlReader.TryRead("---\n# only a comment\n---\na: 1\n---\n---\nb: 2\n", out var documents, out var problem).ShouldBeTrue(problem?.ToString());
        documents!.Select(d => d.Root!.ToJsonString()).ShouldBe(["""{"a":1}""", """{"b":2}"""]);
        documents[1].Line.ShouldBe(6);
    }

    [Fact]
    public void DuplicateKey_LastCountsAndIsReported()
    {
        YamlReader.TryRead("a: 1\na: 2", out var documents, out _).ShouldBeTrue();
        documents![0].Root!.ToJsonString().ShouldBe("""{"a":2}""");
        documents[0].DuplicateKeys.ShouldHaveSingleItem().Message.ShouldBe("key \"a\" already set in map");
    }

    [Fact]
    public void Alias_IsRefusedByDefault()
    {
        YamlReader.TryRead("a: &x [1]\nb: *x", out _, out var problem).ShouldBeFalse();
        problem!.Line.ShouldBe(2);
        problem.Message.ShouldBe("aliases are not accepted");
    }

    [Fact]
    public void AliasAndMergeKey_WhenAllowed_AreExpanded()
    {
        YamlReader.TryReadSingle("x: &x {p: 1, q: 2}\nz:\n  <<: *x\n  q: 3", out var root, out var problem, new YamlLimits { MaxAliases = 4 }).ShouldBeTrue(problem?.ToString());
        root!["z"]!["p"]!.GetValue<long>().ShouldBe(1);
        root["z"]!["q"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public void AliasBomb_StopsAtTheNumberOfValues()
    {
        var bomb = "a: &a [1,1,1,1,1,1,1,1,1]\n" + string.Concat("bcdefgh".Select((c, i) => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat("*" + (char)(c - 1), 9))}]\n"));
        YamlReader.TryRead(bomb, out _, out var problem, new YamlLimits { MaxAliases = 1000, MaxNodes = 10_000 }).ShouldBeFalse();
        problem!.Message.ShouldBe("more than 10000 values");
    }

    [Fact]
    public void DeepNesting_IsRefused()
    {
        YamlReader.TryRead(new string('[', 200) + new string(']', 200), out _, out var problem).ShouldBeFalse();
        problem!.Message.ShouldBe("nested deeper than 100");
    }

    [Fact]
    public void TooLongText_IsRefused() =>
        YamlReader.TryRead("a: 123456789", out _, out _, new YamlLimits { MaxLength = 5 }).ShouldBeFalse();

    [Theory]
    [InlineData("a: [1", 1)]
    [InlineData("a: 1\n\tb: 2", 2)]
    [InlineData("a: 1\n b: 2", 2)]
    public void BrokenYaml_NamesTheLine(string yaml, int line)
    {
        YamlReader.TryRead(yaml, out _, out var problem).ShouldBeFalse();
        problem!.Line.ShouldBe(line);
        problem.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void TagThatIsNoUri_IsRefusedInWordsWhereItStands()
    {
        YamlReader.TryRead("a: 1\nb: 2\nc: !<http://[> 3\nd: 4", out _, out var problem).ShouldBeFalse();
        problem!.ToString().ShouldBe("line 3: a tag cannot be read");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: 1\n---\nb: 2")]
    public void SingleDocument_IsDemanded(string yaml) => YamlReader.TryReadSingle(yaml, out _, out _).ShouldBeFalse();
}
