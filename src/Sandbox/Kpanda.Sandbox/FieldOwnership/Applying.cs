using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.FieldOwnership;

/// <summary>Server-side apply: merges what a manager wants, drops what it wants no more, and finds who else owns what it changes.</summary>
internal sealed class Applying
{
    private readonly ApiRequest request;
    private readonly KindInfo kind;
    private readonly SchemaNode? schema;
    private readonly FieldManagerEntry entry;
    private readonly FieldSet wanted;
    private readonly JsonObject configuration;

    public Applying(ApiRequest request, KindInfo kind, JsonObject configuration)
    {
        this.request = request;
        this.kind = kind;
        this.configuration = configuration;
        schema = request.Cluster.Kinds.Schema(kind);
        entry = new FieldManagerEntry(request.FieldManager, FieldManagerEntry.Apply, request.Kind.Gvk.ApiVersion, request.Subresource);
        wanted = FieldSet.Named(ManagedFields.Ownable(configuration, kind, request.Subresource), schema).WithoutLeaf("f:metadata");
    }

    /// <summary>The object after the apply, or a conflict.</summary>
    public (JsonObject? After, KubeStatus? Failure) Merge(JsonObject live)
    {
        var managers = FieldManagerEntry.Read(live);
        var own = managers.Find(m => m.Is(entry));
        var others = managers.Where(m => m != own).ToList();
        var partial = (JsonObject)configuration.DeepClone();
        if (kind.HasStatus && request.Subresource != "status") partial.Remove("status");
        partial.Child("metadata")?.Remove("managedFields");
        var after = Merged(live, partial, schema);
        if (own is not null)
        {
            var owned = others.Aggregate(new FieldSet(), (all, other) => all.Union(other.Fields));
            Prune(after, own.Fields.Except(wanted), owned.Union(wanted), schema);
        }

        var comparison = FieldComparison.Of(ManagedFields.Ownable(live, kind, request.Subresource), ManagedFields.Ownable(after, kind, request.Subresource), schema);
        var changed = comparison.Added.Union(comparison.Modified);
        if (request.Query["force"] != "true" && Conflicts(others, changed) is { } conflict) return (null, conflict);
        ManagedFields.TakeFrom(others, changed.Intersect(wanted), comparison.Removed);
        Own(after, managers, own);
        return (after, null);
    }

    /// <summary>Records the owner of an object that the apply creates.</summary>
    public void Own(JsonObject obj) => Own(obj, [], null);

    private void Own(JsonObject obj, List<FieldManagerEntry> managers, FieldManagerEntry? own)
    {
        if (own is null) managers.Add(own = entry);
        if (!own.Fields.SameAs(wanted) || own.Time is null) own.Time = KubeJson.Timestamp(request.Cluster.Time.GetUtcNow());
        own.Fields = wanted;
        FieldManagerEntry.Write(obj, managers);
    }

    private static KubeStatus? Conflicts(List<FieldManagerEntry> others, FieldSet changed)
    {
        List<(string Manager, string Path)> conflicts = [];
        foreach (var other in others.OrderBy(o => o.Manager, StringComparer.Ordinal))
            conflicts.AddRange(other.Fields.Intersect(changed).Paths().Select(path => (other.Describe(), path)));
        if (conflicts.Count == 0) return null;
        var text = conflicts.Count == 1
            ? $"conflict with {conflicts[0].Manager}: {conflicts[0].Path}"
            : string.Join('\n', conflicts.GroupBy(c => c.Manager).Select(g => $"conflicts with {g.Key}:\n" + string.Join('\n', g.Select(c => $"- {c.Path}"))));
        return new KubeStatus
        {
            Code = 409,
            Reason = "Conflict",
            Message = $"Apply failed with {conflicts.Count} conflict{(conflicts.Count == 1 ? "" : "s")}: {text}",
            Details = new() { Causes = [.. conflicts.Select(c => new KubeStatusCause("FieldManagerConflict", $"conflict with {c.Manager}", c.Path))] },
        };
    }

    private static JsonObject Merged(JsonObject live, JsonObject wanted, SchemaNode? schema)
    {
        var result = (JsonObject)live.DeepClone();
        foreach (var (name, value) in wanted)
        {
            if (value is null) continue;
            var child = schema?.Child(name);
            result[name] = (result[name], value) switch
            {
                (JsonObject from, JsonObject to) when child?.Atomic != true => Merged(from, to, child),
                (JsonArray from, JsonArray to) when child?.ListShape is ListShape.Map or ListShape.Set => MergedList(from, to, child),
                _ => value.DeepClone(),
            };
        }

        return result;
    }

    private static JsonArray MergedList(JsonArray live, JsonArray wanted, SchemaNode schema)
    {
        var now = FieldComparison.ByKey(wanted, schema);
        JsonArray result = [];
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (var (key, element) in FieldComparison.ByKey(live, schema))
        {
            done.Add(key);
            result.Add(element is JsonObject from && now.GetValueOrDefault(key) is JsonObject to ? Merged(from, to, schema.Element) : element?.DeepClone());
        }

        foreach (var (key, element) in now)
        {
            if (!done.Contains(key)) result.Add(element?.DeepClone());
        }

        return result;
    }

    // Removes the places that the manager gave up and nobody else owns.
    private static void Prune(JsonNode? node, FieldSet gone, FieldSet kept, SchemaNode? schema)
    {
        foreach (var (step, below) in gone.Children)
        {
            var keep = kept.Children.GetValueOrDefault(step);
            switch (node)
            {
                case JsonObject map when step.StartsWith("f:", StringComparison.Ordinal):
                    var name = step[2..];
                    if (below.Member && keep is null) map.Remove(name);
                    else Prune(map[name], below, keep ?? new FieldSet(), schema?.Child(name));
                    break;
                case JsonArray list when schema is not null:
                    var element = FieldComparison.ByKey(list, schema).GetValueOrDefault(step);
                    if (element is null) break;
                    if (below.Member && keep is null) list.Remove(element);
                    else Prune(element, below, keep ?? new FieldSet(), schema.Element);
                    break;
            }
        }
    }
}
