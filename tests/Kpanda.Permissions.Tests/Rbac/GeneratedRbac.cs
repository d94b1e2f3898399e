using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Tests.Rbac;

/// <summary>A question that is put to the member and to us.</summary>
internal sealed record ReviewCase(Person Person, AccessRequest Request);

/// <summary>Roles, bindings and questions by chance. What it makes in a cluster carries a label of its own and is taken away again.</summary>
internal sealed class GeneratedRbac
{
    private const string Group = "rbac.authorization.k8s.io";
    private const string Label = "kpanda.io/test";
    private const string AggregateLabel = "kpanda.io/test-aggregate";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");
    private static readonly GroupVersionResource Reviews = new("authorization.k8s.io", "v1", "subjectaccessreviews");
    private static readonly string[] Kinds = ["roles", "clusterroles", "rolebindings", "clusterrolebindings"];
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
    private static readonly string[] Groups = ["", "apps", "batch", "example.com"];
    private static readonly string[] Resources = ["pods", "configmaps", "secrets", "deployments", "jobs", "widgets"];
    private static readonly string[] Parts = ["log", "exec", "scale", "status"];
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly string[] Paths = ["/metrics", "/healthz", "/healthz/etcd", "/logs", "/logs/kube", "/openapi/v3", "/version"];

    private readonly Random _random;
    private readonly string _id = $"kpanda-{Guid.CreateVersion7():N}"[..28];
    private readonly string[] _namespaces;
    private readonly Person[] _people;
    private readonly string[] _groups;

    public GeneratedRbac(Random random)
    {
        _random = random;
        _namespaces = [.. Enumerable.Range(0, 4).Select(i => $"{_id}-{i}")];
        _groups = [.. Enumerable.Range(0, 8).Select(i => $"{_id}-group-{i}")];
        _people = [.. Enumerable.Range(0, 24).Select(i => new Person(Guid.CreateVersion7(), $"{_id}-user-{i}", [.. _groups.Where(_ => random.Next(5) == 0)], IsPlatformAdministrator: false))];
    }

    public static void PutAll(ObservedCluster cluster, string kind, JsonNode list)
    {
        foreach (var item in list["items"]!.AsArray()) Put(cluster, kind, item!);
    }

    public static void Put(ObservedCluster cluster, string kind, JsonNode obj)
    {
        var key = new ObjectKey(obj["metadata"]!["namespace"]?.GetValue<string>() ?? "", obj["metadata"]!["name"]!.GetValue<string>());
        var body = JsonSerializer.SerializeToElement(obj);
        if (kind.EndsWith("bindings", StringComparison.Ordinal)) cluster.Rbac.PutBinding(key, RbacBinding.Read(key, body));
        else cluster.Rbac.PutRole(key, new RuleSetPool().Of(body));
    }

    /// <summary>Everything of the member, as the index would hold it.</summary>
    public static async Task ReadAsync(KubeClient client, ObservedCluster cluster, CancellationToken cancellationToken)
    {
        foreach (var kind in Kinds)
        {
            var page = Good(await client.ListAsync(new(Group, "v1", kind), null, new(), cancellationToken));
            foreach (var item in page.Items) Put(cluster, kind, JsonNode.Parse(item.Json.Span)!);
        }
    }

    public async Task CreateAsync(KubeClient client, CancellationToken cancellationToken)
    {
        foreach (var ns in _namespaces) await CreateAsync(client, Namespaces, null, Named("v1", "Namespace", ns), cancellationToken);
        for (var i = 0; i < 24; i++)
        {
            var role = Role("ClusterRole", $"{_id}-role-{i}", withPaths: true);
            if (i % 3 == 0) role["metadata"]!["labels"]![AggregateLabel] = $"{_id}-{i % 2}";
            await CreateAsync(client, Kind("clusterroles"), null, role, cancellationToken);
        }

        for (var i = 0; i < 2; i++)
        {
            var aggregated = Named($"{Group}/v1", "ClusterRole", $"{_id}-aggregated-{i}");
            aggregated["aggregationRule"] = new JsonObject { ["clusterRoleSelectors"] = new JsonArray(new JsonObject { ["matchLabels"] = new JsonObject { [AggregateLabel] = $"{_id}-{i}" } }) };
            aggregated["rules"] = new JsonArray();
            await CreateAsync(client, Kind("clusterroles"), null, aggregated, cancellationToken);
        }

        foreach (var ns in _namespaces)
            for (var i = 0; i < 6; i++) await CreateAsync(client, Kind("roles"), ns, Role("Role", $"{_id}-role-{i}", withPaths: false), cancellationToken);
        for (var i = 0; i < 14; i++) await CreateAsync(client, Kind("clusterrolebindings"), null, Binding("ClusterRoleBinding", $"{_id}-{i}", "ClusterRole"), cancellationToken);
        foreach (var ns in _namespaces)
            for (var i = 0; i < 14; i++) await CreateAsync(client, Kind("rolebindings"), ns, Binding("RoleBinding", $"{_id}-{i}", _random.Next(2) == 0 ? "Role" : "ClusterRole"), cancellationToken);
        await SettleAsync(client, cancellationToken);
    }

