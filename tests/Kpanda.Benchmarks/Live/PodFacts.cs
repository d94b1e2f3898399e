using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Live;

/// <summary>What the lists of pods say of each, to choose filters by.</summary>
internal sealed record PodFacts(string Cluster, ObjectKey Key, string Node, string App)
{
    private const int Screenful = 60;
    private const string List = "/apis/kpanda.io/v1alpha1/asl/pods";

    public static async Task<int> CountAsync(HttpClient api, CancellationToken cancellationToken) =>
        (await api.GetFromJsonAsync<JsonElement>($"{List}?pageSize=1", cancellationToken)).GetProperty("pagination").GetProperty("total").GetInt32();

    public static async Task<List<PodFacts>> ReadAllAsync(HttpClient api, CancellationToken cancellationToken)
    {
        var all = new List<PodFacts>();
        for (var page = 1; ; page++)
        {
            var answer = await api.GetFromJsonAsync<JsonElement>($"{List}?pageSize=1000&page={page}", cancellationToken);
            foreach (var item in answer.GetProperty("items").EnumerateArray()) all.Add(Of(item));
            if (page >= answer.GetProperty("pagination").GetProperty("pages").GetInt32()) return all;
        }
    }

    /// <summary>Different questions by namespace, node, label, part of the name, and state, each with about a screenful to show where there are enough of them.</summary>
    public static List<string> Questions(IReadOnlyCollection<PodFacts> pods, int count, int seed)
    {
        var prefix = List[..List.IndexOf("/asl", StringComparison.Ordinal)];
        var questions = pods.SelectMany(pod => (string[])
            [
                $"{prefix}/clusters/{pod.Cluster}/namespaces/{pod.Key.Namespace}/pods",
                $"{prefix}/clusters/{pod.Cluster}/pods?fieldSelector=spec.nodeName%3D{pod.Node}",
                $"{prefix}/clusters/{pod.Cluster}/pods?labelSelector=app%3D{pod.App}",
                $"{List}?namespace={pod.Key.Namespace}&phase=Running",
                $"{List}?fuzzyName={pod.Key.Name[^3..]}",
                $"{List}?labelSelector=app%3D{pod.App}&sortBy=created_at",
            ]).Where(question => !question.EndsWith("%3D", StringComparison.Ordinal)).CountBy(question => question)
            .OrderByDescending(question => Math.Min(question.Value, Screenful)).ThenBy(question => question.Key, StringComparer.Ordinal).Select(question => question.Key).ToArray();
        var full = questions[..Math.Min(questions.Length, count * 2)];
        new Random(seed).Shuffle(full);
        return [.. full.Take(count)];
    }

    private static PodFacts Of(JsonElement item)
    {
        var metadata = item.GetProperty("metadata");
        var app = metadata.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Object && labels.TryGetProperty("app", out var value) ? value.GetString()! : "";
        var node = item.TryGetProperty("spec", out var spec) && spec.TryGetProperty("nodeName", out var name) ? name.GetString()! : "";
        return new(metadata.GetProperty("cluster").GetString()!, new ObjectKey(metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!), node, app);
    }
}
