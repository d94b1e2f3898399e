using System.Text;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Api;

public sealed class SchemaDocumentTests
{
    [Fact]
    public async Task EachGroupVersion_HasASchemaThatRefersToNothingMissing()
    {
        await using var served = await ServedCluster.StartAsync();
        var (_, index) = await served.GetAsync("/openapi/v3");
        index["paths"]!.AsObject().Count.ShouldBeGreaterThan(15);
        foreach (var (name, entry) in index["paths"]!.AsObject())
        {
            var (_, document) = await served.GetAsync(entry!["serverRelativeURL"]!.ToString());
            var schemas = document["components"]!["schemas"]!.AsObject();
            foreach (var target in References(document)) schemas.ContainsKey(target).ShouldBeTrue($"{name} refers to {target}");
        }
    }

    [Fact]
    public async Task ClientThatReadsProtobufOnly_GetsTheSchemaAsProtobuf()
    {
        await using var served = await ServedCluster.StartAsync();
        served.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        using var answer = await served.RawAsync(HttpMethod.Get, "/openapi/v2");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        // Field 1, a text: "2.0".
        bytes[..5].ShouldBe([0x0a, 3, .. "2.0"u8]);
        Encoding.UTF8.GetString(bytes).ShouldContain("io.k8s.api.apps.v1.DeploymentSpec");
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(p => p is { Key: "$ref", Value: JsonValue } ? [p.Value.ToString().Split('/')[^1]] : References(p.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
