using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>
/// 20,000 questions about 5,000 generated sets of roles: simulated clusters answer as a real one of 1.36.2 has, in every run, and as the named ones do.
/// The answers of a real one stand in <c>rbac-decisions.txt</c>, a hexadecimal digit for the four of each set; <c>KPANDA_TEST_RECORD</c> names a file to
/// keep those of the named one in.
/// </summary>
public sealed class RbacDecisionTests(ITestOutputHelper output)
{
    private const int Sets = 5_000;
    private const int RecordedSeed = 1;
    private const string Reviews = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decisions_AreThoseOfARealServer()
    {
        var recorded = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Live", "rbac-decisions.txt"), Stop)).ReplaceLineEndings("");
        var decided = await SimulatedAsync(RecordedSeed);
        recorded.Length.ShouldBe(Sets);
        Differences(RecordedSeed, recorded, decided).ShouldBeEmpty();
        decided.Count(answer => answer != '0').ShouldBeGreaterThan(Sets / 10, "hardly anything was allowed");
    }

    [Fact]
    public async Task Decisions_AreThoseOfTheNamedClusters()
    {
        Assert.SkipWhen(LiveCluster.Kubeconfigs.Count == 0, $"{LiveCluster.Variable} names no cluster.");
        var seed = int.Parse(Environment.GetEnvironmentVariable("KPANDA_TEST_SEED") ?? $"{RecordedSeed}", CultureInfo.InvariantCulture);
        var decided = await SimulatedAsync(seed);
        foreach (var kubeconfig in LiveCluster.Kubeconfigs)
        {
            await using var live = await LiveCluster.StartAsync(kubeconfig);
            var real = await DecideAsync(live.Http, "", seed);
            output.WriteLine($"{live.Version}, seed {seed}");
            if (Environment.GetEnvironmentVariable("KPANDA_TEST_RECORD") is { Length: > 0 } file) await File.WriteAllLinesAsync(file, real.Chunk(100).Select(line => new string(line)), Stop);
            Differences(seed, real, decided).ShouldBeEmpty();
        }
    }

    private static IEnumerable<string> Differences(int seed, string expected, string found) =>
        GeneratedRoles.Make(seed, Sets).Select((set, i) => (set, i)).Where(pair => expected[pair.i] != found[pair.i]).Take(5)
            .Select(pair => $"set {pair.i}: {found[pair.i]}, not {expected[pair.i]}: {string.Join('\n', pair.set.Objects.Select(o => o.Object.ToJsonString()))}\n{string.Join('\n', pair.set.Reviews.Select(r => r.ToJsonString()))}");

    private static async Task<string> SimulatedAsync(int seed)
    {
        await using var served = await ServedCluster.StartAsync();
        return await DecideAsync(served.Http, served.Address, seed);
    }

    // All roles first: each change of a role makes a server read them anew.
    private static async Task<string> DecideAsync(HttpClient http, string root, int seed)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop };
        var sets = GeneratedRoles.Make(seed, Sets).ToList();
        try
        {
            for (var i = 0; i < 3; i++) (await SendAsync(http, $"{root}/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = GeneratedRoles.NamespaceOf(i) } })).Code.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict);
            await Parallel.ForEachAsync(sets.SelectMany(set => set.Objects), parallel, async (item, _) =>
            {
                var (code, answer) = await SendAsync(http, root + item.Path, item.Object);
                code.ShouldBeOneOf([HttpStatusCode.Created, HttpStatusCode.Conflict], answer.ToJsonString());
            });
            await UntilKnownAsync(http, root);
            var decided = new int[Sets];
            await Parallel.ForAsync(0, Sets, parallel, async (i, _) =>
            {
                foreach (var review in sets[i].Reviews) decided[i] = (decided[i] << 1) | (await AllowsAsync(http, root, review) ? 1 : 0);
            });
            return string.Concat(decided.Select(answer => answer.ToString("x", CultureInfo.InvariantCulture)));
        }
        finally
        {
            foreach (var kind in new[] { "clusterroles", "clusterrolebindings" })
                using (await http.DeleteAsync(new Uri($"{root}/apis/rbac.authorization.k8s.io/v1/{kind}?labelSelector={GeneratedRoles.Prefix}", UriKind.RelativeOrAbsolute), Stop)) { }
            for (var i = 0; i < 3; i++)
                using (await http.DeleteAsync(new Uri($"{root}/api/v1/namespaces/{GeneratedRoles.NamespaceOf(i)}", UriKind.RelativeOrAbsolute), Stop)) { }
        }
    }

    // A server decides by what it has heard of; the last one that was made, of each kind, is known when the others are.
    private static async Task UntilKnownAsync(HttpClient http, string root)
    {
        var name = $"{GeneratedRoles.Prefix}-marker";
        var ns = GeneratedRoles.NamespaceOf(0);
        var meta = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [GeneratedRoles.Prefix] = "true" } };
        var rules = new JsonArray(new JsonObject { ["verbs"] = new JsonArray("get"), ["apiGroups"] = new JsonArray("marker"), ["resources"] = new JsonArray("markers") });
        foreach (var (kind, roles, bindings) in new[] { ("ClusterRole", "clusterroles", "clusterrolebindings"), ("Role", $"namespaces/{ns}/roles", $"namespaces/{ns}/rolebindings") })
        {
            var group = $"{root}/apis/rbac.authorization.k8s.io/v1";
            await SendAsync(http, $"{group}/{roles}", new JsonObject { ["metadata"] = meta.DeepClone(), ["rules"] = rules.DeepClone() });
            var roleRef = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = kind, ["name"] = name };
            var subject = new JsonObject { ["kind"] = "User", ["apiGroup"] = "rbac.authorization.k8s.io", ["name"] = name + kind };
            await SendAsync(http, $"{group}/{bindings}", new JsonObject { ["metadata"] = meta.DeepClone(), ["roleRef"] = roleRef, ["subjects"] = new JsonArray(subject) });
            var attributes = new JsonObject { ["verb"] = "get", ["group"] = "marker", ["resource"] = "markers", ["namespace"] = ns };
            var review = new JsonObject { ["spec"] = new JsonObject { ["user"] = name + kind, ["resourceAttributes"] = attributes } };
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (!await AllowsAsync(http, root, review)) await Task.Delay(50, deadline.Token);
        }
    }

    private static async Task<bool> AllowsAsync(HttpClient http, string root, JsonObject review)
    {
        var (code, answer) = await SendAsync(http, root + Reviews, review);
        code.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        return answer["status"]!["allowed"]!.GetValue<bool>();
    }

    private static async Task<(HttpStatusCode Code, JsonNode Answer)> SendAsync(HttpClient http, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content, Stop);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!);
    }
}
