using System.Text.Json.Nodes;

namespace Kpanda.Integration.Tests;

/// <summary>What is made from our API is in step with it.</summary>
public sealed class OpenApiDocumentTests(ServerProcess server)
{
    [Fact]
    public async Task CommittedDocument_IsWhatTheServerSays()
    {
        var token = TestContext.Current.CancellationToken;
        var served = JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json", token))!;
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "api", "openapi.json"), token))!;

        var changed = Parts(served).Except(Parts(committed)).Union(Parts(committed).Except(Parts(served))).Select(part => part.Name).Distinct().Order(StringComparer.Ordinal);

        changed.ShouldBeEmpty("docs/api/openapi.json is out of step: build, then run node eng/api.mjs");
    }

    /// <summary>Each operation and each schema with its text, so that a difference names its place.</summary>
    private static HashSet<(string Name, string Text)> Parts(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject() from operation in path.Value!.AsObject() select ($"{operation.Key} {path.Key}", operation.Value!.ToJsonString()),
        .. from schema in document["components"]!["schemas"]!.AsObject() select (schema.Key, schema.Value!.ToJsonString()),
    ];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Kpanda.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
