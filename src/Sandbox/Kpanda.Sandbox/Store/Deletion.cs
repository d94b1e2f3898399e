using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Store;

/// <summary>How a deletion marks an object.</summary>
internal static class Deletion
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    private const string DefinitionFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    public static void Mark(JsonObject obj, DeleteRequest request, long grace, DateTimeOffset now)
    {
        var meta = obj["metadata"]!.AsObject();
        SetFinalizer(meta, ForegroundFinalizer, request.Propagation == Propagation.Foreground);
        SetFinalizer(meta, OrphanFinalizer, request.Propagation == Propagation.Orphan);

        // A second deletion may only shorten the wait.
        if (meta["deletionTimestamp"] is not null && (meta.Number("deletionGracePeriodSeconds") ?? 0) <= grace) return;
        meta["deletionTimestamp"] = KubeJson.Timestamp(now.AddSeconds(grace));
        meta["deletionGracePeriodSeconds"] = grace;
        if (obj.Child("spec")?["finalizers"] is JsonArray { Count: > 0 }) MarkNamespace(obj, meta);
        if (IsDefinition(obj)) MarkDefinition(obj, meta, now);
    }

    /// <summary>Whether an object is a CustomResourceDefinition: it stays until the objects that it defines are gone.</summary>
    public static bool IsDefinition(JsonObject obj) => obj.Text("kind") == "CustomResourceDefinition";

    /// <summary>Lets a CustomResourceDefinition go.</summary>
    public static JsonObject Release(JsonObject definition)
    {
        SetFinalizer(definition["metadata"]!.AsObject(), DefinitionFinalizer, wanted: false, marked: true);
        return definition;
    }

    /// <summary>Whether an object that was not marked before goes at once: its last state then carries no mark.</summary>
    public static bool IsImmediate(StoredObject old) => !old.Deleting;

    // Namespaces carry their finalizers in spec, and say so in their phase.
    private static void MarkNamespace(JsonObject obj, JsonObject meta)
    {
        meta.Remove("deletionGracePeriodSeconds");
        obj.Ensure("status")["phase"] = "Terminating";
    }

    private static void MarkDefinition(JsonObject obj, JsonObject meta, DateTimeOffset now)
    {
        meta.Remove("deletionGracePeriodSeconds");
        SetFinalizer(meta, DefinitionFinalizer, wanted: true);
        if (obj.Ensure("status")["conditions"] is not JsonArray conditions) obj["status"]!["conditions"] = conditions = [];
        conditions.Add(new JsonObject
        {
            ["type"] = "Terminating",
            ["status"] = "True",
            ["lastTransitionTime"] = KubeJson.Timestamp(now),
            ["reason"] = "InstanceDeletionPending",
            ["message"] = "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
        });
    }

    private static void SetFinalizer(JsonObject meta, string name, bool wanted, bool marked = false)
    {
        var finalizers = meta["finalizers"] as JsonArray;
        var at = finalizers?.ToList().FindIndex(f => f?.GetValue<string>() == name) ?? -1;
        if (wanted && at < 0)
        {
            if (finalizers is null) meta["finalizers"] = finalizers = [];
            finalizers.Add(name);
        }
        else if (!wanted && at >= 0 && (marked || meta["deletionTimestamp"] is null))
        {
            finalizers!.RemoveAt(at);
            if (finalizers.Count == 0) meta.Remove("finalizers");
        }
    }
}
