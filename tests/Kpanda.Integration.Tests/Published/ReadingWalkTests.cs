using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Integration.Tests.Published;

/// <summary>Every reading operation of the published API that is covered, asked of live clusters: its answer has the published form.</summary>
public sealed partial class ReadingWalkTests(ServerProcess server, ITestOutputHelper output)
{
    private const string Prefix = PublishedAnswers.Prefix;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Parameters without which there is no answer.</summary>
    private static readonly Dictionary<string, string> Needed = new() { ["/clusters/{cluster}/namespaces/{namespace}/metricvalues"] = "?kind=Pod&name=requests" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimulatedCluster_AnswersInThePublishedForm()
    {
        // The product's own: clusters of other tests come and go meanwhile.
        const string cluster = "staging";
        await Deadline.ForAsync($"the pods of {cluster}", Patience, async _ => (await ItemsAsync(server.Client, $"/clusters/{cluster}/pods")) is { Count: > 0 } pods ? pods : null);

        await WalkAsync(server.Client, cluster, atLeast: 60);
    }

    [Fact]
    public async Task RealClusters_AnswerInThePublishedForm()
    {
        Assert.SkipWhen(RealClusters.Kubeconfigs.Count == 0, $"{RealClusters.Variable} names no cluster.");
        // A server of its own: a cluster can be imported only once.
        await using var own = new ServerProcess();
        await own.InitializeAsync();
        var api = new ProductApi(own.Client);
        for (var i = 0; i < RealClusters.Kubeconfigs.Count; i++)
        {
            var name = $"walk-real-{i}";
            await api.PostAsync("/clusters", new { name, kubeConfigString = await File.ReadAllTextAsync(RealClusters.Kubeconfigs[i], Token) });
            await Deadline.ForAsync($"the namespaces of {name}", Patience, async _ => (await ItemsAsync(own.Client, $"/clusters/{name}/namespaces")) is { Count: > 0 } found ? found : null);
            await WalkAsync(own.Client, name, atLeast: 40);
        }
    }

    private async Task WalkAsync(HttpClient client, string cluster, int atLeast)
    {
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var withoutObject = new List<string>();
        var walked = 0;
        foreach (var operation in (await PublishedAnswers.CoveredAsync(client)).Where(operation => operation.Method == "GET"))
        {
            if (await FillAsync(client, operation.Path, cluster) is not { } filled)
            {
                withoutObject.Add(operation.Path);
                continue;
            }

            using var response = await client.GetAsync(Prefix + filled + Needed.GetValueOrDefault(operation.Path), Token);
            var text = await response.Content.ReadAsStringAsync(Token);
            // What the list had may be gone by now; a kind that the member does not serve has no objects.
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                withoutObject.Add(operation.Path);
                continue;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                problems.Add($"{filled}: {(int)response.StatusCode} {text}");
                continue;
            }

            using var answer = JsonDocument.Parse(text);
            problems.UnionWith(operation.Problems(answer.RootElement));
            walked++;
        }

        output.WriteLine($"{cluster}: {walked} answers have the published form; no object for {withoutObject.Count}: {string.Join(", ", withoutObject)}");
        problems.ShouldBeEmpty();
        walked.ShouldBeGreaterThanOrEqualTo(atLeast);
    }

    /// <summary>A path with its parameters filled in from what the cluster has; null where it has nothing for them.</summary>
    private static async Task<string?> FillAsync(HttpClient client, string path, string cluster)
    {
        var isFleet = path.StartsWith("/clusters/{name}", StringComparison.Ordinal);
        path = path.Replace(isFleet ? "{name}" : "{cluster}", cluster, StringComparison.Ordinal)
            .Replace("{group}/{version}/namespaces", "apps/v1/namespaces", StringComparison.Ordinal)
            .Replace("{group}/{version}/{resource}", "rbac.authorization.k8s.io/v1/clusterroles", StringComparison.Ordinal)
            .Replace("{resource}", "deployments", StringComparison.Ordinal)
            .Replace("{kind}", "deployments", StringComparison.Ordinal);
        if (!path.Contains('{')) return path;

        // …/{segment}/{name}…: the name of some object of the kind, and its namespace.
        if (Named.Match(path) is not { Success: true } named)
            return path.Replace("{namespace}", await NamespaceAsync(client, cluster, Segment.Match(path).Groups["segment"].Value), StringComparison.Ordinal);
        if ((await ItemsAsync(client, $"/clusters/{cluster}/{named.Groups["segment"].Value}")) is not [var first, ..]) return null;
        var metadata = first.GetProperty("metadata");
        return path.Replace("{namespace}", metadata.GetProperty("namespace").GetString(), StringComparison.Ordinal)
            .Replace(named.Groups["name"].Value, metadata.GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> NamespaceAsync(HttpClient client, string cluster, string segment) =>
        (await ItemsAsync(client, $"/clusters/{cluster}/{segment}")) is [var first, ..] && first.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("namespace", out var ns)
            && ns.GetString() is { Length: > 0 } found ? found : "default";

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient client, string list)
    {
        using var response = await client.GetAsync(Prefix + list, Token);
        if (!response.IsSuccessStatusCode) return [];
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
        return answer.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];
    }

    [GeneratedRegex(@"/(?<segment>[a-z]+)/(?<name>\{(?!namespace)[a-z]+\})", RegexOptions.ExplicitCapture)]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"\{namespace\}/(?<segment>[a-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Segment { get; }
}
