using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>
/// Generated definitions with rules in CEL: whether names, functions and types fit, and what a rule may cost, in the words of a real API server. Its answers of one seed are kept beside this
/// test (<c>KPANDA_TEST_RECORD</c> names a file to write them to); the clusters that are named are asked about another.
/// </summary>
public sealed partial class DefinitionRuleTests(ITestOutputHelper output)
{
    private const int Kept = 400;
    private const int Asked = 1_500;

    // Two problems at one place are told in an order that is not always the same.
    private const double Alike = 0.995;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string KeptPath => Path.Combine(AppContext.BaseDirectory, "Live", "definition-rules.txt");

    [Fact]
    public async Task GeneratedRules_AreJudgedAsARealServerJudgedThem()
    {
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = "v1.36.2" });
        var lines = await File.ReadAllLinesAsync(KeptPath, Stop);
        lines.Length.ShouldBe(Kept);
        var generated = new GeneratedDefinitions(1);
        Compare("kept answers of 1.36.2", await AskAsync(served.Http, served.Address, generated, Kept), [.. lines.Select(line => (Rule: "", Answer: JsonNode.Parse(line)!.GetValue<string>()))]);
    }

    [Fact]
    public async Task GeneratedRules_AreJudgedAsTheNamedClustersJudgeThem()
    {
        Assert.SkipWhen(LiveCluster.Kubeconfigs.Count == 0, $"{LiveCluster.Variable} names no cluster.");
        var seed = int.Parse(Environment.GetEnvironmentVariable("KPANDA_TEST_SEED") ?? "2", CultureInfo.InvariantCulture);
        foreach (var kubeconfig in LiveCluster.Kubeconfigs)
        {
            await using var live = await LiveCluster.StartAsync(kubeconfig);
            await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = live.Version });
            if (Environment.GetEnvironmentVariable("KPANDA_TEST_RECORD") is { Length: > 0 } file)
                await File.WriteAllLinesAsync(file, (await AskAsync(live.Http, "", new GeneratedDefinitions(1), Kept)).Select(answer => JsonValue.Create(answer.Answer).ToJsonString()), Stop);
            var expected = await AskAsync(live.Http, "", new GeneratedDefinitions(seed), Asked);
            Compare($"{live.Version}, seed {seed}", await AskAsync(served.Http, served.Address, new GeneratedDefinitions(seed), Asked), expected);
        }
    }

    private void Compare(string what, List<(string Rule, string Answer)> found, List<(string Rule, string Answer)> expected)
    {
        var different = found.Zip(expected).Where(pair => pair.First.Answer != pair.Second.Answer).ToList();
        output.WriteLine($"{what}: {found.Count - different.Count} of {found.Count} definitions judged alike, {expected.Count(answer => answer.Answer == "good")} of them good");
        foreach (var (mine, theirs) in different.Take(40)) output.WriteLine($"{mine.Rule}\n  real: {theirs.Answer}\n  here: {mine.Answer}");
        (1 - ((double)different.Count / found.Count)).ShouldBeGreaterThanOrEqualTo(Alike);
    }

    private static async Task<List<(string Rule, string Answer)>> AskAsync(HttpClient http, string root, GeneratedDefinitions generated, int count)
    {
        List<(string, string)> answers = [];
        for (var i = 0; i < count; i++)
        {
            var definition = generated.Next();
            using var content = new StringContent(definition.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await http.PostAsync(root + GeneratedDefinitions.Path, content, Stop);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop));
            answers.Add((definition["spec"]!["versions"]![0]!["schema"]!.ToJsonString(), answer.IsSuccessStatusCode ? "good" : Problems(body)));
        }

        return answers;
    }

    // The type of self has another name each time.
    private static string Problems(JsonNode? body) =>
        SelfType().Replace(string.Join('\n', (body?["details"]?["causes"] as JsonArray ?? []).Select(cause => $"{cause!["field"]}: {cause["message"]}").Order(StringComparer.Ordinal)), "selfType");

    [GeneratedRegex("selfType[0-9]+")]
    private static partial Regex SelfType();
}
