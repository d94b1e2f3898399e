using System.Net;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Api;

public sealed class ListAndWatchTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task LaterPage_ShowsTheStateOfTheFirst()
    {
        await using var served = await ServedCluster.StartAsync();
        for (var i = 0; i < 5; i++) await CreateAsync(served, $"m{i}");
        var (_, first) = await served.GetAsync(Maps + "?limit=2");
        first["metadata"]!["remainingItemCount"]!.GetValue<int>().ShouldBe(3);
        await served.SendAsync(HttpMethod.Delete, Maps + "/m3");
        await CreateAsync(served, "m5");
        var (_, second) = await served.GetAsync($"{Maps}?limit=9&continue={first["metadata"]!["continue"]}");
        second["items"]!.AsArray().Select(i => i!["metadata"]!["name"]!.ToString()).ShouldBe(["m2", "m3", "m4"]);
        second["metadata"]!["resourceVersion"]!.ToString().ShouldBe(first["metadata"]!["resourceVersion"]!.ToString());
    }

    [Fact]
    public async Task Watch_ResumesWithEachChangeOnceAndInOrder()
    {
        await using var served = await ServedCluster.StartAsync();
        await CreateAsync(served, "a");
        var version = (await served.GetAsync(Maps)).Body["metadata"]!["resourceVersion"];
        await CreateAsync(served, "b");
        await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"k":"2"}}""", "application/merge-patch+json");
        await served.SendAsync(HttpMethod.Delete, Maps + "/b");
        (await WatchAsync(served, $"{Maps}?watch=1&timeoutSeconds=1&resourceVersion={version}"))
            .ShouldBe(["ADDED b", "MODIFIED a", "DELETED b"]);
    }

    [Fact]
    public async Task ObjectThatLeavesTheSelection_IsDeletedForThatWatch()
    {
        await using var served = await ServedCluster.StartAsync();
        await served.PostAsync(Maps, """{"metadata":{"name":"a","labels":{"on":"yes"}}}""");
        var version = served.Cluster.Store.Version;
        await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"metadata":{"labels":{"on":"no"}}}""", "application/merge-patch+json");
        await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"metadata":{"labels":{"on":"yes"}}}""", "application/merge-patch+json");
        (await WatchAsync(served, $"{Maps}?watch=1&timeoutSeconds=1&labelSelector=on%3Dyes&resourceVersion={version}")).ShouldBe(["DELETED a", "ADDED a"]);
    }

    [Fact]
    public async Task WatchFromAnExpiredVersion_IsToldSo()
    {
        await using var served = await ServedCluster.StartAsync();
        await CreateAsync(served, "a");
        var version = served.Cluster.Store.Version;
        await CreateAsync(served, "b");
        served.Cluster.Store.ExpireWatches();
        using var answer = await served.RawAsync(HttpMethod.Get, $"{Maps}?watch=1&timeoutSeconds=1&resourceVersion={version}");
        var line = JsonNode.Parse((await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim())!;
        line["type"]!.ToString().ShouldBe("ERROR");
        line["object"]!["code"]!.GetValue<int>().ShouldBe(410);
        line["object"]!["reason"]!.ToString().ShouldBe("Expired");
    }

    [Fact]
    public async Task InitialEvents_EndWithABookmark()
    {
        await using var served = await ServedCluster.StartAsync();
        await CreateAsync(served, "a");
        using var answer = await served.RawAsync(
            HttpMethod.Get, $"{Maps}?watch=1&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        lines.Select(l => l["type"]!.ToString()).ShouldBe(["ADDED", "BOOKMARK"]);
        lines[1]["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.ToString().ShouldBe("true");
    }

    [Fact]
    public async Task SavedCluster_ComesBackWithItsObjectsAndToken()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-state-").FullName;
        await using var served = await ServedCluster.StartAsync();
        await CreateAsync(served, "kept");
        await served.Cluster.SaveAsync(folder, last: true, TestContext.Current.CancellationToken);
        var loaded = SandboxCluster.Load("one", new SandboxClusterOptions(), folder).ShouldNotBeNull();
        loaded.Tokens.AdminToken.ShouldBe(served.Cluster.Tokens.AdminToken);
        loaded.Store.Version.ShouldBe(served.Cluster.Store.Version);
        loaded.Store.Get(Kinds.BuiltIn.ConfigMaps, "default", "kept").ShouldNotBeNull().Json.ToArray()
            .ShouldBe(served.Cluster.Store.Get(Kinds.BuiltIn.ConfigMaps, "default", "kept")!.Json.ToArray());
        SandboxCluster.Load("other", new SandboxClusterOptions(), folder).ShouldBeNull();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CreateAsync(ServedCluster served, string name) =>
        (await served.PostAsync(Maps, $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Code.ShouldBe(HttpStatusCode.Created);

    private static async Task<IReadOnlyList<string>> WatchAsync(ServedCluster served, string path)
    {
        using var answer = await served.RawAsync(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).Select(l => $"{l["type"]} {l["object"]!["metadata"]!["name"]}")];
    }
}
