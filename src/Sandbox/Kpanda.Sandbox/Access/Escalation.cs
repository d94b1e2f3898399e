using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Access;

/// <summary>Nobody grants what they do not hold: checked when roles and bindings are written, unless one may escalate or bind.</summary>
internal static class Escalation
{
    private const string Group = "rbac.authorization.k8s.io";

    public static KubeStatus? Refuses(ApiRequest request, JsonObject obj, JsonObject? before)
    {
        if (request.Kind.Gvr.Group != Group || request.User.Groups.Contains(Authorization.Masters)) return null;
        IReadOnlyList<PolicyRule> rules;
        AccessAttributes pardon;
        switch (request.Kind.Gvr.Resource)
        {
            case "roles" or "clusterroles":
                if (before is not null && JsonNode.DeepEquals(before["rules"], obj["rules"])) return null;
                rules = [.. obj.Each("rules").Select(PolicyRule.From)];
                pardon = new("escalate", Group, request.Kind.Gvr.Resource);
                break;
            case "rolebindings" or "clusterrolebindings":
                if (before is not null && JsonNode.DeepEquals(before["subjects"], obj["subjects"])) return null;
                var role = obj.Child("roleRef");
                var kind = role.Text("kind") ?? "";
                if (request.Cluster.Access.RulesOfRole(kind, request.Namespace, role.Text("name") ?? "") is not { } granted) return null;
                rules = granted;
                pardon = new("bind", Group, kind == "Role" ? "roles" : "clusterroles") { Name = role.Text("name") ?? "" };
                break;
            default:
                return null;
        }

        var name = obj.Child("metadata").Text("name") ?? "";
        if (Authorization.Allows(request.Cluster, request.User, pardon with { Namespace = request.Namespace, Name = pardon.Name.Length > 0 ? pardon.Name : name })) return null;
        var missing = Missing(request, rules);
        if (missing.Count == 0) return null;
        var groups = string.Join(" ", request.User.Groups.Select(g => $"\"{g}\""));
        return Failure.Forbidden(request.Resource, name, $"user \"{request.User.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', missing)}");
    }

    // One line for each group and resource, with the verbs that the user lacks.
    private static List<string> Missing(ApiRequest request, IReadOnlyList<PolicyRule> rules)
    {
        SortedDictionary<string, List<string>> lacking = new(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            foreach (var verb in rule.Verbs)
            {
                foreach (var path in rule.Paths)
                {
                    if (!Holds(request, new(verb, "", "") { Path = path })) Add($"NonResourceURLs:[\"{path}\"]", verb);
                }

                foreach (var (group, resource, name) in Targets(rule))
                {
                    var (main, sub) = resource.Split('/', 2) is [var m, var s] ? (m, s) : (resource, "");
                    if (Holds(request, new(verb, group, main) { Subresource = sub, Namespace = request.Namespace, Name = name })) continue;
                    Add($"APIGroups:[\"{group}\"], Resources:[\"{resource}\"]{(name.Length > 0 ? $", ResourceNames:[\"{name}\"]" : "")}", verb);
                }
            }
        }

        return [.. lacking.Select(l => $"{{{l.Key}, Verbs:[{string.Join(' ', l.Value.Select(v => $"\"{v}\""))}]}}")];

        void Add(string what, string verb)
        {
            if (!lacking.TryGetValue(what, out var verbs)) lacking[what] = verbs = [];
            if (!verbs.Contains(verb)) verbs.Add(verb);
        }
    }

    private static IEnumerable<(string Group, string Resource, string Name)> Targets(PolicyRule rule) =>
        from gr in rule.Groups
        from resource in rule.Resources
        from name in rule.Names.Count == 0 ? [""] : rule.Names
        select (gr, resource, name);

    private static bool Holds(ApiRequest request, AccessAttributes attributes) => request.Cluster.Access.Allows(request.User, attributes, out _);
}
