using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Custom;

/// <summary>Serves what CustomResourceDefinitions define, from the moment they are stored until they are gone, and says so in their status.</summary>
internal sealed class DefinitionRegistry
{
    private static readonly string[] Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
    private static readonly string[] SubresourceVerbs = ["get", "patch", "update"];

    private readonly SandboxCluster cluster;

    public DefinitionRegistry(SandboxCluster cluster)
    {
        this.cluster = cluster;
        cluster.Store.Subscribe(BuiltIn.CustomResourceDefinitions, OnEvent);
    }

    /// <summary>Serves the definitions that were loaded without events.</summary>
    public void Refresh()
    {
        foreach (var definition in cluster.Store.List(BuiltIn.CustomResourceDefinitions)) Serve(definition);
    }

    private void OnEvent(StoreEvent change)
    {
        if (change.Type == StoreEventType.Deleted)
        {
            cluster.Kinds.SetCustom(change.Object.Key.Name, []);
            return;
        }

        Serve(change.Object);
        if (change.Object.Deleting) Empty(change.Object);
        else Establish(change.Object);
    }

    // What it defined goes first, whoever wanted to keep it.
    private void Empty(StoredObject definition)
    {
        var spec = definition.ToNode().Child("spec");
        var resource = new GroupResource(spec.Text("group") ?? "", spec.Child("names").Text("plural") ?? "");
        foreach (var item in cluster.Store.List(resource))
        {
            cluster.Store.Update(resource, item.Key.Namespace, item.Key.Name, WithoutFinalizers, UpdateKind.Whole);
            cluster.Store.Delete(resource, item.Key.Namespace, item.Key.Name, DeleteRequest.Now);
        }

        cluster.Store.Update(BuiltIn.CustomResourceDefinitions, "", definition.Key.Name, Deletion.Release, UpdateKind.Whole);
    }

    private static JsonObject WithoutFinalizers(JsonObject obj)
    {
        obj.Child("metadata")?.Remove("finalizers");
        return obj;
    }

    private void Serve(StoredObject definition)
    {
        var spec = definition.ToNode().Child("spec");
        cluster.Kinds.SetCustom(definition.Key.Name, [.. spec.Each("versions").Select(v => Kind(spec!, v))]);
    }

    private static CustomKind Kind(JsonObject spec, JsonObject version)
    {
        var names = spec.Child("names");
        var gvr = new GroupVersionResource(spec.Text("group") ?? "", version.Text("name") ?? "", names.Text("plural") ?? "");
        var kind = names.Text("kind") ?? "";
        var gvk = new GroupVersionKind(gvr.Group, gvr.Version, kind);
        List<SubresourceInfo> subresources = [];
        if (version.Child("subresources", "status") is not null) subresources.Add(new("status", gvk, SubresourceVerbs));
        if (version.Child("subresources", "scale") is not null) subresources.Add(new("scale", new("autoscaling", "v1", "Scale"), SubresourceVerbs) { KindIsForeign = true });
        var info = new KindInfo(gvr, kind, spec.Text("scope") != "Cluster")
        {
            Singular = names.Text("singular") is { Length: > 0 } singular ? singular : kind.ToLowerInvariant(),
            ListKind = names.Text("listKind") is { Length: > 0 } list ? list : kind + "List",
            ShortNames = Words(names, "shortNames"),
            Categories = Words(names, "categories"),
            Verbs = Verbs,
            Subresources = subresources,
            CountsGenerations = true,
            Custom = true,
        };
        var schema = new StructuralSchema(version.Child("schema", "openAPIV3Schema") ?? [], root: true);
        return new CustomKind(info, schema, version.Truth("served"), version.Truth("storage")) { Version = version };
    }

    private static string[] Words(JsonObject? names, string field) => [.. (names?[field] as JsonArray ?? []).Select(w => w?.ToString() ?? "")];

    private void Establish(StoredObject definition)
    {
        var node = definition.ToNode();
        if (node.Child("status").Each("conditions").Any(c => c.Text("type") == "Established" && c.Text("status") == "True")) return;
        cluster.Store.Update(BuiltIn.CustomResourceDefinitions, "", definition.Key.Name, SetStatus, UpdateKind.Status);
    }

    private JsonObject SetStatus(JsonObject definition)
    {
        var now = KubeJson.Timestamp(cluster.Time.GetUtcNow());
        JsonObject Condition(string type, string reason, string message) => new()
        {
            ["type"] = type,
            ["status"] = "True",
            ["lastTransitionTime"] = now,
            ["reason"] = reason,
            ["message"] = message,
        };
        var status = definition.Ensure("status");
        status["conditions"] = new JsonArray(
            Condition("NamesAccepted", "NoConflicts", "no conflicts found"), Condition("Established", "InitialNamesAccepted", "the initial names have been accepted"));
        status["acceptedNames"] = definition.Child("spec", "names")?.DeepClone();
        return definition;
    }
}
