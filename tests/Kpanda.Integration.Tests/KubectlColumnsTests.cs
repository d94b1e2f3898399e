using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Kpanda.Integration.Tests;

/// <summary>
/// Whatever <c>kubectl get -o wide</c> shows of a built-in kind has its place in the lists of the console, or it is said why not: the member's own tables beside
/// <c>kubectlColumns.json</c>. That the console's own kinds have the columns that this file names is shown by <c>kubectlColumns.test.ts</c>.
/// </summary>
public sealed class KubectlColumnsTests(ServerProcess server, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Every list has these.
    private static readonly string[] Common = ["Name", "Age", "Created At"];

    private static readonly JsonObject Places = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "kubectlColumns.json")))!.AsObject();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimulatedCluster_ShowsNothingThatListsLack() => await CompareAsync(server.Client, "staging", exactly: false);

    [Fact]
    public async Task RealClusters_ShowWhatListsHave()
    {
        Assert.SkipWhen(RealClusters.Kubeconfigs.Count == 0, $"{RealClusters.Variable} names no cluster.");
        // A server of its own: a cluster can be imported only once.
        await using var own = new ServerProcess();
        await own.InitializeAsync();
        for (var i = 0; i < RealClusters.Kubeconfigs.Count; i++)
        {
            await new ProductApi(own.Client).PostAsync("/clusters", new { name = $"columns-{i}", kubeConfigString = await File.ReadAllTextAsync(RealClusters.Kubeconfigs[i], Token) });
            await CompareAsync(own.Client, $"columns-{i}", exactly: true);
        }
    }

    /// <param name="client">Asks the platform.</param>
    /// <param name="cluster">The cluster whose tables are taken.</param>
    /// <param name="exactly">Whether the cluster is as new as the file: then it has every column that is in it.</param>
    private async Task CompareAsync(HttpClient client, string cluster, bool exactly)
    {
        var api = new ProductApi(client);
        var kinds = await Deadline.ForAsync($"the kinds of {cluster}", Patience, async _ =>
            (await api.GetAsync($"/clusters/{cluster}/kinds"))["items"] is JsonArray { Count: > 20 } items ? items : null);
        var custom = (await api.GetAsync($"/clusters/{cluster}/customresourcedefinitions?pageSize=1000"))["items"]!.AsArray().Select(one => Text(one!["metadata"]!, "name")).ToHashSet();
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var compared = 0;
        foreach (var kind in kinds)
        {
            var (group, resource, segment) = (Text(kind!, "group"), Text(kind!, "resource"), Text(kind!, "segment"));
            if (custom.Contains($"{resource}.{group}") || kind!["verbs"]!.AsArray().All(verb => verb!.GetValue<string>() != "list")) continue;
            if (Places[segment] is not JsonObject places)
            {
                problems.Add($"{segment} is not in the file");
                continue;
            }

            compared++;
            var shown = (await TableAsync(client, cluster, group, Text(kind!, "version"), resource)).Where(heading => !Common.Contains(heading)).ToList();
            problems.UnionWith(shown.Where(heading => !places.ContainsKey(heading)).Select(heading => $"{segment}: {heading} has no place"));
            if (exactly) problems.UnionWith(places.Select(place => place.Key).Except(shown).Select(heading => $"{segment}: {heading} is not kubectl's"));
            if (segment.Contains('.', StringComparison.Ordinal)) problems.UnionWith(await MissingAsync(api, cluster, segment, places));
        }

        output.WriteLine($"{cluster}: {compared} kinds");
        compared.ShouldBeGreaterThan(35);
        problems.ShouldBeEmpty();
    }

    /// <summary>Columns that the file names and the lists of a kind without a published shape do not have.</summary>
    private static async Task<IEnumerable<string>> MissingAsync(ProductApi api, string cluster, string segment, JsonObject places)
    {
        var columns = (await api.GetAsync($"/clusters/{cluster}/kinds/{segment}"))["columns"]!.AsArray().ToDictionary(column => Text(column!, "name"), column => column!["priority"]!.GetValue<int>());
        return from place in places
               let name = place.Value is JsonObject reasoned ? reasoned["column"]?.GetValue<string>() : place.Value!.GetValue<string>()
               where name is not null && (!columns.TryGetValue(name, out var priority) || (priority > 0 && !place.Key.EndsWith('*')))
               select $"{segment}: no column {name} for {place.Key}";
    }

    /// <summary>The headings of a kind, with a star for those of the wide output alone.</summary>
    private static async Task<IEnumerable<string>> TableAsync(HttpClient client, string cluster, string group, string version, string resource)
    {
        var path = group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/k8s/clusters/{cluster}/{path}/{resource}?limit=1");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/json;as=Table;v=v1;g=meta.k8s.io"));
        using var response = await client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}/{resource}: {text}");
        return JsonNode.Parse(text)!["columnDefinitions"]!.AsArray().Select(column => Text(column!, "name") + (column!["priority"]!.GetValue<int>() > 0 ? "*" : ""));
    }

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
