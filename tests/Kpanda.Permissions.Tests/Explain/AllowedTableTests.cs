using System.Text.Json;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Explain;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Tests.Explain;

/// <summary>What roles allow together, kind by kind, and which of them it is that does.</summary>
public sealed class AllowedTableTests
{
    private static readonly string[] All = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    private static readonly ApiResource[] Served =
    [
        Kind("", "pods", "Pod", true, "log", "exec", "status"), Kind("apps", "deployments", "Deployment", true, "scale"), Kind("", "configmaps", "ConfigMap", true),
        Kind("", "namespaces", "Namespace", false), Kind("", "nodes", "Node", false),
    ];

    [Fact]
    public void EachRight_NamesTheRolesThatGiveIt()
    {
        var table = Of("shop", false,
            ("shop", """[{"apiGroups":[""],"resources":["pods","pods/log"],"verbs":["get","list"]}]"""),
            ("", """[{"apiGroups":[""],"resources":["pods"],"verbs":["get","delete"]}]"""),
            ("cart", """[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]"""));

        Text(table).ShouldBe(["pods: get by 0 1, list by 0, delete by 1", "pods/log: get by 0"]);
    }

    [Fact]
    public void WhatNamespacesGive_IsNothingOfTheWholeCluster_AndANamespaceIsInItself()
    {
        (string, string) everything = ("shop", """[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]""");

        Text(Of("", false, everything)).ShouldBeEmpty();
        var table = Of("shop", false, everything);
        table.Select(kind => kind.Resource).ShouldBe(["configmaps", "namespaces", "pods", "pods/exec", "pods/log", "deployments", "deployments/scale"]);
        table.Single(kind => kind.Resource == "namespaces").Verbs.Select(verb => verb.Verb).ShouldBe(All.Except(["create"]));
        table.Single(kind => kind.Resource == "deployments/scale").Verbs.Select(verb => verb.Verb).ShouldBe(["get", "update", "patch"]);
    }

    [Fact]
    public void RulesForSingleObjects_SayForWhich_AndNeverCreate()
    {
        var table = Of("shop", false, ("shop", """[{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["b","a"],"verbs":["get","create","deletecollection"]}]"""));

        var right = table.ShouldHaveSingleItem().Verbs.ShouldHaveSingleItem();
        (right.Verb, string.Join(' ', right.Names)).ShouldBe(("get", "a b"));
    }

    [Fact]
    public void WhereNothingCanBeChanged_OnlyLookingIsAllowed() =>
        Of("shop", true, ("shop", """[{"apiGroups":[""],"resources":["pods","pods/exec"],"verbs":["*"]}]""")).ShouldHaveSingleItem().Verbs.Select(verb => verb.Verb).ShouldBe(["get", "list", "watch"]);

    /// <summary>What the table says of the six roles is what the authoriser says, right by right.</summary>
    [Fact]
    public async Task EveryRole_IsAllowedWhatTheAuthoriserAllows()
    {
        using var site = new Fakes.RightsSite();
        var cluster = site.Open("prod");
        var asked = 0;
        foreach (var (role, rules) in RoleTemplates.BuiltIn)
        {
            var place = RoleTemplates.IsOfCluster(role) ? "" : "shop";
            var person = Fakes.RightsSite.Somebody($"holder-of-{role}");
            site.Grants.Give(person, role, cluster.Id, place);
            var table = AllowedTable.Of([(place, new RuleSet(rules))], Served, "shop", false);
            foreach (var kind in Served)
            {
                foreach (var verb in All)
                {
                    var isItself = kind.Kind == "Namespace" && verb != "create";
                    var may = await site.MayAsync(person, verb, kind.Gvr.GroupResource, "prod", kind.Namespaced ? "shop" : "", isItself ? "shop" : "");
                    var says = table.Any(row => row.Group == kind.Gvr.Group && row.Resource == kind.Gvr.Resource && row.Verbs.Any(one => one.Verb == verb));
                    says.ShouldBe(may, $"{role} {verb} {kind.Gvr.GroupResource}");
                    asked++;
                }
            }
        }

        asked.ShouldBe(6 * Served.Length * All.Length);
    }

    private static ApiResource Kind(string group, string plural, string kind, bool namespaced, params string[] parts) => new(new(group, "v1", plural), kind, namespaced, All) { Subresources = parts };

    private static IReadOnlyList<AllowedKind> Of(string ns, bool readOnly, params (string Namespace, string Rules)[] roles)
    {
        var pool = new RuleSetPool();
        return AllowedTable.Of([.. roles.Select(role => (role.Namespace, pool.Of(JsonSerializer.Deserialize<JsonElement>($$"""{"rules":{{role.Rules}}}"""))))], Served, ns, readOnly);
    }

    private static IEnumerable<string> Text(IEnumerable<AllowedKind> table) =>
        table.Select(kind => $"{kind.Resource}: {string.Join(", ", kind.Verbs.Select(verb => $"{verb.Verb} by {string.Join(' ', verb.By)}"))}");
}
