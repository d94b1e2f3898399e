using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Every built-in kind is printed with the columns that a real cluster prints: names, types, formats and which are shown only when all are asked for.</summary>
public sealed class TablesOfLiveClustersTests(ITestOutputHelper output)
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_AreThoseOfTheRealCluster()
    {
        Assert.SkipWhen(LiveCluster.Kubeconfigs.Count == 0, $"{LiveCluster.Variable} names no cluster.");
        foreach (var kubeconfig in LiveCluster.Kubeconfigs)
        {
            await using var live = await LiveCluster.StartAsync(kubeconfig);
            if (!ClusterVersion.IsKnown(live.Version)) continue;
            await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = live.Version });
            List<string> differences = [];
            var kinds = served.Cluster.Kinds.All.Where(kind => kind.Verbs.Contains("list") && !kind.Custom).ToList();
            foreach (var kind in kinds)
            {
                var path = kind.Gvr.Group.Length == 0 ? $"/api/{kind.Gvr.Version}/{kind.Gvr.Resource}" : $"/apis/{kind.Gvr.Group}/{kind.Gvr.Version}/{kind.Gvr.Resource}";
                var (real, simulated) = (await ColumnsAsync(live.Http, path), await ColumnsAsync(served.Http, served.Address + path));
                if (real != simulated) differences.Add($"{path}:\n  {simulated}, not\n  {real}");
            }

            output.WriteLine($"{live.Version}: {kinds.Count} kinds, {differences.Count} with other columns");
            differences.ShouldBeEmpty(string.Join('\n', differences));
        }
    }

    private static async Task<string> ColumnsAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", Table);
        using var answer = await http.SendAsync(request, Stop);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        return string.Join("; ", (body["columnDefinitions"] as JsonArray ?? []).Select(column => $"{column!["name"]} {column["type"]} {column["format"]} {column["priority"]}"));
    }
}