    public ReviewCase NextCase()
    {
        var person = One(_people);
        if (_random.Next(8) == 0) return new(person, new(_random.Next(4) == 0 ? "post" : "get", default) { Path = One(Paths) });
        var request = new AccessRequest(One(Verbs), new GroupResource(One(Groups), One(Resources)))
        {
            Subresource = _random.Next(3) == 0 ? One(Parts) : "",
            Namespace = _random.Next(5) == 0 ? "" : One(_namespaces),
            Name = _random.Next(2) == 0 ? "" : One(Names),
        };
        return new(person, request);
    }

    /// <summary>What the member says.</summary>
    public async Task<bool> ReviewAsync(KubeClient client, ReviewCase asked, CancellationToken cancellationToken)
    {
        var request = asked.Request;
        var spec = new JsonObject { ["user"] = asked.Person.Name, ["groups"] = new JsonArray([.. asked.Person.Groups.Append("system:authenticated").Select(group => JsonValue.Create(group))]) };
        if (request.Path.Length > 0) spec["nonResourceAttributes"] = new JsonObject { ["verb"] = request.Verb, ["path"] = request.Path };
        else
        {
            spec["resourceAttributes"] = new JsonObject
            {
                ["verb"] = request.Verb,
                ["group"] = request.Resource.Group,
                ["resource"] = request.Resource.Resource,
                ["subresource"] = request.Subresource,
                ["namespace"] = request.Namespace,
                ["name"] = request.Name,
            };
        }

        var review = new JsonObject { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = "SubjectAccessReview", ["spec"] = spec };
        return JsonNode.Parse(Good(await client.CreateAsync(Reviews, null, review, KubeWriteOptions.Default, cancellationToken)).Json.Span)!["status"]!["allowed"]!.GetValue<bool>();
    }

    public async Task RemoveAsync(KubeClient client)
    {
        var own = new KubeListOptions { LabelSelector = $"{Label}={_id}" };
        foreach (var kind in new[] { "clusterrolebindings", "clusterroles" }) await client.DeleteCollectionAsync(Kind(kind), null, own, KubeDeleteOptions.Default, CancellationToken.None);
        foreach (var ns in _namespaces) await client.DeleteAsync(Namespaces, new("", ns), KubeDeleteOptions.Default, CancellationToken.None);
    }

    // What was created is known to the member's authoriser a moment later, and what is aggregated is filled in by a controller.
    private async Task SettleAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var everywhere = new Person(Guid.Empty, $"{_id}-last", [], false);
        var last = Binding("ClusterRoleBinding", $"{_id}-last", "ClusterRole");
        last["roleRef"]!["name"] = "view";
        last["subjects"] = new JsonArray(Subject("User", everywhere.Name));
        await CreateAsync(client, Kind("clusterrolebindings"), null, last, cancellationToken);
        var local = Binding("RoleBinding", $"{_id}-last", "ClusterRole");
        local["roleRef"]!["name"] = "view";
        local["subjects"] = new JsonArray(Subject("User", $"{_id}-local"));
        await CreateAsync(client, Kind("rolebindings"), _namespaces[^1], local, cancellationToken);
        var role = Named($"{Group}/v1", "Role", $"{_id}-last");
        role["rules"] = new JsonArray(new JsonObject { ["apiGroups"] = Words([""]), ["resources"] = Words(["last"]), ["verbs"] = Words(["get"]) });
        await CreateAsync(client, Kind("roles"), _namespaces[^1], role, cancellationToken);
        var own = Binding("RoleBinding", $"{_id}-own", "Role");
        own["roleRef"]!["name"] = $"{_id}-last";
        own["subjects"] = new JsonArray(Subject("User", $"{_id}-local"));
        await CreateAsync(client, Kind("rolebindings"), _namespaces[^1], own, cancellationToken);

