using System.Text.Json;

namespace Kpanda.Server.Tests;

public sealed class OpenApiTests(SharedServer shared)
{
    [Fact]
    public async Task Document_NamesEachOperationOnceAndSaysWhatGoesOverTheWire()
    {
        var site = await shared.SiteAsync();
        using var client = await site.SignedInAsync();

        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));

        var operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (Path: $"{method.Name} {path.Name}", method.Value)))
            .ToList();
        operations.Count.ShouldBeGreaterThan(20);
        operations.Where(operation => !operation.Value.TryGetProperty("operationId", out _)).Select(operation => operation.Path).ShouldBeEmpty();
        operations.GroupBy(operation => operation.Value.GetProperty("operationId").GetString()).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(operation => operation.Path))}").ShouldBeEmpty();
    }
}
