using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Integration.Tests;

/// <summary>Whatever the product API lists, and every object that it reads by its name, can be followed live.</summary>
public sealed class LiveWalkTests(ServerProcess server, ITestOutputHelper output)
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryListOfTheDocument_CanBeFollowed()
    {
        var pod = await FirstAsync("/clusters/staging/pods");
        using var document = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi/v1.json", Token));
        var lists = document.RootElement.GetProperty("paths").EnumerateObject().Where(path => IsList(path.Value)).Select(path => path.Name).ToList();
        lists.Count.ShouldBeGreaterThan(80);
        using var tab = await LiveTab.OpenAsync(server.Client);
        var refused = new List<string>();
        foreach (var list in lists)
        {
            var path = Typed(list)
                .Replace("{cluster}", pod.Cluster, StringComparison.Ordinal)
                .Replace("{namespace}", pod.Namespace, StringComparison.Ordinal)
                .Replace("{node}", "any", StringComparison.Ordinal)
                .Replace("{cronjob}", "any", StringComparison.Ordinal)
                .Replace("{group}/{version}/{resource}", "core/v1/nodes", StringComparison.Ordinal)
                .Replace("{group}/{version}", "apps/v1", StringComparison.Ordinal)
                .Replace("{resource}", "deployments", StringComparison.Ordinal);
            path.ShouldNotContain("{");
            var (id, answer) = await tab.FollowAsync(path);
            if (answer.GetProperty("type").GetString() != "subscribed") refused.Add($"{path}: {answer}");
            await tab.EndAsync(id);
        }

        output.WriteLine($"{lists.Count} lists");
        refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task ListOfWhatChangesAllTheTime_SaysWhyItIsNotFollowed()
    {
        using var tab = await LiveTab.OpenAsync(server.Client);

        var (_, answer) = await tab.FollowAsync($"{Prefix}/clusters/staging/leases.coordination.k8s.io");

        answer.GetProperty("type").GetString().ShouldBe("error");
        answer.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("Lease");
    }

    [Fact]
    public async Task EveryObjectOfTheDocument_CanBeFollowed()
    {
        using var document = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi/v1.json", Token));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _)).Select(path => path.Name).ToHashSet();
        var objects = paths.Where(path => path.EndsWith("/{name}", StringComparison.Ordinal) && paths.Contains(path[..^"/{name}".Length]) && !path.Contains("/gvr/", StringComparison.Ordinal)).ToList();
        using var tab = await LiveTab.OpenAsync(server.Client);
        var (followed, refused) = (0, new List<string>());
        foreach (var path in objects.Select(Typed))
        {
            var segment = path.Split('/')[^2];
            // What is no object of a cluster has no row in an index: people, groups, roles, cloud shells.
            if (!path.Contains("{cluster}", StringComparison.Ordinal) || await FindAsync($"/asl/{segment}") is not { } row) continue;
            var filled = path.Replace("{cluster}", row.Cluster, StringComparison.Ordinal).Replace("{namespace}", row.Namespace, StringComparison.Ordinal).Replace("{name}", row.Name, StringComparison.Ordinal);
            var (id, answer) = await tab.FollowAsync(filled, row.Key);
            if (answer.GetProperty("type").GetString() != "subscribed") refused.Add($"{filled}: {answer}");
            await tab.EndAsync(id);
            followed++;
        }

        output.WriteLine($"{followed} objects");
        refused.ShouldBeEmpty();
        followed.ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData("/clusters/{0}/namespaces/{1}/configmaps/{2}", "/clusters/{0}/namespaces/{1}/configmaps")]
    [InlineData("/clusters/{0}/gvr/core/v1/namespaces/{1}/configmaps/{2}", "/clusters/{0}/gvr/core/v1/namespaces/{1}/configmaps")]
    [InlineData("/clusters/{0}/gvr/core/v1/namespaces/{1}/configmaps/{2}", "/clusters/{0}/gvr/core/v1/configmaps?showDetail=true")]
    public async Task RowOnTheScreen_ComesAsItsListShowsIt(string objectPath, string listPath)
    {
        var api = new ProductApi(server.Client);
        var (cluster, ns, _, _) = await FirstAsync("/clusters/staging/pods");
        var name = $"followed-{Guid.CreateVersion7():N}";
        var key = $"{cluster}/{ns}/{name}";
        var (one, list) = (string.Format(null, objectPath, cluster, ns, name), string.Format(null, listPath, cluster, ns));
        await api.PostAsync($"/clusters/{cluster}/namespaces/{ns}/configmaps", Manifest(name, ns, "before"));
        await Deadline.ForAsync("the object in its list", Patience, async _ => await RowAsync(list, key));
        using var tab = await LiveTab.OpenAsync(server.Client);
        var follower = (await tab.FollowAsync(Prefix + list, key)).Id;
        var reader = (await tab.FollowAsync(Prefix + one, key)).Id;

        await api.PutAsync($"/clusters/{cluster}/namespaces/{ns}/configmaps/{name}", Manifest(name, ns, "after"));

        var told = (await tab.NextOfAsync(follower, message => message.GetProperty("type").GetString() == "upsert")).GetProperty("items")[0];
        var inTheList = (await RowAsync(list, key)).ShouldNotBeNull();
        JsonNode.DeepEquals(JsonNode.Parse(told.GetRawText()), inTheList).ShouldBeTrue($"{told}\n{inTheList}");

        await api.DeleteAsync($"/clusters/{cluster}/namespaces/{ns}/configmaps/{name}");
        (await tab.NextOfAsync(reader, message => message.GetProperty("type").GetString() == "remove")).GetProperty("keys")[0].GetString().ShouldBe(key);
    }

    [Fact]
    public async Task PathsThatNameNothing_AreRefusedEachWithItsReason()
    {
        var (cluster, _, _, _) = await FirstAsync("/clusters/staging/pods");
        using var tab = await LiveTab.OpenAsync(server.Client);

        foreach (var path in (string[])["/asl/nothing", $"/clusters/{cluster}/gvr/nobody.example.com/v1/things", $"/clusters/{cluster}/podz", "/asl/pods/x/y/z"])
        {
            var answer = (await tab.FollowAsync(Prefix + path)).Answer;
            (answer.GetProperty("type").GetString(), answer.GetProperty("error").GetProperty("code").GetInt32()).ShouldBe(("error", 5), path);
        }
    }

    /// <summary>A kind of the right scope in the place of any.</summary>
    private static string Typed(string path) =>
        path.Replace("{type}", path.Contains("/namespaces/", StringComparison.Ordinal) || path.Contains("/asl/", StringComparison.Ordinal) ? "endpoints.core" : "runtimeclasses.node.k8s.io", StringComparison.Ordinal);

    private static object Manifest(string name, string ns, string value) => new
    {
        data = JsonSerializer.Serialize(new { apiVersion = "v1", kind = "ConfigMap", metadata = new { name, @namespace = ns }, data = new { value } }),
    };

    private static bool IsList(JsonElement path) =>
        path.TryGetProperty("get", out var get)
        && get.GetProperty("responses").GetProperty("200").TryGetProperty("content", out var content)
        && content.TryGetProperty("application/json", out var json)
        && json.GetProperty("schema").TryGetProperty("$ref", out var reference)
        && reference.GetString()!.Contains("/ListPageOf", StringComparison.Ordinal);

    private Task<Row> FirstAsync(string list) => Deadline.ForAsync($"something in {list}", Patience, async _ => await FindAsync(list));

    private async Task<Row?> FindAsync(string list)
    {
        var page = await new ProductApi(server.Client).GetAsync($"{list}?pageSize=1");
        if (page["items"] is not JsonArray { Count: > 0 } items) return null;
        var key = items[0]!["kpanda"]!["key"]!.GetValue<string>();
        var parts = key.Split('/', 3);
        return new(parts[0], parts[1], parts[2], key);
    }

    private async Task<JsonNode?> RowAsync(string list, string key)
    {
        for (var page = 1; ; page++)
        {
            var answer = await new ProductApi(server.Client).GetAsync($"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}pageSize=1000&page={page}");
            if (answer["items"] is not JsonArray { Count: > 0 } items) return null;
            if (items.FirstOrDefault(item => item!["kpanda"]!["key"]!.GetValue<string>() == key) is { } found) return found;
        }
    }

    private sealed record Row(string Cluster, string Namespace, string Name, string Key);
}
