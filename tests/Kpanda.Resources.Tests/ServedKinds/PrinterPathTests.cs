using System.Text.Json;
using Kpanda.Resources.ServedKinds;

namespace Kpanda.Resources.Tests.ServedKinds;

public sealed class PrinterPathTests
{
    private const string Cart = """
        {
          "metadata": { "labels": { "a.b/c": "yes" } },
          "spec": { "replicas": 3, "paused": false, "wheels": [ { "name": "left", "size": 4 }, { "name": "right", "size": 5 } ], "odd.name": "dotted", "none": null, "map": { "x": 1 }, "labels": { "app": "cart", "tier": "web" } },
          "status": { "conditions": [ { "type": "Ready", "status": "True" }, { "type": "Full", "status": "False" } ] }
        }
        """;

    [Theory]
    [InlineData(".spec.replicas", "3")]
    [InlineData("{.spec.replicas}", "3")]
    [InlineData("$.spec.replicas", "3")]
    [InlineData(".spec.paused", "false")]
    [InlineData(".spec.none", null)]
    [InlineData(".spec.absent.deeper", null)]
    [InlineData(".spec.map", "{ \"x\": 1 }")]
    [InlineData(".spec.labels", "app=cart, tier=web")]
    [InlineData(".spec.wheels[0].name", "left")]
    [InlineData(".spec.wheels[-1].name", "right")]
    [InlineData(".spec.wheels[2].name", null)]
    [InlineData(".spec.wheels[*].size", "4, 5")]
    [InlineData(".spec.odd\\.name", "dotted")]
    [InlineData(".spec['odd.name']", "dotted")]
    [InlineData(".metadata.labels['a\\.b/c']", "yes")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "True")]
    [InlineData(".status.conditions[?(@.type=='Gone')].status", null)]
    [InlineData(".status.conditions[?(@.type!='Ready')].type", "Full")]
    [InlineData(".spec.wheels[", null)]
    [InlineData(".spec.wheels[?(@.size>4)].name", null)]
    [InlineData(".spec.replicas.deeper", null)]
    public void Path_ReadsAsKubectlDoes(string path, string? expected) =>
        PrinterPath.Parse(path).Read(JsonDocument.Parse(Cart).RootElement).ShouldBe(expected);
}
