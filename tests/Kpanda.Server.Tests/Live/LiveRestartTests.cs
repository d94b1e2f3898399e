using System.Net.Http.Json;
using System.Text.Json;

namespace Kpanda.Server.Tests.Live;

/// <summary>A page that is open while the server restarts on the same data folder.</summary>
public sealed class LiveRestartTests : IDisposable
{
    private const string List = "/apis/kpanda.io/v1alpha1/clusters/prod-shanghai/namespaces/default/configmaps";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-live-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PageThatComesBackAfterARestart_HearsOnlyWhatChangedMeanwhile()
    {
        (string Key, string Version)[] shown;
        var site = await StartAsync();
        using (var client = await site.SignedInAsync())
        {
            await ListedAsync(client, rows => rows.Length > 0);
            foreach (var name in (string[])["changed", "gone", "kept"]) (await client.PostAsJsonAsync(List, Manifest(name, "before"), Token)).EnsureSuccessStatusCode();
            shown = [.. (await ListedAsync(client, rows => Names(rows).IsSupersetOf(["changed", "gone", "kept"]))).Where(row => Names([row]).Overlaps(["changed", "gone", "kept"]))];
            using var tab = await LiveTab.FollowAsync(site, client, List, shown);

            var stopping = site.DisposeAsync();
            LiveTab.TypeOf(await tab.ReadAsync()).ShouldBe("bye");
            (await tab.ReadAsync()).ShouldBeNull();
            await tab.CloseAsync();
            await stopping;
        }

        await using var again = await StartAsync();
        using var back = await again.SignedInAsync();
        await ListedAsync(back, rows => Names(rows).IsSupersetOf(["changed", "gone", "kept"]));
        (await back.PutAsJsonAsync($"{List}/changed", Manifest("changed", "after"), Token)).EnsureSuccessStatusCode();
        using (var delete = new HttpRequestMessage(HttpMethod.Delete, $"{List}/gone") { Content = JsonContent.Create(new { }) })
            (await back.SendAsync(delete, Token)).EnsureSuccessStatusCode();
        var before = shown.Single(row => row.Key.EndsWith("/changed", StringComparison.Ordinal));
        await ListedAsync(back, rows => !Names(rows).Contains("gone") && !rows.Contains(before));

        using var returned = await LiveTab.FollowAsync(again, back, List, shown);
        var (upsert, remove) = (await NextOfRowsAsync(returned), await NextOfRowsAsync(returned));
        upsert.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("kpanda").GetProperty("key").GetString()).ShouldBe(["prod-shanghai/default/changed"]);
        remove.GetProperty("keys").EnumerateArray().Select(key => key.GetString()).ShouldBe(["prod-shanghai/default/gone"]);
    }

    // What other objects of the namespace do is only counted.
    private static async Task<JsonElement> NextOfRowsAsync(LiveTab tab)
    {
        while (true)
            if (await tab.ReadAsync() is { } message && LiveTab.TypeOf(message) != "changed") return message;
    }

    private static HashSet<string> Names(IEnumerable<(string Key, string Version)> rows) => [.. rows.Select(row => row.Key.Split('/')[2])];

    private static object Manifest(string name, string value) => new
    {
        data = JsonSerializer.Serialize(new { apiVersion = "v1", kind = "ConfigMap", metadata = new { name, @namespace = "default" }, data = new { value } }),
    };

    /// <summary>The list as the cluster has it now, once it is as the test waits for it.</summary>
    private static async Task<(string Key, string Version)[]> ListedAsync(HttpClient client, Func<(string Key, string Version)[], bool> isIt)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        while (true)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>($"{List}?pageSize=1000", deadline.Token);
            var rows = answer.GetProperty("items").EnumerateArray()
                .Select(row => (row.GetProperty("kpanda").GetProperty("key").GetString()!, row.GetProperty("metadata").GetProperty("resourceVersion").GetString()!)).ToArray();
            if (answer.GetProperty("freshness").GetArrayLength() == 0 && isIt(rows)) return rows;
            await Task.Delay(50, deadline.Token);
        }
    }

    private Task<ServerSite> StartAsync() => ServerSite.StartAsync(("data", _folder), ("sandbox", "true"), ("sandbox-clusters", "1"));
}
