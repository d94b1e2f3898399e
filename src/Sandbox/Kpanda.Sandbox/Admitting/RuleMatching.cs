using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>Which requests the rules and selectors of a webhook or a policy are about.</summary>
internal static class RuleMatching
{
    /// <summary>
    /// The version in which rules meet a request: its own, or (where another version of the same kind counts too) that one; null where they do not.
    /// </summary>
    public static KindInfo? Version(IEnumerable<JsonObject> rules, ApiRequest request, string operation, string name, bool equivalent)
    {
        var all = rules as IReadOnlyList<JsonObject> ?? [.. rules];
        if (all.Any(rule => Meets(rule, request.Kind, request, operation, name))) return request.Kind;
        if (!equivalent) return null;
        var others = request.Cluster.Kinds.All.Where(kind => kind.Storage == request.Kind.Storage && kind.Gvr != request.Kind.Gvr).ToList();
        return all.Select(rule => others.FirstOrDefault(kind => Meets(rule, kind, request, operation, name))).FirstOrDefault(kind => kind is not null);
    }

    /// <summary>Whether the selectors <c>namespaceSelector</c> and <c>objectSelector</c> pick a request.</summary>
    public static bool Selects(JsonObject? owner, AdmissionAttributes attributes)
    {
        var (namespaces, objects) = (Selector(owner, "namespaceSelector"), Selector(owner, "objectSelector"));
        if (!namespaces.IsEverything && attributes.NamespaceLabels() is { } labels && !namespaces.Matches(labels)) return false;
        return objects.IsEverything || Has(attributes.Object) || Has(attributes.Old);

        bool Has(JsonObject? obj) => obj is not null && objects.Matches(LabelSet.From(obj.Child("metadata", "labels")));
    }

    /// <summary>Whether <c>matchConstraints</c> of a policy or <c>matchResources</c> of a binding pick a request; the version in which, where they have rules.</summary>
    public static bool Selects(JsonObject? match, AdmissionAttributes attributes, out KindInfo version)
    {
        version = attributes.Request.Kind;
        if (match is null) return true;
        if (!Selects(match, attributes)) return false;
        var equivalent = match.Text("matchPolicy") != "Exact";
        if (Version(match.Each("excludeResourceRules"), attributes.Request, attributes.Operation, attributes.Name, equivalent) is not null) return false;
        var rules = match.Each("resourceRules").ToList();
        if (rules.Count == 0) return true;
        if (Version(rules, attributes.Request, attributes.Operation, attributes.Name, equivalent) is not { } found) return false;
        version = found;
        return true;
    }

    private static LabelSelector Selector(JsonObject? owner, string field) =>
        owner?[field] is JsonObject source && LabelSelector.TryRead(source, out var selector, out _) ? selector : LabelSelector.Everything;

    private static bool Meets(JsonObject rule, KindInfo kind, ApiRequest request, string operation, string name)
    {
        var names = Words(rule, "resourceNames");
        return Words(rule, "operations").Any(o => o == "*" || o == operation)
            && Words(rule, "apiGroups").Any(g => g == "*" || g == kind.Gvr.Group)
            && Words(rule, "apiVersions").Any(v => v == "*" || v == kind.Gvr.Version)
            && Words(rule, "resources").Any(r => IsResource(r, kind.Gvr.Resource, request.Subresource))
            && IsInScope(rule.Text("scope"), request)
            && (names.Count == 0 || names.Contains(name));
    }

    private static bool IsResource(string word, string resource, string subresource)
    {
        var (main, sub) = word.Split('/', 2) is [var m, var s] ? (m, s) : (word, "");
        return (main == "*" || main == resource) && (sub == "*" || sub == subresource);
    }

    // A namespace is nowhere but in itself.
    private static bool IsInScope(string? scope, ApiRequest request)
    {
        var inside = request.Kind.Storage != BuiltIn.Namespaces && request.Namespace.Length > 0;
        return scope switch
        {
            "Namespaced" => inside,
            "Cluster" => !inside,
            _ => true,
        };
    }

    private static List<string> Words(JsonObject rule, string field) => [.. (rule[field] as JsonArray ?? []).Select(w => w?.ToString() ?? "")];
}