        var atLast = new Person(Guid.Empty, $"{_id}-local", [], false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!(await ReviewAsync(client, new(everywhere, new("get", new GroupResource("", "pods"))), patience.Token)
            && await ReviewAsync(client, new(atLast, new("get", new GroupResource("", "pods")) { Namespace = _namespaces[^1] }), patience.Token)
            && await ReviewAsync(client, new(atLast, new("get", new GroupResource("", "last")) { Namespace = _namespaces[^1] }), patience.Token)
            && await IsAggregatedAsync(client, patience.Token)))
            await Task.Delay(50, patience.Token);
    }

    private async Task<bool> IsAggregatedAsync(KubeClient client, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
        {
            var role = JsonNode.Parse(Good(await client.GetAsync(Kind("clusterroles"), new("", $"{_id}-aggregated-{i}"), cancellationToken)).Json.Span)!;
            if (role["rules"] is not JsonArray { Count: > 0 }) return false;
        }

        return true;
    }

    private static async Task CreateAsync(KubeClient client, GroupVersionResource kind, string? ns, JsonObject obj, CancellationToken cancellationToken) =>
        Good(await client.CreateAsync(kind, ns, obj, KubeWriteOptions.Default, cancellationToken));

    private static GroupVersionResource Kind(string resource) => new(Group, "v1", resource);

    private static T Good<T>(KubeResult<T> result)
        where T : class => result.TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.Message);

    private JsonObject Role(string kind, string name, bool withPaths)
    {
        var role = Named($"{Group}/v1", kind, name);
        role["rules"] = new JsonArray([.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => withPaths && _random.Next(5) == 0 ? PathRule() : Rule())]);
        return role;
    }

    private JsonObject Rule()
    {
        var rule = new JsonObject { ["apiGroups"] = Words(Some(Groups, "*")), ["verbs"] = Words(Some(Verbs, "*")) };
        var resources = Some(Resources, "*").ToList();
        if (_random.Next(3) == 0) resources.Add($"{One(Resources)}/{One(Parts)}");
        if (_random.Next(6) == 0) resources.Add($"*/{One(Parts)}");
        rule["resources"] = Words(resources);
        if (_random.Next(4) == 0) rule["resourceNames"] = Words(Some(Names, null));
        return rule;
    }

    private JsonObject PathRule() => new()
    {
        ["nonResourceURLs"] = Words([_random.Next(10) switch { 0 => "*", < 5 => $"{One(Paths)}*", _ => One(Paths) }, One(Paths)]),
        ["verbs"] = Words([_random.Next(3) == 0 ? "*" : "get"]),
    };

    private JsonObject Binding(string kind, string name, string roleKind)
    {
        var binding = Named($"{Group}/v1", kind, name);
        var role = (roleKind, _random.Next(6)) switch
        {
            ("ClusterRole", 0) => $"{_id}-aggregated-{_random.Next(2)}",
            ("ClusterRole", _) => $"{_id}-role-{_random.Next(24)}",
            (_, 0) => "not-there",
            _ => $"{_id}-role-{_random.Next(6)}",
        };
        binding["roleRef"] = new JsonObject { ["apiGroup"] = Group, ["kind"] = roleKind, ["name"] = role };
        binding["subjects"] = new JsonArray([.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => _random.Next(8) switch
        {
            0 => new JsonObject { ["kind"] = "ServiceAccount", ["name"] = One(_people).Name, ["namespace"] = _namespaces[0] },
            < 3 => Subject("Group", One(_groups)),
            _ => Subject("User", One(_people).Name),
        })]);
        return binding;
    }

    private JsonObject Named(string version, string kind, string name) => new()
    {
        ["apiVersion"] = version,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [Label] = _id } },
    };

    private static JsonObject Subject(string kind, string name) => new() { ["apiGroup"] = Group, ["kind"] = kind, ["name"] = name };

    private IEnumerable<string> Some(string[] words, string? all) => all is not null && _random.Next(8) == 0 ? [all] : Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => One(words)).Distinct().ToArray();

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);

    private T One<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];
}
