using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Store;
using Kpanda.Sandbox.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Sandbox.Tests.Recorded;

/// <summary>
/// Replays what a real 1.36.2 API server was asked, in the same order, and compares the answers. Of the controllers only that of quotas runs here, so
/// what others had written in the recording (status, their managed fields, pods and events) is left out of the comparison.
/// </summary>
public sealed class RecordedAnswersTests(ITestOutputHelper output)
{
    /// <summary>How many answers are alike; it may only grow.</summary>
    private const int Alike = 233;

    private const string Maps = "/api/v1/namespaces/rec/configmaps";

    // What the recorder did between two kept requests.
    private static readonly Dictionary<string, (string Method, string Path, string? Body, string Media)[]> Unrecorded = new()
    {
        ["create"] = [("POST", Maps, """{"metadata":{"name":"kube-root-ca.crt"},"data":{"ca.crt":"-"}}""", "application/json")],
        ["create bad name"] = [("POST", Maps, """{"metadata":{"generateName":"gen-"}}""", "application/json")],
        ["list labelSelector=app%3Dpage"] = [.. Enumerable.Range(0, 7).Select(i =>
            ("POST", Maps, (string?)$$$"""{"metadata":{"name":"page-{{{i}}}","labels":{"app":"page"}},"data":{"a":"1"}}""", "application/json"))],
        ["watch"] = [("PATCH", Maps + "/one", """{"data":{"w":"1"}}""", "application/merge-patch+json"), ("DELETE", Maps + "/page-6", null, "application/json")],
        ["limitrange"] = [("DELETE", "/api/v1/namespaces/rec/resourcequotas/q", null, "application/json")],
        ["status patch"] = [("PATCH", "/apis/apps/v1/namespaces/rec/deployments/web/status?fieldManager=kube-controller-manager", """{"status":{"conditions":[{"type":"Available","status":"False"}]}}""", "application/strategic-merge-patch+json")],
        ["token request"] = [("POST", "/api/v1/namespaces/rec/serviceaccounts", """{"metadata":{"name":"default"}}""", "application/json")],
        ["psa baseline"] = [("DELETE", "/api/v1/namespaces/rec/limitranges/lr", null, "application/json")],
    };

    private readonly HashSet<string> done = [];
    private string continueToken = "";
    private string listVersion = "";

    [Fact]
    public async Task RecordedRequests_AreAnsweredAsTheRealServerAnswered()
    {
        await using var served = await ServedCluster.StartAsync();
        var recorded = RecordedAnswer.Read(Path.Combine(AppContext.BaseDirectory, "Recorded", "answers-1.36.2.jsonl"));
        ConcurrentQueue<Action> work = new();
        using var delays = new DelayQueue(TimeProvider.System);
        using var quotas = new ControllerRunner(
            served.Cluster.Store, [new ResourceQuotaController(new ControlPlane(served.Cluster, new Random(1)))], TimeProvider.System, delays, TimeSpan.Zero, work.Enqueue, NullLogger.Instance);
        Dictionary<string, (int Same, int All)> groups = [];
        List<string> differences = [];
        foreach (var expected in recorded)
        {
            await PrepareAsync(served, expected);
            while (work.TryDequeue(out var reconcile)) reconcile();
            var difference = await CompareAsync(served, expected);
            var (same, all) = groups.GetValueOrDefault(expected.Group);
            groups[expected.Group] = (same + (difference is null ? 1 : 0), all + 1);
            if (difference is not null) differences.Add($"{expected.Position} {expected.Step} {expected.Method} {expected.Path[..Math.Min(90, expected.Path.Length)]}: {difference}");
        }

        var alike = groups.Values.Sum(g => g.Same);
        var report = new StringBuilder($"{alike} of {recorded.Count} answers alike\n");
        foreach (var (group, (same, all)) in groups.OrderBy(g => g.Key, StringComparer.Ordinal)) report.Append($"  {group}: {same} of {all}\n");
        foreach (var difference in differences) report.Append($"  differs: {difference}\n");
        output.WriteLine(report.ToString());
        alike.ShouldBeGreaterThanOrEqualTo(Alike, report.ToString());
    }

    private async Task PrepareAsync(ServedCluster served, RecordedAnswer expected)
    {
        if (!done.Add(expected.Step) || !Unrecorded.TryGetValue(expected.Step, out var requests)) return;
        foreach (var (method, path, body, media) in requests) (await served.RawAsync(new HttpMethod(method), path, body, media)).Dispose();
    }

    private async Task<string?> CompareAsync(ServedCluster served, RecordedAnswer expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(expected.Method), served.Address + Filled(expected));
        foreach (var (name, value) in expected.Headers.Where(h => h.Key != "Content-Type")) request.Headers.TryAddWithoutValidation(name, value);
        if (expected.Body is not null || expected.Headers.ContainsKey("Content-Type"))
        {
            request.Content = new StringContent(await BodyAsync(served, expected));
            request.Content.Headers.ContentType = new(expected.Headers.GetValueOrDefault("Content-Type", "application/json"));
        }

        using var answer = await served.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (expected.Step == "page 1" && JsonNode.Parse(text)!["metadata"] is JsonObject meta)
        {
            continueToken = meta["continue"]?.ToString() ?? "";
            listVersion = meta["resourceVersion"]!.ToString();
        }

        if ((int)answer.StatusCode != expected.Status) return $"status {(int)answer.StatusCode}, not {expected.Status}: {text[..Math.Min(300, text.Length)]}";
        if (expected.Answer is JsonValue && expected.Answer.GetValueKind() == JsonValueKind.String)
            return expected.Path.Contains("verbose", StringComparison.Ordinal) || text == expected.Answer.ToString() ? null : $"'{text}'";
        return JsonDifference.Find(Comparable.Of(Scrubbed.Of(expected.Answer), expected), Comparable.Of(Scrubbed.Of(Parse(text, expected)), expected));
    }

    private static JsonNode? Parse(string text, RecordedAnswer expected) => expected.Answer is JsonArray
        ? new JsonArray([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l))])
        : JsonNode.Parse(text);

    private string Filled(RecordedAnswer expected)
    {
        var version = expected.Step switch
        {
            "watch" or "watch table" => listVersion,
            _ => "999999999999",
        };
        var token = expected.Step == "bad continue" ? "zzz" : continueToken;
        return expected.Path.Replace("<rv>", version, StringComparison.Ordinal).Replace("<continue>", token, StringComparison.Ordinal);
    }

    private static async Task<string> BodyAsync(ServedCluster served, RecordedAnswer expected)
    {
        var body = expected.Body is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : expected.Body?.ToJsonString(KubeJson.Options) ?? "";
        if (body.Contains("<rv>", StringComparison.Ordinal))
        {
            var current = (await served.GetAsync(expected.Path)).Body["metadata"]!;
            body = body.Replace("<rv>", expected.Step == "put stale" ? "1" : current["resourceVersion"]!.ToString(), StringComparison.Ordinal)
                .Replace("\"<uid>\"", $"\"{current["uid"]}\"", StringComparison.Ordinal);
        }

        return body.Replace("<uid>", "00000000-0000-0000-0000-000000000000", StringComparison.Ordinal)
            .Replace("<time>", "2026-01-01T00:00:00Z", StringComparison.Ordinal).Replace("<ip>", "10.0.0.77", StringComparison.Ordinal);
    }
}
