using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.FieldOwnership;

/// <summary>Records in <c>managedFields</c> who owns which field, for creations and updates. Applies are recorded by <see cref="Applying"/>.</summary>
internal static class ManagedFields
{
    private static readonly string[] Unowned =
        ["name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"];

    public static void OnCreate(ApiRequest request, KindInfo stored, JsonObject obj)
    {
        obj.Ensure("metadata").Remove("managedFields");
        Record(request, stored, EmptyObjects.Of(stored), obj, []);
    }

    public static void OnUpdate(ApiRequest request, KindInfo stored, JsonObject before, JsonObject after)
    {
        // Sending an empty list forgets all owners.
        var sent = after.Child("metadata")?["managedFields"] as JsonArray;
        var managers = sent is { Count: 1 } && sent[0] is JsonObject { Count: 0 } ? [] : FieldManagerEntry.Read(sent is { Count: > 0 } ? after : before);
        Record(request, stored, before, after, managers);
    }

    /// <summary>The object without what nobody owns.</summary>
    public static JsonObject Ownable(JsonObject obj, KindInfo kind, string subresource)
    {
        JsonObject copy = [];
        foreach (var (name, value) in obj)
        {
            if (name is "kind" or "apiVersion") continue;
            if (kind.HasStatus && subresource != "status" && name == "status") continue;
            if (subresource == "status" && name is not ("status" or "metadata")) continue;
            copy[name] = value?.DeepClone();
        }

        if (copy["metadata"] is JsonObject meta)
        {
            foreach (var field in Unowned) meta.Remove(field);
        }

        return copy;
    }

    /// <summary>Takes fields from other owners: what changed is no longer theirs, what is gone is nobody's.</summary>
    public static void TakeFrom(IEnumerable<FieldManagerEntry> others, FieldSet changed, FieldSet removed)
    {
        foreach (var other in others) other.Fields = other.Fields.Except(changed).Except(removed);
    }

    private static void Record(ApiRequest request, KindInfo stored, JsonObject before, JsonObject after, List<FieldManagerEntry> managers)
    {
        var schema = request.Cluster.Kinds.Schema(stored);
        var comparison = FieldComparison.Of(Ownable(before, stored, request.Subresource), Ownable(after, stored, request.Subresource), schema);
        var changed = comparison.Added.Union(comparison.Modified);
        var entry = new FieldManagerEntry(request.FieldManager, FieldManagerEntry.Update, request.Kind.Gvk.ApiVersion, request.Subresource);
        var own = managers.Find(m => m.Is(entry));
        TakeFrom(managers.Where(m => m != own), changed, comparison.Removed);
        if (own is null) managers.Add(own = entry);
        var fields = own.Fields.Except(comparison.Removed).Union(changed);
        if (!fields.SameAs(own.Fields) || !changed.IsEmpty) own.Time = request.Subresource == "scale" ? null : KubeJson.Timestamp(request.Cluster.Time.GetUtcNow());
        own.Fields = fields;
        FieldManagerEntry.Write(after, managers);
    }
}
