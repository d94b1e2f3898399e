using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>The table of kinds says of a version what a real cluster of that version serves.</summary>
public sealed class KindsOfLiveClustersTests(ITestOutputHelper output)
{
    // It is still taken, and no longer listed.
    private const string OlderEviction = "io.k8s.api.policy.v1beta1.Eviction";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KindsAndFields_AreThoseOfTheRealCluster()
    {
        Assert.SkipWhen(LiveCluster.Kubeconfigs.Count == 0, $"{LiveCluster.Variable} names no cluster.");
        foreach (var kubeconfig in LiveCluster.Kubeconfigs)
        {
            await using var live = await LiveCluster.StartAsync(kubeconfig);
            if (!ClusterVersion.IsKnown(live.Version)) continue;
            await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = live.Version });
            var real = await KindsAsync(live.Http, "");
            var simulated = await KindsAsync(served.Http, served.Address);
            List<string> differences = [.. simulated.Where(s => !real.TryGetValue(s.Key, out var found) || found != s.Value).Select(s => $"{s.Key}: {s.Value}, not {real.GetValueOrDefault(s.Key, "served")}")];

            // What was defined by others is none of the built-in kinds.
            var groups = simulated.Keys.Select(GroupOf).ToHashSet(StringComparer.Ordinal);
            differences.AddRange(real.Where(r => groups.Contains(GroupOf(r.Key)) && !simulated.ContainsKey(r.Key)).Select(r => $"{r.Key} is missing"));

            var realTypes = await DefinitionsAsync(live.Http, "");
            var types = await DefinitionsAsync(served.Http, served.Address);
            foreach (var (name, fields) in types)
            {
                if (name == OlderEviction) continue;
                if (!realTypes.TryGetValue(name, out var known)) differences.Add($"type {name} is not in the real cluster");
                else if (!known.SetEquals(fields)) differences.Add($"fields of {name}: {string.Join(",", fields.Except(known))} too much, {string.Join(",", known.Except(fields))} missing");
            }

            output.WriteLine($"{live.Version}: {simulated.Count} kinds, {types.Count} types, {differences.Count} differences");
            differences.ShouldBeEmpty(string.Join('\n', differences));
        }
    }

    private static string GroupOf(string kind) => kind[..kind.LastIndexOf(' ')];

    private static async Task<Dictionary<string, string>> KindsAsync(HttpClient http, string root)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        var groups = (await ReadAsync(http, root + "/apis"))["groups"]!.AsArray().SelectMany(g => g!["versions"]!.AsArray()).Select(v => "/apis/" + v!["groupVersion"]);
        foreach (var path in groups.Prepend("/api/v1"))
        {
            foreach (var resource in (await ReadAsync(http, root + path))["resources"]!.AsArray().OfType<JsonObject>())
            {
                resource.Remove("storageVersionHash");
                var name = $"{path} {resource["name"]}";
                resource["verbs"] = string.Join(',', resource["verbs"]!.AsArray().Select(v => v!.ToString()).Order(StringComparer.Ordinal));
                found[name] = new JsonObject(resource.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString();
            }
        }

        return found;
    }

    private static async Task<Dictionary<string, HashSet<string>>> DefinitionsAsync(HttpClient http, string root) =>
        (await ReadAsync(http, root + "/openapi/v2"))["definitions"]!.AsObject().Where(d => d.Key.StartsWith("io.k8s.", StringComparison.Ordinal))
        .ToDictionary(d => d.Key, d => (d.Value!["properties"] as JsonObject ?? []).Select(p => p.Key).ToHashSet(StringComparer.Ordinal));

    private static async Task<JsonNode> ReadAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        using var answer = await http.SendAsync(request, Stop);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }
}
