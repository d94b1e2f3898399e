using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Tests.Roles;

public sealed class AdjustedRulesTests
{
    private const string Edit = RoleTemplates.NamespaceEdit;

    [Fact]
    public void Additions_AreRulesBesides()
    {
        var rules = Good(Edit, [Rule(["get", "list"], ["example.com"], ["widgets"])], []);

        May(rules, "get", "example.com", "widgets").ShouldBeTrue();
        May(rules, "delete", "example.com", "widgets").ShouldBeFalse();
        May(rules, "delete", "", "pods").ShouldBeTrue();
    }

    [Fact]
    public void EveryVerb_IsTheEight_AndGivesNoRightsAway()
    {
        var rules = Good(Edit, [Rule(["*"], ["example.com"], ["*"])], []);

        May(rules, "deletecollection", "example.com", "widgets").ShouldBeTrue();
        May(rules, "bind", "example.com", "widgets").ShouldBeFalse();
        May(rules, "impersonate", "example.com", "widgets").ShouldBeFalse();
    }

    [Fact]
    public void Subtractions_TakeVerbsOfResourcesAway_WhereverTheyComeFrom()
    {
        var rules = Good(Edit, [Rule(["get", "list"], ["example.com"], ["widgets"])], [Rule(["delete", "deletecollection"], ["apps"], ["deployments"]), Rule(["*"], [""], ["secrets", "pods/exec"]), Rule(["list"], ["example.com"], ["widgets"])]);

        (May(rules, "delete", "apps", "deployments"), May(rules, "update", "apps", "deployments"), May(rules, "delete", "apps", "statefulsets")).ShouldBe((false, true, true));
        (May(rules, "get", "", "secrets"), May(rules, "create", "", "pods", "exec"), May(rules, "create", "", "pods", "attach"), May(rules, "get", "", "pods")).ShouldBe((false, false, true, true));
        (May(rules, "get", "example.com", "widgets"), May(rules, "list", "example.com", "widgets")).ShouldBe((true, false));
        rules.ShouldAllBe(rule => rule.Verbs.Count > 0 && rule.Resources.Count > 0);
    }

    [Fact]
    public void WithoutChanges_RolesAreAsBuiltIn()
    {
        foreach (var (role, builtIn) in RoleTemplates.BuiltIn) Good(role, [], []).ShouldBe(builtIn, role);
    }

    [Fact]
    public void WhatRulesCannotSay_IsRefused()
    {
        Reason(RoleTemplates.ClusterView, [], [Rule(["get"], [""], ["pods"])]).ShouldBe("template.subtract.cluster");
        Reason(Edit, [], [Rule(["get"], ["*"], ["pods"])]).ShouldBe("template.subtract.form");
        Reason(Edit, [], [Rule(["get"], [""], ["*/log"])]).ShouldBe("template.subtract.form");
        Reason(Edit, [], [Rule(["get"], [""], ["pods"]) with { ResourceNames = ["one"] }]).ShouldBe("template.subtract.form");
        Reason(Edit, [Rule(["get"], ["example.com"], ["*"])], [Rule(["get"], ["example.com"], ["widgets"])]).ShouldBe("template.subtract.wildcard");
        Reason(Edit, [Rule(["escalate"], ["rbac.authorization.k8s.io"], ["roles"])], []).ShouldBe("template.rule.verb");
        Reason(Edit, [new PolicyRule { Verbs = ["get"], NonResourceUrls = ["/metrics"] }], []).ShouldBe("template.add.paths");
        Reason(Edit, [Rule([], [""], ["pods"])], []).ShouldBe("template.rule.incomplete");
        Reason(Edit, [Rule(["get"], [], ["pods"])], []).ShouldBe("template.rule.incomplete");
        Reason(Edit, [Rule(["get"], [""], ["po ds"])], []).ShouldBe("template.rule.word");
    }

    private static IReadOnlyList<PolicyRule> Good(string role, PolicyRule[] additions, PolicyRule[] subtractions)
    {
        AdjustedRules.Of(role, RoleTemplates.BuiltIn[role], additions, subtractions).TryGet(out var rules, out var error).ShouldBeTrue(error?.Reason);
        return rules!;
    }

    private static string Reason(string role, PolicyRule[] additions, PolicyRule[] subtractions) => AdjustedRules.Of(role, RoleTemplates.BuiltIn[role], additions, subtractions).Error!.Reason;

    private static bool May(IReadOnlyList<PolicyRule> rules, string verb, string group, string resource, string part = "") =>
        rules.Any(rule => rule.Allows(new AccessRequest(verb, new GroupResource(group, resource)) { Subresource = part }));

    private static PolicyRule Rule(string[] verbs, string[] groups, string[] resources) => new() { Verbs = verbs, ApiGroups = groups, Resources = resources };
}
