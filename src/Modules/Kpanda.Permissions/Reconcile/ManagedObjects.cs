using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Reconcile;

/// <summary>
/// What is to be in members: the ClusterRoles of the templates, and one binding for each grant. Names of bindings are made of the grant's id, never of a person's name, which may be
/// anything. Everything carries the id of the installation that wrote it, so that two of them leave each other's alone.
/// </summary>
internal static class ManagedObjects
{
    /// <summary>Label: the id of the grant.</summary>
    public const string GrantLabel = "kpanda.io/grant";

    private const string Group = "rbac.authorization.k8s.io";
    private const string NamePrefix = "kpanda-grant-";

    public static readonly GroupVersionResource ClusterRoles = new(Group, "v1", "clusterroles");
    public static readonly GroupVersionResource ClusterRoleBindings = new(Group, "v1", "clusterrolebindings");
    public static readonly GroupVersionResource RoleBindings = new(Group, "v1", "rolebindings");

    /// <summary>The collection that the binding of a grant is in.</summary>
    public static GroupVersionResource ResourceOf(Grant grant) => grant.Namespace.Length == 0 ? ClusterRoleBindings : RoleBindings;

    /// <summary>Namespace and name of the binding of a grant.</summary>
    public static ObjectKey KeyOf(Grant grant) => new(grant.Namespace, $"{NamePrefix}{grant.Id:N}");

    /// <summary>The grant whose binding has this name; null where the name is no such one.</summary>
    public static Guid? GrantOf(string name) =>
        name.StartsWith(NamePrefix, StringComparison.Ordinal) && Guid.TryParseExact(name.AsSpan(NamePrefix.Length), "N", out var id) ? id : null;

    /// <summary>What selects the bindings of one installation.</summary>
    public static LabelSelector BindingsOf(Guid installation) =>
        LabelSelector.TryParse($"{ManagedBindings.Label}={ManagedBindings.Value},{ManagedBindings.InstallationLabel}={installation}", out var selector, out var error) ? selector : throw new InvalidOperationException(error);

    /// <summary>The binding of a grant.</summary>
    public static JsonObject Binding(Grant grant, string subject, Guid installation)
    {
        var key = KeyOf(grant);
        var metadata = new JsonObject { ["name"] = key.Name };
        if (key.Namespace.Length > 0) metadata["namespace"] = key.Namespace;
        var labels = Labels(installation);
        labels[ManagedBindings.Label] = ManagedBindings.Value;
        labels[GrantLabel] = $"{grant.Id}";
        metadata["labels"] = labels;
        return new JsonObject
        {
            ["apiVersion"] = ClusterRoles.ApiVersion,
            ["kind"] = grant.Namespace.Length == 0 ? "ClusterRoleBinding" : "RoleBinding",
            ["metadata"] = metadata,
            ["roleRef"] = RoleRef(grant.Role),
            ["subjects"] = new JsonArray(new JsonObject { ["kind"] = $"{grant.SubjectKind}", ["apiGroup"] = Group, ["name"] = subject }),
        };
    }

    /// <summary>The ClusterRole of a template.</summary>
    public static JsonObject Role(string name, IReadOnlyList<PolicyRule> rules, Guid installation)
    {
        var labels = Labels(installation);
        labels[RoleTemplates.Label] = "true";
        return new JsonObject
        {
            ["apiVersion"] = ClusterRoles.ApiVersion,
            ["kind"] = "ClusterRole",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = labels,
                ["annotations"] = new JsonObject { [RoleTemplates.CreatorAnnotation] = RoleTemplates.Creator },
            },
            ["rules"] = new JsonArray([.. rules.Select(Rule)]),
        };
    }

    /// <summary>Whether an object as observed says all that it is to say: what others added to its labels and annotations does not matter.</summary>
    public static bool Says(JsonElement observed, JsonObject wanted)
    {
        var actual = JsonObject.Create(observed)!;
        return Has(actual["metadata"]?["labels"], wanted["metadata"]!["labels"])
            && Has(actual["metadata"]?["annotations"], wanted["metadata"]!["annotations"])
            && actual["aggregationRule"] is null
            && JsonNode.DeepEquals(RulesOf(actual), RulesOf(wanted))
            && JsonNode.DeepEquals(actual["roleRef"], wanted["roleRef"])
            && JsonNode.DeepEquals(actual["subjects"], wanted["subjects"]);
    }

    /// <summary>The same for a role that another installation keeps: as long as it says the same it serves both.</summary>
    public static bool SaysForAnother(JsonElement observed, JsonObject wanted)
    {
        var theirs = wanted.DeepClone().AsObject();
        theirs["metadata"]!["labels"]![ManagedBindings.InstallationLabel] = $"{InstallationOf(observed)}";
        return Says(observed, theirs);
    }

    /// <summary>Whether another installation keeps an object.</summary>
    public static bool IsOfAnother(JsonElement observed, Guid installation) => InstallationOf(observed) is { } other && other != installation;

    /// <summary>Whether a binding points to the role that it is to point to: that cannot be changed, it has to be made anew.</summary>
    public static bool PointsTo(JsonElement observed, JsonObject wanted) =>
        observed.TryGetProperty("roleRef", out var role) && JsonNode.DeepEquals(JsonObject.Create(role), wanted["roleRef"]);

    /// <summary>The installation that wrote an object; null where none did.</summary>
    public static Guid? InstallationOf(JsonElement observed) =>
        observed.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("labels", out var labels) && labels.TryGetProperty(ManagedBindings.InstallationLabel, out var value)
        && value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out var id) ? id : null;

    // A role that allows nothing may come back without its empty list.
    private static JsonNode? RulesOf(JsonObject role) => role["rules"] is JsonArray { Count: > 0 } rules ? rules : null;

    private static JsonObject RoleRef(string role) => new() { ["apiGroup"] = Group, ["kind"] = "ClusterRole", ["name"] = role };

    // Objects with the first of these are what is listed, and cleaned up where that is asked for, when a cluster is removed.
    private static JsonObject Labels(Guid installation) => new() { ["app.kubernetes.io/managed-by"] = "kpanda", [ManagedBindings.InstallationLabel] = $"{installation}" };

    private static JsonNode Rule(PolicyRule rule)
    {
        var node = new JsonObject { ["verbs"] = Words(rule.Verbs) };
        if (rule.ApiGroups.Count > 0) node["apiGroups"] = Words(rule.ApiGroups);
        if (rule.Resources.Count > 0) node["resources"] = Words(rule.Resources);
        if (rule.ResourceNames.Count > 0) node["resourceNames"] = Words(rule.ResourceNames);
        if (rule.NonResourceUrls.Count > 0) node["nonResourceURLs"] = Words(rule.NonResourceUrls);
        return node;
    }

    private static JsonArray Words(IReadOnlyList<string> words) => new([.. words.Select(static word => JsonValue.Create(word))]);

    private static bool Has(JsonNode? actual, JsonNode? wanted) =>
        wanted is not JsonObject fields || (actual is JsonObject known && fields.All(field => JsonNode.DeepEquals(known[field.Key], field.Value)));
}
