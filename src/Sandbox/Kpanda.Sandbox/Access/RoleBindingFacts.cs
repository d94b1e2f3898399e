using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Access;

/// <summary>A RoleBinding or ClusterRoleBinding as decisions need it.</summary>
internal sealed record RoleBindingFacts(string Name, string Namespace, string RoleKind, string RoleName, IReadOnlyList<(string Kind, string Namespace, string Name)> Subjects)
{
    public static RoleBindingFacts From(StoredObject obj)
    {
        var node = obj.ToNode();
        var role = node.Child("roleRef");
        return new(
            obj.Key.Name, obj.Key.Namespace, role.Text("kind") ?? "", role.Text("name") ?? "",
            [.. node.Each("subjects").Select(s => (s.Text("kind") ?? "", s.Text("namespace") ?? "", s.Text("name") ?? ""))]);
    }

    /// <summary>The subject through which the binding holds for a user, in a review's words; null where it does not.</summary>
    public string? SubjectOf(SandboxUser user)
    {
        foreach (var (kind, ns, name) in Subjects)
        {
            switch (kind)
            {
                case "User" when user.Name == name:
                    return $"User \"{name}\"";
                case "Group" when user.Groups.Contains(name):
                    return $"Group \"{name}\"";
                case "ServiceAccount" when user.Name == $"system:serviceaccount:{(ns.Length > 0 ? ns : Namespace)}:{name}":
                    return $"ServiceAccount \"{name}/{(ns.Length > 0 ? ns : Namespace)}\"";
            }
        }

        return null;
    }
}
