using System.Text.Json.Nodes;
using Kpanda.KubeModel.Tests.Fuzzing;
using Kpanda.KubeModel.Yaml;

namespace Kpanda.KubeModel.Tests;

/// <summary>Broken YAML by the thousand: the reader answers with JSON or a problem, and what it read can be written and read again.</summary>
public sealed class YamlFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "- ", ": ", "&a ", "*a", "!!binary ", "!!str ", "!!int ", "|", ">", "|2-\n", ">+\n", "---\n", "...\n", "\t", "\0", "\u2028", "\u0085", "\ufeff", "'", "\"", "<<: ", "? ",
        "%YAML 1.2\n", "%TAG ! tag:x,2000:\n", "null", "~", "0x1F", "0o17", ".inf", "-.nan", "1e999", "12345678901234567890", "yes", "=", "\ud800", "😀", "# comment\n", "\r\n", "\\x", "@", "`",
    ];

    private static readonly string[] Grains =
    [
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop, labels: {app: web, "app.kubernetes.io/version": "1.10"}, annotations: {note: "a: b # c"}}
        spec:
          replicas: 3
          selector:
            matchLabels: {app: web}
          template:
            spec:
              containers:
              - name: main
                image: registry.example.com/web:1.2
                args: ["--listen=:8080", '--name=it''s', -v]
                env:
                - {name: EMPTY, value: ""}
                - name: ON
                  value: "on"
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: text
        data:
          script: |
            #!/bin/sh
            echo "hello 😀 世界"
              indented
          folded: >-
            one line
            after another
          number: "0123"
        ---
        apiVersion: v1
        kind: List
        items: []
        """,
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"x":"é\\u00e9\\n"}},"spec":{"n":[1,2.5,-3e2,true,null]}}""",
    ];

    [Fact]
    public void AnyText_IsAnsweredAndWhatIsReadSurvivesWriting()
    {
        var fuzz = new Fuzz(output, Pieces);
        var read = 0;
        fuzz.Run(Grains, text =>
        {
            if (!YamlReader.TryRead(text, out var documents, out var problem))
            {
                problem.ToString().ShouldNotBeNullOrEmpty();
                return;
            }

            read++;
            foreach (var document in documents)
            {
                var written = YamlWriter.Write(document.Root);
                YamlReader.TryReadSingle(written, out var again, out var why).ShouldBeTrue($"{why}: {written}");
                JsonNode.DeepEquals(document.Root, again).ShouldBeTrue(written);
            }
        });
        output.WriteLine($"{read} read, slowest {fuzz.Slowest.TotalMilliseconds:0} ms");
        read.ShouldBeInRange(1, fuzz.Cases - 1, "both answers must occur");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(2_000)]
    public void LongKey_SurvivesWriting(int length)
    {
        var before = new JsonObject { ["a" + new string('[', length - 1)] = "b", ["c"] = new JsonObject { [new string('d', length)] = new JsonArray(1, 2) } };
        var written = YamlWriter.Write(before);
        YamlReader.TryReadSingle(written, out var again, out var why).ShouldBeTrue($"{why}: {written}");
        JsonNode.DeepEquals(before, again).ShouldBeTrue(written);
    }

    [Fact]
    public void QuestionInAText_SurvivesWriting()
    {
        var before = new JsonObject { ["n? *a"] = "a", ["labels"] = new JsonObject { ["x"] = "what? &b" } };
        var written = YamlWriter.Write(before);
        YamlReader.TryReadSingle(written, out var again, out var why).ShouldBeTrue($"{why}: {written}");
        JsonNode.DeepEquals(before, again).ShouldBeTrue(written);
    }
}
