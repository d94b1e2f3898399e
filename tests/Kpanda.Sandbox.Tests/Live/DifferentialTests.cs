using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Api;
using Kpanda.Sandbox.Tests.Recorded;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Asks a real cluster and a simulated one of its version the same generated requests. Nothing is kept in either.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Requests = 2_000;

    /// <summary>The share of answers that are alike. A few messages list what is wrong in the order of Go's maps, which is another each time.</summary>
    private const double Alike = 0.995;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GeneratedRequests_AreAnsweredAlike()
    {
        Assert.SkipWhen(LiveCluster.Kubeconfigs.Count == 0, $"{LiveCluster.Variable} names no cluster.");
        var seed = int.Parse(Environment.GetEnvironmentVariable("KPANDA_TEST_SEED") ?? "1", CultureInfo.InvariantCulture);
        foreach (var kubeconfig in LiveCluster.Kubeconfigs)
        {
            await using var live = await LiveCluster.StartAsync(kubeconfig);
            await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = live.Version });
            var generated = new GeneratedRequests(seed);
            Dictionary<string, (int Same, int All)> groups = [];
            StringBuilder differences = new();
            for (var i = 0; i < Requests; i++)
            {
                var (path, body) = generated.Next("default");
                var expected = await SendAsync(live.Http, "", path, body);
                var found = await SendAsync(served.Http, served.Address, path, body);
                var request = new RecordedAnswer(i, "generated", "POST", path, new Dictionary<string, string>(), body, expected.Status, expected.Answer);
                var difference = expected.Status != found.Status
                    ? $"status {found.Status}, not {expected.Status}: {Short(expected.Answer)} but {Short(found.Answer)}"
                    : JsonDifference.Find(Comparable.Of(Scrubbed.Of(expected.Answer), request), Comparable.Of(Scrubbed.Of(found.Answer), request));
                var (same, all) = groups.GetValueOrDefault(request.Group);
                groups[request.Group] = (same + (difference is null ? 1 : 0), all + 1);
                if (difference is not null) differences.AppendLine(CultureInfo.InvariantCulture, $"{i} {path} {body.ToJsonString()}: {difference}");
            }

            var alike = groups.Values.Sum(g => g.Same);
            output.WriteLine($"{live.Version}, seed {seed}: {alike} of {Requests} answers alike");
            foreach (var (group, (same, all)) in groups.OrderBy(g => g.Key, StringComparer.Ordinal)) output.WriteLine($"  {group}: {same} of {all}");
            output.WriteLine(differences.ToString());
            ((double)alike / Requests).ShouldBeGreaterThanOrEqualTo(Alike);
        }
    }

    private static string Short(JsonNode? answer) => (answer?["message"]?.ToString() ?? answer?["kind"]?.ToString() ?? "") is { Length: > 300 } text ? text[..300] : answer?["message"]?.ToString() ?? "";

    private static async Task<(int Status, JsonNode? Answer)> SendAsync(HttpClient http, string root, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync(root + path, content, Stop);
        var read = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop));
        foreach (var volume in (read?["spec"]?["volumes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            // Distributions give pods certificates of their own.
            (volume["projected"]?["sources"] as JsonArray)?.RemoveAll(source => source?["configMap"]?["name"]?.ToString() is { } name && name != "kube-root-ca.crt");
        }

        return ((int)answer.StatusCode, read);
    }
}
