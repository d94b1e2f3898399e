using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;

namespace Kpanda.Permissions.Rbac;

/// <summary>Whom a binding is for: a user or a group by name. Service accounts are never people.</summary>
internal readonly record struct RbacSubject(bool IsGroup, string Name);

/// <summary>A RoleBinding or ClusterRoleBinding as decisions need it.</summary>
/// <param name="Role">Key of the role: without a namespace for a ClusterRole.</param>
/// <param name="Subjects">Users and groups.</param>
/// <param name="Maker">The tool that it says it was made by; empty where it names none.</param>
internal sealed record RbacBinding(ObjectKey Role, IReadOnlyList<RbacSubject> Subjects, string Maker)
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <param name="key">Namespace and name of the binding.</param>
    /// <param name="body">The object.</param>
    /// <returns>Null where it can be no person's: no users or groups, or a role that such a binding cannot give.</returns>
    public static RbacBinding? Read(ObjectKey key, JsonElement body)
    {
        if (!body.TryGetProperty("roleRef", out var role) || Text(role, "name") is not { Length: > 0 } name || Text(role, "apiGroup") is not (RbacGroup or "")) return null;
        ObjectKey? roleKey = Text(role, "kind") switch
        {
            "ClusterRole" => new("", name),
            "Role" when key.Namespace.Length > 0 => new(key.Namespace, name),
            _ => null,
        };
        if (roleKey is not { } known || !body.TryGetProperty("subjects", out var all) || all.ValueKind != JsonValueKind.Array) return null;
        List<RbacSubject> subjects = [];
        foreach (var subject in all.EnumerateArray())
        {
            // As the API server reads them: the group of the kind plays no part.
            if (Text(subject, "kind") is "User" or "Group" && Text(subject, "name") is { Length: > 0 } who) subjects.Add(new(Text(subject, "kind") == "Group", who));
        }

        return subjects.Count == 0 ? null : new(known, subjects, ManagedBindings.MakerOf(body));
    }

    private static string Text(JsonElement element, string field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
