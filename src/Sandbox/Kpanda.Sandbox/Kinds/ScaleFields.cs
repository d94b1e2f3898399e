using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Printing;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds;

/// <summary>Where a kind that can be scaled keeps its sizes and the selector of its pods: the same places in built-in kinds, paths of the definition in custom ones.</summary>
internal sealed class ScaleFields
{
    private readonly string wanted;
    private readonly string actual;
    private readonly string selector;
    private readonly bool labelsAlone;

    private ScaleFields(string wanted, string actual, string selector, bool labelsAlone) =>
        (this.wanted, this.actual, this.selector, this.labelsAlone) = (wanted, actual, selector, labelsAlone);

    /// <summary>The places of a kind that has the sub-resource <c>scale</c>.</summary>
    public static ScaleFields Of(SandboxCluster cluster, KindInfo kind)
    {
        if (!kind.Custom) return new(".spec.replicas", ".status.replicas", "", kind.Gvr.Resource == "replicationcontrollers");
        var paths = cluster.Kinds.Custom(kind)?.Version.Child("subresources", "scale");
        return new(paths.Text("specReplicasPath") ?? "", paths.Text("statusReplicasPath") ?? "", paths.Text("labelSelectorPath") ?? "", false);
    }

    /// <summary>How many are wanted; null where the object does not say.</summary>
    public long? Wanted(JsonObject obj) => Read(obj, wanted);

    /// <summary>How many there are.</summary>
    public long Actual(JsonObject obj) => Read(obj, actual) ?? 0;

    /// <summary>The pods, as a selector in the query form; empty where the object names none.</summary>
    public string Selector(JsonObject obj)
    {
        if (selector.Length > 0) return SimpleJsonPath.Find(obj, selector)?.ToString() ?? "";
        var written = labelsAlone ? Cells.Labels(obj.Child("spec", "selector")) : Cells.Selector(obj.Child("spec", "selector"));
        return written == Cells.None ? "" : written;
    }

    /// <summary>Asks for another size.</summary>
    public void Write(JsonObject obj, long replicas)
    {
        var names = wanted.Split('.', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names[..^1]) obj = obj.Ensure(name);
        obj[names[^1]] = replicas;
    }

    private static long? Read(JsonObject obj, string path) =>
        SimpleJsonPath.Find(obj, path) is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
