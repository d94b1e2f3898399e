using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Pods that do one thing (or several) against the Pod Security Standards, asked for at each level: what was answered, a line each. All that it makes is deleted again.</summary>
/// <param name="admin">A client that may do all.</param>
/// <param name="root">What stands before each path.</param>
internal sealed partial class SecurityStory(HttpClient admin, string root)
{
    private const string Label = "pod-security.kubernetes.io/";

    // What a namespace says of its pods, and what it is called here.
    private static readonly (string Name, string Labels)[] Levels =
    [
        ("privileged", $$"""{"{{Label}}enforce":"privileged"}"""),
        ("baseline", $$"""{"{{Label}}enforce":"baseline"}"""),
        ("restricted", $$"""{"{{Label}}enforce":"restricted"}"""),
        ("baseline-v1-18", $$"""{"{{Label}}enforce":"baseline","{{Label}}enforce-version":"v1.18"}"""),
        ("baseline-v1-28", $$"""{"{{Label}}enforce":"baseline","{{Label}}enforce-version":"v1.28"}"""),
        ("restricted-v1-7", $$"""{"{{Label}}enforce":"restricted","{{Label}}enforce-version":"v1.7"}"""),
        ("restricted-v1-20", $$"""{"{{Label}}enforce":"restricted","{{Label}}enforce-version":"v1.20"}"""),
        ("restricted-v1-24", $$"""{"{{Label}}enforce":"restricted","{{Label}}enforce-version":"v1.24"}"""),
        ("restricted-v1-33", $$"""{"{{Label}}enforce":"restricted","{{Label}}enforce-version":"v1.33"}"""),
        ("warned", $$"""{"{{Label}}warn":"restricted","{{Label}}warn-version":"latest","{{Label}}audit":"baseline"}"""),
    ];

    private readonly string _id = "story-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly List<string> _lines = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<IReadOnlyList<string>> TellAsync()
    {
        try
        {
            foreach (var (level, labels) in Levels)
            {
                await MakeAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{_id}}}-{{{level}}}","labels":{{{labels}}} } }""");
                await MakeAsync($"/api/v1/namespaces/{_id}-{level}/serviceaccounts", """{"metadata":{"name":"runner"}}""");
                foreach (var (name, pod) in SecurityPods.All()) await TellAsync($"{level}: {name}", $"/api/v1/namespaces/{_id}-{level}/pods?dryRun=All", pod);
            }

            foreach (var (path, body) in SecurityPods.Workloads()) await TellAsync($"warned: {path}", $"/apis/{path.Replace("NS", $"{_id}-warned", StringComparison.Ordinal)}?dryRun=All", body);
            await LevelsOfNamespacesAsync();
            return _lines;
        }
        finally
        {
            foreach (var (level, _) in Levels) await SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{_id}-{level}", null);
        }
    }

    // A namespace that is given a level warns of the pods that it has.
    private async Task LevelsOfNamespacesAsync()
    {
        foreach (var name in (string[])["one", "two", "three"])
        {
            var pod = SecurityPods.Plain();
            pod["metadata"] = new JsonObject { ["name"] = name };
            pod["spec"]!["nodeSelector"] = new JsonObject { ["story"] = "nowhere" };
            if (name == "three") pod["spec"]!["hostNetwork"] = true;
            await MakeAsync($"/api/v1/namespaces/{_id}-privileged/pods", pod.ToJsonString());
        }

        foreach (var labels in (string[])
            [
                "\"enforce\":\"restricted\"", "\"enforce\":\"baseline\"", "\"enforce\":\"baseline\",\"enforce-version\":\"v1.30\"", "\"enforce\":\"privileged\"", "\"enforce\":\"strict\"", "\"enforce\":\"baseline\",\"enforce-version\":\"1.30\"",
                "\"enforce\":\"baseline\",\"enforce-version\":\"v1.99\"", "\"warn\":\"most\"", "\"audit\":\"baseline\",\"audit-version\":\"old\"", "\"warn\":\"restricted\"",
            ])
        {
            var patch = "{\"metadata\":{\"labels\":{" + Mode().Replace(labels, $"\"{Label}") + "}}}";
            Tell($"namespace: {labels}", await SendAsync(HttpMethod.Patch, $"/api/v1/namespaces/{_id}-privileged?dryRun=All", patch, "application/merge-patch+json"));
        }
    }

    private async Task TellAsync(string name, string path, JsonObject body) => Tell(name, await SendAsync(HttpMethod.Post, path, body.ToJsonString()));

    private async Task MakeAsync(string path, string body)
    {
        var (code, answer, _) = await SendAsync(HttpMethod.Post, path, body);
        code.ShouldBe(201, $"{path}: {answer?.ToJsonString()}");
    }

    private void Tell(string name, (int Code, JsonNode? Body, string Warnings) answer)
    {
        var (code, body, warnings) = answer;
        var said = body?["kind"]?.ToString() == "Status" ? $"{body["reason"]}: {body["message"]}" : "";
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {code} {said}{warnings}").Replace(_id, "story", StringComparison.Ordinal).TrimEnd());
    }

    private async Task<(int Code, JsonNode? Body, string Warnings)> SendAsync(HttpMethod method, string path, string? body, string media = "application/json")
    {
        using var request = new HttpRequestMessage(method, root + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(media));
        using var answer = await admin.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        var warnings = answer.Headers.TryGetValues("Warning", out var all) ? string.Concat(all.Select(warning => " | " + warning)) : "";
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, warnings);
    }

    [GeneratedRegex("\"(?=enforce|warn|audit)")]
    private static partial Regex Mode();
}
