using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>
/// Sets of roles and bindings for one user each, with four questions about what that user may do. The same seed makes the same sets, so that the answers
/// of a real cluster can be kept.
/// </summary>
internal sealed class GeneratedRoles
{
    public const int Questions = 4;
    public const string Prefix = "kpanda-test-rbac";

    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "delete", "*"];
    private static readonly string[] Groups = ["", "apps", "batch", "*"];
    private static readonly string[] Resources = ["pods", "pods/log", "pods/*", "*/log", "*/scale", "deployments", "deployments/scale", "secrets", "jobs", "*"];
    private static readonly string[] Names = ["one", "two"];
    private static readonly string[] Paths = ["/metrics", "/healthz", "/healthz/*", "/logs/*", "*"];

    private readonly Random _random;
    private readonly int _number;
    private readonly string _namespace;

    private GeneratedRoles(int seed, int number)
    {
        _random = new Random(unchecked((seed * 100_003) + number));
        _number = number;
        _namespace = NamespaceOf(_random.Next(3));
        foreach (var kind in _random.Next(4) switch { 0 => ["ClusterRole"], 1 => ["Role"], 2 => ["ClusterRole", "Role"], _ => new[] { "Role", "ClusterRole", "ClusterRole" } }) Add(kind);
        Reviews = [.. Enumerable.Range(0, Questions).Select(_ => Review())];
    }

    /// <summary>The objects to create, each with the path of its collection.</summary>
    public List<(string Path, JsonObject Object)> Objects { get; } = [];

    /// <summary>SubjectAccessReviews.</summary>
    public IReadOnlyList<JsonObject> Reviews { get; }

    public static IEnumerable<GeneratedRoles> Make(int seed, int count) => Enumerable.Range(0, count).Select(number => new GeneratedRoles(seed, number));

    public static string NamespaceOf(int number) => $"{Prefix}-{number}";

    private static string Root => "/apis/rbac.authorization.k8s.io/v1";

    private void Add(string kind)
    {
        var cluster = kind == "ClusterRole";
        var name = $"{Prefix}-{_number}-{Objects.Count}";
        var rules = new JsonArray([.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => (JsonNode)Rule(cluster))]);
        Objects.Add((cluster ? $"{Root}/clusterroles" : $"{Root}/namespaces/{_namespace}/roles", new JsonObject { ["metadata"] = Meta(name), ["rules"] = rules }));
        var everywhere = cluster && _random.Next(2) == 0;
        Objects.Add((everywhere ? $"{Root}/clusterrolebindings" : $"{Root}/namespaces/{_namespace}/rolebindings", new JsonObject
        {
            ["metadata"] = Meta(name),
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = kind, ["name"] = _random.Next(12) == 0 ? name + "-none" : name },
            ["subjects"] = new JsonArray(Subject()),
        }));
    }

    private static JsonObject Meta(string name) => new() { ["name"] = name, ["labels"] = new JsonObject { [Prefix] = "true" } };

    private JsonObject Subject() => _random.Next(4) switch
    {
        0 => new JsonObject { ["kind"] = "Group", ["apiGroup"] = "rbac.authorization.k8s.io", ["name"] = $"{Prefix}-group-{_number}" },
        1 => new JsonObject { ["kind"] = "ServiceAccount", ["name"] = $"account-{_number}", ["namespace"] = _namespace },
        _ => new JsonObject { ["kind"] = "User", ["apiGroup"] = "rbac.authorization.k8s.io", ["name"] = $"{Prefix}-user-{_number}" },
    };

    private JsonObject Rule(bool cluster)
    {
        var rule = new JsonObject { ["verbs"] = Some(Verbs, 3) };
        if (cluster && _random.Next(4) == 0)
        {
            rule["nonResourceURLs"] = Some(Paths, 2);
            return rule;
        }

        rule["apiGroups"] = Some(Groups, 2);
        rule["resources"] = Some(Resources, 3);
        if (_random.Next(4) == 0) rule["resourceNames"] = Some(Names, 2);
        return rule;
    }

    private JsonObject Review()
    {
        var spec = new JsonObject { ["groups"] = new JsonArray($"{Prefix}-group-{_number}", "system:authenticated") };
        spec["user"] = _random.Next(3) == 0 ? $"system:serviceaccount:{_namespace}:account-{_number}" : $"{Prefix}-user-{_number}";
        if (_random.Next(6) == 0)
        {
            spec["nonResourceAttributes"] = new JsonObject { ["verb"] = One(Verbs[..^1]), ["path"] = One(["/metrics", "/healthz", "/healthz/etcd", "/logs/", "/other"]) };
        }
        else
        {
            var resource = One(["pods", "pods/log", "pods/exec", "deployments", "deployments/scale", "secrets", "jobs"]).Split('/');
            var asked = new JsonObject { ["verb"] = One(Verbs[..^1]), ["group"] = One(Groups[..^1]), ["resource"] = resource[0] };
            if (resource.Length > 1) asked["subresource"] = resource[1];
            if (_random.Next(5) > 0) asked["namespace"] = _random.Next(4) > 0 ? _namespace : NamespaceOf(_random.Next(3));
            if (_random.Next(2) == 0) asked["name"] = One(["one", "two", "three"]);
            spec["resourceAttributes"] = asked;
        }

        return new JsonObject { ["spec"] = spec };
    }

    private string One(string[] words) => words[_random.Next(words.Length)];

    private JsonArray Some(string[] words, int most) => new([.. Enumerable.Range(0, 1 + _random.Next(most)).Select(_ => One(words)).Distinct().Select(word => JsonValue.Create(word))]);
}
