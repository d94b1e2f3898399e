using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Index;

/// <summary>What clusters of the benchmark hold, as <c>object-mix.json</c> says it: the same objects for the same numbers.</summary>
internal sealed class ObjectMix
{
    private const int Thousand = 1000;

    private ObjectMix(int perCluster, JsonElement kinds)
    {
        int Of(JsonElement kind) => Math.Max(1, (int)(kind.GetProperty("ofThousand").GetInt32() * (long)perCluster / Thousand));
        var all = new List<MixedKind>();
        foreach (var kind in kinds.EnumerateArray())
        {
            var gvr = new GroupVersionResource(kind.GetProperty("group").GetString()!, kind.GetProperty("version").GetString()!, kind.GetProperty("resource").GetString()!);
            var owner = kind.GetProperty("owner").GetString() is { } name ? all.Find(other => other.Gvr.Resource == name) : null;
            all.Add(new(this, all.Count, gvr, kind, Of(kind), owner));
        }

        Kinds = all;
        Namespaces = Kinds.First(kind => kind.Gvr.Resource == "namespaces").Count;
        Nodes = Kinds.First(kind => kind.Gvr.Resource == "nodes").Count;
        Deployments = Kinds.First(kind => kind.Gvr.Resource == "deployments").Count;
    }

    /// <summary>In the order of the file: owners first.</summary>
    public IReadOnlyList<MixedKind> Kinds { get; }

    public int Namespaces { get; }

    public int Nodes { get; }

    public int Deployments { get; }

    /// <summary>Objects of one cluster.</summary>
    public int PerCluster => Kinds.Sum(kind => kind.Count);

    public static ObjectMix Load(int perCluster)
    {
        using var file = typeof(ObjectMix).Assembly.GetManifestResourceStream("object-mix.json")!;
        using var document = JsonDocument.Parse(file);
        return new(perCluster, document.RootElement.GetProperty("kinds"));
    }

    public MixedKind Find(string resource) => Kinds.First(kind => kind.Gvr.Resource == resource);
}
